import { isUnresolved } from '../../core/payments/difference.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { decideRound, refuseRound } from '../../core/payments/round.ts'
import { programmesProblem } from '../../core/programmes/problems.ts'
import { termOn } from '../../core/programmes/term.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import { findProgramme, type Programme } from '../programmes/store.ts'
import { todayAt } from '../programmes/today.ts'
import { decreeLines, listLinesToday } from './difference-store.ts'
import { insertLines } from './line-store.ts'
import {
  claimProgramme,
  countLinesBefore,
  findDecree,
  insertRound,
  listEarlierRounds,
} from './store.ts'

export type RoundDraft = {
  readonly programmeId: string
  readonly decreeId: string
  readonly roundNo: number
}

/** A draft with a line for each family of a frozen decree, and what differs from it today. */
export async function makeRound(db: Writer, draft: RoundDraft) {
  await claimProgramme(db, draft.programmeId)
  const programme = await findProgramme(db, draft.programmeId)
  if (programme === undefined) throw programmesProblem('programmes.not-found')
  const input = await loadInput(db, draft, programme)
  const decision = decideRound({ ...input, lines: await loadLines(db, draft, input) })
  if (decision.is === 'refused') throw paymentsProblem(`payments.${decision.because}`)
  const { amount, rounds } = input.term ?? { amount: decision.rupiah, rounds: draft.roundNo }
  const id = newId<'payment-round'>()
  await insertRound(db, { ...draft, id, amount, rounds })
  const lines = decision.lines.map((line) => ({
    ...line,
    id: newId<'payment-line'>(),
    unresolved: isUnresolved({ ...line, resolvedKinds: [], leftOut: false }),
  }))
  await insertLines(db, id, lines)
  const { unresolved, rupiah } = decision
  const detail = { ...draft, lines: lines.length, unresolved, rupiah }
  await record(db, { name: 'payment-round.made', subject: id, detail })
  return { id, lines: lines.length, unresolved, rupiah }
}

async function loadInput(db: Writer, draft: RoundDraft, programme: Programme) {
  const decree = await findDecree(db, draft.decreeId)
  if (decree === undefined) throw paymentsProblem('payments.decree-not-found')
  return {
    decree,
    term: termOn(programme.terms, todayAt(db.now)),
    programmeCode: programme.code,
    roundNo: draft.roundNo,
    earlier: await listEarlierRounds(db, programme.id),
  }
}

/** The lines are only read when a round may be made at all. */
async function loadLines(db: Writer, draft: RoundDraft, input: Parameters<typeof refuseRound>[0]) {
  if (refuseRound(input) !== undefined) return []
  const { programmeId, decreeId, roundNo } = draft
  const linesBefore = await countLinesBefore(db, programmeId, roundNo)
  const lines = decreeLines({ tenantId: db.tenantId, decreeId, linesBefore })
  return listLinesToday(db, lines, { programmeId, roundNo, roundId: null })
}
