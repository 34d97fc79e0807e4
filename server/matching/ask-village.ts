import { matchingProblem } from '../../core/matching/problems.ts'
import { withoutNumbers } from '../../core/matching/review.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import type { TenantKeys } from '../keyring.ts'
import { newId } from '../new-id.ts'
import { type Standing, standingOf } from './carry-out.ts'
import { getPairFor } from './decide-pair.ts'
import { addQuestions, type ShownSide, withdrawQuestions } from './question-store.ts'
import { readPair } from './read-pairs.ts'
import { markWaiting } from './store.ts'

/** Puts a question to the village of either family, to both when they differ. */
export async function askVillage(
  db: Writer,
  keys: TenantKeys,
  asked: { readonly id: string; readonly note: string },
): Promise<Standing> {
  const pair = await getPairFor(db, asked.id, 'ask')
  const { left, right } = await readPair(db, keys, pair.id)
  const villages = villagesOf(left.villageCode, right.villageCode)
  if (villages.length === 0) throw matchingProblem('matching.no-village')
  await withdrawQuestions(db, pair.id)
  const shown = { left: shownOf(left), right: shownOf(right) }
  const note = withoutNumbers(asked.note)
  const drafts = villages.map((villageCode) => ({
    id: newId<'match-question'>(),
    pairId: pair.id,
    villageCode,
    note,
    shown,
  }))
  await addQuestions(db, drafts)
  await markWaiting(db, { id: pair.id, state: 'asked', proposalId: null })
  await record(db, {
    name: 'match-pair.asked',
    subject: pair.id,
    detail: { note, villages, before: pair.state, left: pair.left, right: pair.right },
  })
  return standingOf(db, pair)
}

/** The villages that can be asked about two families. */
export function villagesOf(...codes: readonly (string | null)[]): string[] {
  return [...new Set(codes.filter((code) => code !== null))]
}

type Side = Awaited<ReturnType<typeof readPair>>['left']

/** What a village needs to tell two families apart, and no more: no number, a year of birth. */
function shownOf(side: Side): ShownSide {
  return {
    headName: withoutNumbers(side.headName),
    bornYear: side.bornYear,
    sex: side.sex,
    villageName: side.villageName,
    address: withoutNumbers(side.address),
    members: side.members.map((member) => withoutNumbers(member.name)),
  }
}
