import type { Judged, Reasons } from '../../core/classification/classify.ts'
import { decideConfirm } from '../../core/classification/confirm.ts'
import { classificationProblem } from '../../core/classification/problems.ts'
import { summarise } from '../../core/classification/summary.ts'
import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import type { Reader, Writer } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import { insertDecisions, replaceProposals } from './accept/store.ts'
import { readRulesUsed } from './criteria/change-criteria.ts'
import {
  type Choice,
  confirmDecisions,
  countAliasesToPropose,
  countByVillage,
  countDecisions,
  countExtremelyPoor,
  countListRows,
  countUndetermined,
  countVisitsWaiting,
  type DecisionRow,
  findDecision,
  listAliasesToPropose,
  listChosen,
  listDecisions,
  listSeparatedDoubles,
  type NoReasons,
  reopenDecision,
  setHouseholdsDecided,
  setHouseholdWaiting,
} from './store.ts'

type Viewer = { readonly accountId: string; readonly mayConfirm: boolean }

export async function showDecisions(
  db: Reader,
  viewer: Viewer,
  query: {
    readonly state?: string | undefined
    readonly result?: string | undefined
    readonly village?: string | undefined
    readonly household?: string | undefined
    readonly page?: number | undefined
  },
) {
  const page = query.page ?? 1
  const { state, result, village, household } = query
  const at = { limit: pageSizeDefault, offset: (page - 1) * pageSizeDefault }
  const found = await listDecisions(db, { state, result, village, household }, at)
  const shown = found.rows.map((row) => show(row, viewer))
  return { rows: shown, total: found.total, page, pageSize: pageSizeDefault }
}

function show(row: DecisionRow, viewer: Viewer) {
  const { reasons, proposedById, aliasOf, visitWaits: _, ...rest } = row
  const because = whyNot(row, viewer)
  return {
    ...rest,
    boxes: reasonsOf(reasons)?.criteria.map((each) => each.is) ?? [],
    proposedAt: row.proposedAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    mayConfirm: because === null,
    mayNotBecause: because,
  }
}

/** Why this person may not confirm this one; null when they may. Codes are worded in web/text. */
function whyNot(row: DecisionRow, viewer: Viewer): string | null {
  if (row.state !== 'proposed') return 'not-proposed'
  if (!viewer.mayConfirm) return 'not-allowed'
  if (row.proposedById === viewer.accountId) return 'own-proposal'
  if (row.visitWaits) return 'visit-waits'
  if (row.aliasOf !== null && row.result !== 'double') return 'became-alias'
  if (row.aliasOf === null && row.reasonCode === 'list.alias') return 'alias-undone'
  return null
}

export async function showDecision(db: Reader, viewer: Viewer, id: string) {
  const row = await findDecision(db, id)
  if (row === undefined) throw classificationProblem('classification.no-decision')
  const reasons = reasonsOf(row.reasons)
  return {
    ...show(row, viewer),
    criteria: plain(reasons?.criteria),
    disqualifiers: plain(reasons?.disqualifiers),
    line: plain(reasons?.line === null || reasons === null ? [] : [reasons.line])[0] ?? null,
    figures:
      reasons === null
        ? null
        : {
            met: reasons.met,
            of: reasons.of,
            threshold: reasons.threshold,
            perPerson: reasons.perPerson,
            line: reasons.lineRupiah,
          },
    visitId: row.visitId,
    visitedOn: row.visitedOn,
    verifierName: row.verifierName,
  }
}

function plain(judged: readonly Judged[] = []) {
  return judged.map((each) => ({ ...each, inputs: { ...each.inputs } }))
}

/** Decisions that did not go through the criteria carry no reasons but their code. */
export function reasonsOf(reasons: Reasons | NoReasons): Reasons | null {
  return reasons.criteria === undefined ? null : reasons
}

export async function countForTabs(db: Reader, village: string | undefined) {
  const counted = await countDecisions(db, village ?? null)
  const add = (rows: typeof counted, by: 'state' | 'result') => {
    const sums: Record<string, number> = {}
    for (const row of rows) sums[row[by]] = (sums[row[by]] ?? 0) + row.count
    return sums
  }
  const standing = counted.filter((each) => ['proposed', 'confirmed'].includes(each.state))
  return {
    at: db.now.toISOString(),
    states: add(counted, 'state'),
    results: add(standing, 'result'),
    proposedResults: add(
      counted.filter((each) => each.state === 'proposed'),
      'result',
    ),
    villages: await countByVillage(db),
    rules: await readRulesUsed(db, village),
    doublesToPropose: await countAliasesToPropose(db),
    undetermined: await countUndetermined(db, village ?? null),
  }
}

