import { createHash } from 'node:crypto'
import type { z } from 'zod/mini'
import { type AnswerFinding, checkAnswers, holdsUp } from '../../core/visits/check-answers.ts'
import type { visitDraft } from '../../core/visits/contract.ts'
import { checkNewMembers } from '../../core/visits/new-member.ts'
import { visitsProblem, type visitsProblems } from '../../core/visits/problems.ts'
import { instrument } from '../../core/visits/questionnaire.ts'
import { visitReasons } from '../../core/visits/visit.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { blindIndex, type TenantKeys } from '../keyring.ts'
import { insertVisitMembers } from './member-store.ts'
import { visitMembersOf } from './new-members.ts'
import {
  insertVisits,
  type KnownVisit,
  listKnownVisits,
  listVisitTargets,
  type NewVisit,
  replaceSentVisits,
  type StoredFinding,
  setVisited,
  type VisitTarget,
} from './store.ts'

export type VisitDraft = z.output<typeof visitDraft>

type Kept = {
  readonly id: string
  readonly is: 'kept' | 'repeated'
  readonly state: 'sent' | 'accepted' | 'returned' | 'replaced'
  readonly findings: StoredFinding[]
}
type Refused = {
  readonly id: string
  readonly is: 'refused'
  readonly code: keyof typeof visitsProblems
  readonly findings: StoredFinding[]
}

export type Keeping = {
  readonly channel: 'form' | 'workbook'
  readonly by: string
  readonly keys: TenantKeys
}

/** Hours that the easternmost zone (WIT) is ahead of UTC: no visit can be dated after its today. */
const hoursAhead = 9

/**
 * Keeps visits as they came, each once: the same id with the same content answers as it did, with
 * other content it is refused. A newer visit of a family replaces one that still waits.
 */
export async function keepVisits(
  db: Writer,
  drafts: readonly VisitDraft[],
  how: Keeping,
): Promise<(Kept | Refused)[]> {
  const answers = new Map<VisitDraft, Kept | Refused>()
  for (const round of roundsOf(drafts)) {
    for (const [draft, answer] of await keepRound(db, round, how)) answers.set(draft, answer)
  }
  return drafts.flatMap((draft) => answers.get(draft) ?? [])
}

/** Visits of different families, at once. */
async function keepRound(
  db: Writer,
  drafts: readonly VisitDraft[],
  how: Keeping,
): Promise<readonly (readonly [VisitDraft, Kept | Refused])[]> {
  const judge = await openJudge(db, drafts, how.keys)
  const answers = drafts.map((draft) => [draft, judge(draft)] as const)
  const fresh = answers.flatMap(([draft, answer]) => {
    const target = judge.targetOf(draft)
    if (answer.is !== 'kept' || target === undefined) return []
    return [newVisit(draft, { target, findings: answer.findings, ...how })]
  })
  if (fresh.length === 0) return answers
  const inserted = new Set(await save(db, fresh))
  const raced = fresh.filter((each) => !inserted.has(each.id))
  if (raced.length === 0) {
    await insertVisitMembers(db, visitMembersOf(db, how.keys, fresh))
    await recordKept(db, fresh, how.channel)
    return answers
  }
  // Somebody else holds this id: the same request a moment earlier, or a visit we may not see.
  if (inserted.size > 0) throw visitsProblem('visits.other-content')
  const again = new Map(
    (
      await listKnownVisits(
        db,
        raced.map((each) => each.id),
      )
    ).map(byId),
  )
  return answers.map(([draft, answer]) => {
    const known = again.get(draft.id)
    if (answer.is !== 'kept') return [draft, answer] as const
    if (known === undefined) {
      return [draft, { id: draft.id, is: 'refused', code: 'visits.other-content', findings: [] }]
    }
    return [draft, answerKnown(draft, known, how.keys)] as const
  })
}

async function openJudge(db: Writer, drafts: readonly VisitDraft[], keys: TenantKeys) {
  const ids = drafts.map((each) => each.id)
  const households = drafts.map((each) => each.householdId)
  const known = new Map((await listKnownVisits(db, ids)).map(byId))
  const targets = new Map((await listVisitTargets(db, households)).map(byId))
  const today = new Date(db.now.getTime() + hoursAhead * 3_600_000).toISOString().slice(0, 10)
  const targetOf = (draft: VisitDraft) => targets.get(draft.householdId)
  const judge = (draft: VisitDraft) =>
    judgeDraft(draft, { known: known.get(draft.id), target: targetOf(draft), today, keys })
  return Object.assign(judge, { targetOf })
}

function byId<Row extends { readonly id: string }>(row: Row): readonly [string, Row] {
  return [row.id, row]
}

/** The first visit of each family, then the second ones, and so on: a queue may hold several. */
function roundsOf(drafts: readonly VisitDraft[]): readonly (readonly VisitDraft[])[] {
  const rounds: VisitDraft[][] = []
  const seen = new Map<string, number>()
  for (const draft of drafts) {
    const place = seen.get(draft.householdId) ?? 0
    seen.set(draft.householdId, place + 1)
    const round = rounds[place] ?? []
    round.push(draft)
    rounds[place] = round
  }
  return rounds
}

/** Keeps one visit or throws its problem. */
export async function keepVisit(db: Writer, draft: VisitDraft, how: Keeping): Promise<Kept> {
  const [answer] = await keepVisits(db, [draft], how)
  if (answer === undefined) throw new Error('a visit was answered with nothing')
  if (answer.is !== 'refused') return answer
  throw visitsProblem(answer.code, {
    fields: answer.findings.filter((each) => each.severity === 'wait').map((each) => each.field),
  })
}

