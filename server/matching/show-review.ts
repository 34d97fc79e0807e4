import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { differingFields } from '../../core/matching/choices.ts'
import { matchingProblem } from '../../core/matching/problems.ts'
import type { Reader } from '../database.ts'
import type { TenantKeys } from '../keyring.ts'
import { listAid } from './aid-store.ts'
import { villagesOf } from './ask-village.ts'
import { loadChoosable } from './choosable-sides.ts'
import { listProposals } from './proposal-store.ts'
import {
  countQuestions,
  listOperators,
  listQuestions,
  listQuestionsOf,
  type QuestionRow,
} from './question-store.ts'
import { listRelated } from './queue-store.ts'
import { findPair } from './store.ts'

/** What a person needs beside the evidence of a pair. */
export async function showReview(
  db: Reader,
  keys: TenantKeys,
  asked: { readonly id: string; readonly actorId: string },
) {
  const pair = await findPair(db, asked.id)
  if (pair === undefined) throw matchingProblem('matching.pair-not-found')
  const { left, right } = await loadChoosable(db, keys, pair)
  const fields = differingFields(left.choosable, right.choosable).map(({ field, suggested }) => ({
    field,
    left: left.shown[field],
    right: right.shown[field],
    suggested,
    chosen: pair.choices?.[field] ?? null,
  }))
  const codes = villagesOf(left.choosable.values.village, right.choosable.values.village)
  const proposals = await listProposals(db, pair.id)
  return {
    fields,
    questions: (await listQuestionsOf(db, pair.id)).map(questionOf),
    proposals: proposals.map(({ proposedBy, ...each }) => ({
      ...each,
      own: proposedBy === asked.actorId,
      proposedAt: each.proposedAt.toISOString(),
      settledAt: each.settledAt?.toISOString() ?? null,
    })),
    aid: await listAid(db, [pair.left, pair.right]),
    villages: await listOperators(db, codes),
    related: await listRelated(db, pair),
  }
}

function questionOf(row: QuestionRow) {
  return {
    id: row.id,
    villageCode: row.villageCode,
    villageName: row.villageName ?? row.villageCode,
    ready: row.shown.ready ?? null,
    note: row.note,
    state: row.state,
    askedByName: row.askedByName,
    askedAt: row.askedAt.toISOString(),
    answer: row.answer,
    answerNote: row.answerNote,
    answeredByName: row.answeredByName,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }
}

/** Questions within what the asker may see, with both records as they were shown. */
export async function showQuestions(
  db: Reader,
  ask: {
    readonly state: 'open' | 'answered'
    readonly village?: string | undefined
    readonly page?: number | undefined
  },
) {
  const page = ask.page ?? 1
  const village = ask.village ?? null
  const found = await listQuestions(db, {
    state: ask.state,
    village,
    offset: (page - 1) * pageSizeDefault,
    limit: pageSizeDefault,
  })
  const rows = found.map((row) => {
    const { left, right } = row.shown
    const shown = (side: typeof left) => ({ ...side, members: [...side.members] })
    return { ...questionOf(row), state: ask.state, left: shown(left), right: shown(right) }
  })
  const counts = await countQuestions(db, village)
  return { rows, total: counts[ask.state], page, pageSize: pageSizeDefault }
}
