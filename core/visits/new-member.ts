import { type PlainDate, parsePlainDate, plainDate } from '../kernel/plain-date.ts'
import { type NikCell, readNikCell } from '../sources/nik-cell.ts'
import type { AnswerFinding } from './check-answers.ts'

/** How a new member is related to the head of the family: any code but `head` itself. */
export const newMemberRelations = [
  'spouse',
  'child',
  'child-in-law',
  'grandchild',
  'parent',
  'parent-in-law',
  'relative',
  'servant',
  'other',
] as const
export type NewMemberRelation = (typeof newMemberRelations)[number]

/** More people than this are no family that one list forgot. */
export const newMembersMost = 20

/** What the verifier said when the form asked whether the person is known already. */
export const knownSays = ['same', 'other'] as const
export type KnownSaid = (typeof knownSays)[number]

/** A person who lives with the family and is not in its list, as the verifier wrote them down. */
export type NewMember = {
  readonly id: string
  readonly name: string
  readonly relation: NewMemberRelation
  readonly sex?: 'male' | 'female' | undefined
  readonly bornOn?: string | undefined
  readonly nationalId?: string | undefined
  readonly withoutNationalId?: true | undefined
  readonly knownSaid?: KnownSaid | undefined
  readonly sameAsPersonId?: string | undefined
}

type Numbered = Pick<NewMember, 'nationalId' | 'bornOn' | 'sex'>

/** What is to be looked at in a number; `finding.visits.` stands before the code in the words. */
export type NumberFinding = 'new-nik-wrong' | 'new-nik-is-card' | NumberDiffers
type NumberDiffers = 'new-nik-born-differs' | 'new-nik-sex-differs'

/**
 * Reads a number as the rows of lists are read (core/sources/nik-cell): `digits` is what is kept
 * and looked up as the person's NIK, absent when what was typed holds none.
 */
export function readNewNumber(
  member: Numbered,
  on: PlainDate,
): { readonly digits: string | undefined; readonly findings: readonly NumberFinding[] } {
  const typed = (member.nationalId ?? '').trim()
  if (typed === '') return { digits: undefined, findings: [] }
  const bornOn = parsePlainDate(member.bornOn ?? '')
  const cell = readNikCell(typed, { bornOn, sex: member.sex, on })
  return { digits: cell.digits, findings: numberFindings(cell) }
}

function numberFindings(cell: NikCell): readonly NumberFinding[] {
  if (cell.card !== undefined) return ['new-nik-is-card']
  if (!cell.right) return ['new-nik-wrong']
  const codes = new Set<string>(cell.findings.map((each) => each.code))
  return [
    ...(codes.has('sources.nik-birth-date-differs') ? (['new-nik-born-differs'] as const) : []),
    ...(codes.has('sources.nik-sex-differs') ? (['new-nik-sex-differs'] as const) : []),
  ]
}

/** What the office should look at in new members; none of it keeps a visit from being kept. */
export function checkNewMembers(
  members: readonly NewMember[],
  visit: { readonly visitedOn: string; readonly result: string },
): readonly AnswerFinding[] {
  return members.flatMap((member) =>
    codesOf(member, visit).map((code) => ({
      field: 'new-members',
      code: `visits.${code}`,
      severity: 'look' as const,
      detail: { name: member.name },
    })),
  )
}

function codesOf(
  member: NewMember,
  visit: { readonly visitedOn: string; readonly result: string },
): readonly string[] {
  return [
    ...readNewNumber(member, plainDate(visit.visitedOn)).findings,
    ...((member.bornOn ?? '') > visit.visitedOn ? ['new-born-later'] : []),
    ...(visit.result === 'complete' ? [] : ['new-not-complete']),
  ]
}

/** A member whom the family has in the registry already. */
export type StandingMember = {
  readonly personId: string
  readonly nameKey: string
  readonly bornOn: string | null
  /** Blind index of the NIK, or null. */
  readonly number: string | null
}

/**
 * The member of the visited family who the new one is already: the verifier said so, or the NIK is
 * the same, or name and birth date are. Then nobody is added; a known person elsewhere is a hint
 * only.
 */
export function findStanding(
  member: {
    readonly nameKey: string
    readonly bornOn: string | null
    readonly number: string | null
    readonly sameAsPersonId: string | null
  },
  standing: readonly StandingMember[],
): StandingMember | undefined {
  return (
    standing.find((each) => each.personId === member.sameAsPersonId) ??
    standing.find((each) => each.number !== null && each.number === member.number) ??
    standing.find(
      (each) =>
        each.nameKey === member.nameKey && each.bornOn !== null && each.bornOn === member.bornOn,
    )
  )
}
