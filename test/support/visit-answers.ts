import { instrument } from '../../core/visits/questionnaire.ts'
import { newId } from '../../server/new-id.ts'

/** A family that meets eight of nine criteria and spends Rp250,000 per person and month. */
export const poorAnswers = {
  'member-count': 4,
  shelter: 'yes',
  tenure: 'own',
  floor: 'earth',
  wall: 'board',
  roof: 'zinc',
  lighting: 'pln-metered',
  power: '450',
  fuel: 'firewood',
  water: 'open-well',
  toilet: 'none',
  'head-work': 'casual-farm',
  'head-income': 'irregular',
  'food-worry': 'yes',
  spending: 1_000_000,
  'food-spending': 700_000,
  'clothes-bought': 'no',
  'state-income': 'no',
  car: 0,
} as const

/** The same house with spending above the line. */
export const betterAnswers = { ...poorAnswers, spending: 3_000_000, 'food-spending': 1_000_000 }

/** A visit as a device sends it, after the line of March 2023 came into force. */
export function visitOf(
  householdId: string,
  but: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> & { readonly id: string } {
  return {
    id: newId(),
    householdId,
    instrument,
    visitedOn: '2023-08-14',
    result: 'complete',
    answers: poorAnswers,
    ...but,
  }
}