async function save(db: Writer, fresh: readonly NewVisit[]): Promise<string[]> {
  const households = fresh.map((each) => each.household_id)
  const ids = fresh.map((each) => each.id)
  await replaceSentVisits(db, households, ids)
  const inserted = await insertVisits(db, fresh)
  // The office took one of them over while this came in: nothing is kept, and it is asked again.
  const visited = await setVisited(db, households)
  if (visited < households.length) throw visitsProblem('visits.already-accepted')
  return inserted
}

async function recordKept(db: Writer, fresh: readonly NewVisit[], channel: string): Promise<void> {
  const [first] = fresh
  const one = fresh.length === 1 && first !== undefined
  const village = new Set(fresh.map((each) => each.village_code)).size === 1
  await record(db, {
    name: one ? 'visit.sent' : 'visits.sent',
    subject: one ? first.household_id : undefined,
    village: village ? first?.village_code : undefined,
    detail: {
      channel,
      visits: fresh.map((each) => ({ id: each.id, result: each.result, digest: each.digest })),
    },
  })
}

function judgeDraft(
  draft: VisitDraft,
  at: {
    readonly known: KnownVisit | undefined
    readonly target: VisitTarget | undefined
    readonly today: string
    readonly keys: TenantKeys
  },
): Kept | Refused {
  const { id } = draft
  const refuse = (code: Refused['code'], findings: StoredFinding[] = []): Refused => {
    return { id, is: 'refused', code, findings }
  }
  if (at.known !== undefined) {
    return answerKnown(draft, at.known, at.keys)
  }
  if (at.target === undefined) return refuse('visits.not-your-family')
  if (draft.instrument !== instrument) return refuse('visits.other-instrument')
  if (draft.visitedOn > at.today) return refuse('visits.in-the-future')
  if (!['assigned', 'visited', 'listed'].includes(at.target.state)) {
    return refuse('visits.already-accepted')
  }
  const findings = findingsOf(draft, at.target)
  if (draft.result === 'complete' && !holdsUp(findings)) {
    return refuse('visits.incomplete', findings)
  }
  return { id, is: 'kept', state: 'sent', findings }
}

function answerKnown(draft: VisitDraft, known: KnownVisit, keys: TenantKeys): Kept | Refused {
  const { id } = draft
  const same = known.digest.toString('hex') === digestOf(draft, keys)
  if (!same) return { id, is: 'refused', code: 'visits.other-content', findings: [] }
  return { id, is: 'repeated', state: known.state, findings: [...known.findings] }
}

function findingsOf(draft: VisitDraft, target: VisitTarget): StoredFinding[] {
  const findings: AnswerFinding[] = [
    ...checkAnswers(draft.answers, draft.result),
    ...checkNewMembers(draft.newMembers ?? [], draft),
  ]
  const strangers = (draft.members ?? []).filter((one) => !target.personIds.includes(one.personId))
  if (strangers.length > 0) {
    const detail = { count: strangers.length }
    findings.push({ field: 'members', code: 'visits.other-members', severity: 'look', detail })
  }
  const reasons: readonly string[] = visitReasons[draft.result]
  if (draft.reason !== undefined && !reasons.includes(draft.reason)) {
    findings.push({ field: 'reason', code: 'visits.unknown-reason', severity: 'look' })
  }
  if ((draft.location?.accuracyM ?? 0) > 100) {
    findings.push({ field: 'location', code: 'visits.rough-location', severity: 'look' })
  }
  return findings.map(({ detail, ...rest }) => {
    return detail === undefined ? rest : { ...rest, detail: { ...detail } }
  })
}

function newVisit(
  draft: VisitDraft,
  at: {
    readonly target: VisitTarget
    readonly findings: readonly StoredFinding[]
  } & Keeping,
): NewVisit {
  const { target } = at
  return {
    id: draft.id,
    household_id: draft.householdId,
    village_code: target.villageCode,
    verifier_id: target.verifierId ?? at.by,
    instrument: draft.instrument,
    channel: at.channel,
    visited_on: draft.visitedOn,
    result: draft.result,
    reason_code: draft.reason ?? null,
    same_as_household_id: draft.sameAsHouseholdId ?? null,
    answers: draft.answers,
    members: draft.members ?? [],
    note: draft.note ?? '',
    latitude: draft.location?.latitude ?? null,
    longitude: draft.location?.longitude ?? null,
    accuracy_m: draft.location?.accuracyM ?? null,
    findings: at.findings,
    digest: digestOf(draft, at.keys),
    newMembers: draft.newMembers ?? [],
  }
}

/**
 * SHA-256 over the content, keys in order, so that the order of fields is no difference. A NIK goes
 * in by its blind index: all else of the content is known, so that a plain digest would give it
 * away to whoever tries numbers.
 */
function digestOf(draft: VisitDraft, keys: TenantKeys): string {
  const newMembers = draft.newMembers?.map(({ nationalId, ...rest }) => ({
    ...rest,
    number:
      nationalId === undefined
        ? undefined
        : blindIndex(keys, 'national-id', nationalId).toString('hex'),
  }))
  return createHash('sha256')
    .update(canonical({ ...draft, newMembers }))
    .digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}