/** Proposes `double` for families that matching joined to another: nobody has to go there. */
export async function proposeDoubles(db: Writer, ruleVersion: string) {
  const aliases = await listAliasesToPropose(db)
  await replaceProposals(
    db,
    aliases.map((each) => each.id),
  )
  const decisions = aliases.map((alias) => ({
    id: newId(),
    household_id: alias.id,
    village_code: alias.villageCode,
    verifier_id: null,
    result: 'double',
    reason_code: 'list.alias',
    reasons: {},
    inputs: {},
    rule_version: ruleVersion,
    visit_id: null,
  }))
  await insertDecisions(db, decisions)
  if (aliases.length > 0) {
    await record(db, { name: 'doubles.proposed', detail: { families: aliases.length } })
  }
  return { proposed: aliases.length }
}

/**
 * A second person confirms; what they proposed themselves stays for another, and no family is
 * decided over a visit that waits for the office.
 */
export async function confirm(
  db: Writer,
  choice: Choice & { readonly seen?: { readonly count: number; readonly at: string } },
) {
  const { seen } = choice
  const decision = decideConfirm(
    await listChosen(db, choice),
    seen === undefined ? 'each' : { count: seen.count, at: new Date(seen.at) },
  )
  if (decision.is === 'refused') {
    throw classificationProblem(`classification.${decision.because}`, { count: decision.count })
  }
  const confirmed = await confirmDecisions(db, decision.ids)
  const ids = confirmed.map((each) => each.id)
  await setHouseholdsDecided(db, ids)
  // From here on no visit of them is kept; one that came since they were read takes it all back.
  const count = await countVisitsWaiting(db, ids)
  if (count > 0) throw classificationProblem('classification.visit-waits', { count })
  await recordConfirmed(db, choice, confirmed)
  const { own, visitWaits } = decision
  const skipped = decision.skipped + decision.ids.length - confirmed.length
  return { confirmed: confirmed.length, own, skipped, visitWaits }
}

async function recordConfirmed(
  db: Writer,
  choice: Choice,
  confirmed: Awaited<ReturnType<typeof confirmDecisions>>,
): Promise<void> {
  const [first] = confirmed
  if (first === undefined) return
  const one = confirmed.length === 1
  const results: Record<string, number> = {}
  for (const each of confirmed) results[each.result] = (results[each.result] ?? 0) + 1
  await record(db, {
    name: one ? 'decision.confirmed' : 'decisions.confirmed',
    subject: one ? first.household_id : undefined,
    village: 'village' in choice || one ? first.village_code : undefined,
    detail: { results, decisions: confirmed.map((each) => each.id) },
  })
}

/** Reopens each `double` by list of a family that stands for itself again. */
export async function reopenSeparated(db: Writer): Promise<void> {
  for (const { id } of await listSeparatedDoubles(db)) await reopen(db, id, 'alias-undone')
}

/** Takes a decision back into the open with a reason; the family waits for a new visit. */
export async function reopen(db: Writer, id: string, reason: string) {
  const reopened = await reopenDecision(db, id, reason)
  if (reopened === undefined) {
    const there = await findDecision(db, id)
    const code = there === undefined ? 'no-decision' : 'not-standing'
    throw classificationProblem(`classification.${code}`)
  }
  await setHouseholdWaiting(db, reopened.household_id)
  const { household_id: subject, village_code: village, result } = reopened
  await record(db, {
    name: 'decision.reopened',
    subject,
    village,
    detail: { decision: id, result, reason },
  })
  return { id, state: 'reopened' as const }
}

/** Results per row of the entered family lists: every data row in exactly one place. */
export async function showSummary(db: Reader, importId: string | undefined) {
  const groups = await countListRows(db, importId ?? null)
  return { ...summarise(groups), extremelyPoorFamilies: await countExtremelyPoor(db) }
}
