/** What aid is given as, and which of the three strategies of Inpres 4/2022 it serves. */
export const programmeKinds = ['in-kind', 'cash'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]

export const strategies = ['reduce-burden', 'raise-income', 'reduce-pockets'] as const
export type Strategy = (typeof strategies)[number]
