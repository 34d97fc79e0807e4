import { sql } from 'kysely'
import type { ReadyQuestion } from '../../core/matching/review.ts'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

export type VillageAnswer = 'same' | 'different' | 'unknown'

/** A record as a village is shown it, kept with the question. */
export type ShownSide = {
  readonly headName: string
  readonly bornYear: number | null
  readonly sex: string | null
  readonly villageName: string
  readonly address: string
  readonly members: readonly string[]
}

/** What a village is shown, as it was when asked. */
export type Shown = {
  readonly left: ShownSide
  readonly right: ShownSide
  /** The ready question that is asked; without it the clerk's own words are, in the note. */
  readonly ready?: ReadyQuestion
}

export type QuestionDraft = {
  readonly id: string
  readonly pairId: string
  readonly villageCode: string
  readonly note: string
  readonly shown: Shown
}

export async function addQuestions(db: Writer, drafts: readonly QuestionDraft[]): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_question (tenant_id, id, match_pair_id, village_code, note, shown,
        state, asked_by, asked_at)
      select ${db.tenantId}, given.id, given.pair_id, given.village, given.note, given.shown,
        'open', ${db.actorId}, ${db.now}
      from unnest(
        ${drafts.map((draft) => draft.id)}::uuid[],
        ${drafts.map((draft) => draft.pairId)}::uuid[],
        ${drafts.map((draft) => draft.villageCode)}::text[],
        ${drafts.map((draft) => draft.note)}::text[],
        ${drafts.map((draft) => JSON.stringify(draft.shown))}::jsonb[]
      ) as given (id, pair_id, village, note, shown)`,
  )
}

/** Questions of a pair that nobody has answered are asked no more. */
export function withdrawQuestions(db: Writer, pairId: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_question
      set state = 'withdrawn', withdrawn_by = ${db.actorId}, withdrawn_at = ${db.now}
      where tenant_id = ${db.tenantId}
        and match_pair_id = ${pairId}
        and state = 'open'`,
  )
}

export function saveAnswer(
  db: Writer,
  given: { readonly id: string; readonly answer: VillageAnswer; readonly note: string },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_question
      set state = 'answered', answer = ${given.answer}, answer_note = ${given.note},
        answered_by = ${db.actorId}, answered_at = ${db.now}
      where tenant_id = ${db.tenantId}
        and id = ${given.id}
        and state = 'open'`,
  )
}

/**
 * Brings the pair before the office when its last question is answered. A village may not write
 * pairs: the function does this one step for its own answer.
 */
export function takeAnswer(db: Writer, questionId: string): Promise<number> {
  return change(db, sql`select entas.take_match_answer(${questionId})`)
}

export type QuestionRow = {
  readonly id: string
  readonly pairId: string
  readonly villageCode: string
  readonly villageName: string | null
  readonly note: string
  readonly state: 'open' | 'answered' | 'withdrawn'
  readonly shown: Shown
  readonly askedAt: Date
  readonly askedByName: string | null
  readonly answer: VillageAnswer | null
  readonly answerNote: string | null
  readonly answeredAt: Date | null
  readonly answeredByName: string | null
}

const columns = sql`
  question.id, question.match_pair_id as "pairId", question.village_code as "villageCode",
  area.name as "villageName", question.note, question.state, question.shown,
  question.asked_at as "askedAt", asker.name as "askedByName", question.answer,
  question.answer_note as "answerNote", question.answered_at as "answeredAt",
  answerer.name as "answeredByName"`

function sources(db: Reader) {
  return sql`
    entas.match_question as question
    left join entas.area on area.code = question.village_code
    left join entas.colleague as asker
      on asker.tenant_id = ${db.tenantId} and asker.id = question.asked_by
    left join entas.colleague as answerer
      on answerer.tenant_id = ${db.tenantId} and answerer.id = question.answered_by`
}

/** All questions about a pair, newest first. */
export function listQuestionsOf(db: Reader, pairId: string): Promise<QuestionRow[]> {
  return rows<QuestionRow>(
    db,
    sql`
      select ${columns}
      from ${sources(db)}
      where question.tenant_id = ${db.tenantId}
        and question.match_pair_id = ${pairId}
      order by question.asked_at desc, question.village_code, question.id
      limit 50`,
  )
}

export function findQuestion(db: Reader, id: string) {
  return firstRow<QuestionRow>(
    db,
    sql`
      select ${columns}
      from ${sources(db)}
      where question.tenant_id = ${db.tenantId}
        and question.id = ${id}
      limit 1`,
  )
}

/** Questions within what the asker may see: the oldest open one, the newest answered one first. */
export function listQuestions(
  db: Reader,
  ask: {
    readonly state: 'open' | 'answered'
    readonly village: string | null
    readonly offset: number
    readonly limit: number
  },
): Promise<QuestionRow[]> {
  const order =
    ask.state === 'open' ? sql`question.asked_at` : sql`question.answered_at desc nulls last`
  return rows<QuestionRow>(
    db,
    sql`
      select ${columns}
      from ${sources(db)}
      where question.tenant_id = ${db.tenantId}
        and question.state = ${ask.state}
        and (${ask.village}::text is null or question.village_code = ${ask.village})
      order by ${order}, question.id
      limit ${ask.limit} offset ${ask.offset}`,
  )
}

export function countQuestions(db: Reader, village: string | null) {
  return oneRow<{ readonly open: number; readonly answered: number }>(
    db,
    sql`
      select count(*) filter (where state = 'open') as open,
        count(*) filter (where state = 'answered') as answered
      from entas.match_question
      where tenant_id = ${db.tenantId}
        and (${village}::text is null or village_code = ${village})
      limit 1`,
  )
}

/** Active operators of a village: who would see a question. */
export function listOperators(db: Reader, villages: readonly string[]) {
  return rows<{ readonly code: string; readonly name: string; readonly operators: number }>(
    db,
    sql`
      select area.code, area.name,
        (select count(*)
          from entas.colleague
          where colleague.tenant_id = ${db.tenantId}
            and colleague.role = 'village-operator'
            and colleague.state = 'active'
            and exists (
              select from unnest(colleague.areas) as held (code)
              where held.code = area.code or area.code like held.code || '.%')) as operators
      from entas.area
      where area.code = any(${[...villages]}::text[])
      order by area.code
      limit 10`,
  )
}
