import { matchingProblem } from '../../core/matching/problems.ts'
import { type ReadyQuestion, withoutNumbers } from '../../core/matching/review.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import type { TenantKeys } from '../keyring.ts'
import { newId } from '../new-id.ts'
import { type Standing, standingOf } from './carry-out.ts'
import { getPairFor } from './decide-pair.ts'
import { addQuestions, type ShownSide, withdrawQuestions } from './question-store.ts'
import { readSides } from './read-pairs.ts'
import { markWaiting } from './store.ts'

/** A ready question, which everybody reads in their own language, or a clerk's own words. */
type Asked = { readonly ready: ReadyQuestion } | { readonly note: string }

/** Puts a question to the village of either family, to both when they differ. */
export async function askVillage(
  db: Writer,
  keys: TenantKeys,
  asked: { readonly id: string; readonly question: Asked },
): Promise<Standing> {
  const pair = await getPairFor(db, asked.id, 'ask')
  const { left, right } = await readSides(db, keys, pair)
  const villages = villagesOf(left.villageCode, right.villageCode)
  if (villages.length === 0) throw matchingProblem('matching.no-village')
  await withdrawQuestions(db, pair.id)
  const { question } = asked
  const ready = 'ready' in question ? { ready: question.ready } : {}
  const note = 'ready' in question ? '' : withoutNumbers(question.note)
  const shown = { left: shownOf(left), right: shownOf(right), ...ready }
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
    detail: {
      ...('ready' in question ? ready : { note }),
      villages,
      before: pair.state,
      left: pair.left,
      right: pair.right,
    },
  })
  return standingOf(db, pair)
}

/** The villages that can be asked about two families. */
export function villagesOf(...codes: readonly (string | null)[]): string[] {
  return [...new Set(codes.filter((code) => code !== null))]
}

type Side = Awaited<ReturnType<typeof readSides>>['left']

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
