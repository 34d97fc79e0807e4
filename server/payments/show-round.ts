import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { rupiah } from '../../core/kernel/rupiah.ts'
import { choicesOf } from '../../core/payments/difference.ts'
import { moneyOf, outcomes } from '../../core/payments/outcome.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { reconcile, type Tally } from '../../core/payments/reconcile.ts'
import type { Reader } from '../database.ts'
import { listFiles } from './file-store.ts'
import { countLines, type LineFilter, listHouseholdAid, listLines } from './line-store.ts'
import { countRounds, listRounds, listTallies, type RoundFace, type RoundFilter } from './store.ts'

type Page = { readonly page?: number | undefined }

function boundsOf(query: Page) {
  const page = query.page ?? 1
  return { page, limit: pageSizeDefault, offset: (page - 1) * pageSizeDefault }
}

export async function showRounds(db: Reader, query: RoundFilter & Page) {
  const { page, ...bounds } = boundsOf(query)
  const found = await listRounds(db, { ...query, ...bounds })
  const tallies = await listTallies(
    db,
    found.map((round) => round.id),
  )
  const rows = found.map((round) => roundReply(round, tallies.get(round.id) ?? []))
  return { rows, total: await countRounds(db, query), page, pageSize: bounds.limit }
}

export async function showRound(db: Reader, id: string) {
  const [round] = await listRounds(db, { id, limit: 1, offset: 0 })
  if (round === undefined) throw paymentsProblem('payments.round-not-found', { id })
  const tallies = (await listTallies(db, [id])).get(id) ?? []
  const files = await listFiles(db, id)
  const byOutcome = outcomes.flatMap((outcome) => {
    const tally = tallies.find((each) => each.outcome === outcome)
    return tally === undefined ? [] : [{ outcome, families: tally.families, rupiah: tally.rupiah }]
  })
  return {
    ...roundReply(round, tallies),
    byOutcome,
    files: files.map((file) => ({ ...file, madeAt: file.madeAt.toISOString() })),
  }
}

function roundReply(round: RoundFace, tallies: readonly Tally[]) {
  return {
    ...round,
    money: reconcile(tallies),
    madeAt: round.madeAt.toISOString(),
    proposedAt: instant(round.proposedAt),
    instructedAt: instant(round.instructedAt),
    closedAt: instant(round.closedAt),
  }
}

export async function showLines(db: Reader, query: LineFilter & Page) {
  const { page, ...bounds } = boundsOf(query)
  const found = await listLines(db, { ...query, ...bounds })
  const rows = found.map(({ payeePersonId: _, ...line }) => ({
    ...line,
    reconciledAt: instant(line.reconciledAt),
    choices: [...choicesOf(line.differences)],
  }))
  return { rows, total: await countLines(db, query), page, pageSize: bounds.limit }
}

/** What a family was due and received, under its own id and under what was merged with it. */
export async function showHouseholdAid(db: Reader, householdId: string) {
  const found = await listHouseholdAid(db, householdId)
  const paid = found.filter((aid) => !aid.leftOut && moneyOf[aid.outcome] === 'paid')
  const rows = found.map((aid) => ({ ...aid, instructedAt: instant(aid.instructedAt) }))
  const paidRupiah = rupiah(paid.reduce((sum, aid) => sum + aid.amount, 0))
  return { rows, total: rows.length, paidRupiah }
}

function instant(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}
