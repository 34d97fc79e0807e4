import { type Classification, classifyVisit } from '../../../core/classification/classify.ts'
import { criteriaOn, type RegencyCriteria } from '../../../core/classification/criteria.ts'
import { deriveConditions } from '../../../core/classification/derive-household.ts'
import { plainDate } from '../../../core/kernel/plain-date.ts'
import type { Writer } from '../../database.ts'
import { record } from '../../events.ts'
import { newId } from '../../new-id.ts'
import { listOwnCriteria } from '../criteria/store.ts'
import {
  claimSentVisits,
  type HouseholdNow,
  insertDecisions,
  listHouseholds,
  markAccepted,
  type NewDecision,
  replaceProposals,
  saveAbsences,
  saveDerived,
  type TakenVisit,
  type Which,
} from './store.ts'
import { takeOverMembers } from './take-over-members.ts'

type Judged = { readonly visit: TakenVisit; readonly classification: Classification }

/**
 * Takes visits over: the families are derived again, and each gets a proposal by the criteria in
 * force on the day of its visit. A family nobody met, or whose answers leave it open, gets none.
 */
export async function acceptVisits(db: Writer, which: Which) {
  const visits = await claimSentVisits(db, which)
  const own = await listOwnCriteria(db)
  const judged = visits.map((visit) => ({ visit, classification: judge(visit, own) }))
  const households = visits.map((each) => each.householdId)
  await markAccepted(db, visits)
  await replaceProposals(db, households)
  const known = new Map((await listHouseholds(db, households)).map((each) => [each.id, each]))
  await saveDerived(
    db,
    judged.flatMap((each) => derived(each, known.get(each.visit.householdId))),
  )
  await saveAbsences(db, visits.flatMap(absencesOf))
  const persons = await takeOverMembers(db, visits)
  const decisions = judged.flatMap(decisionOf)
  await insertDecisions(db, decisions)
  const counted = {
    accepted: visits.length,
    proposed: decisions.length,
    again: judged.filter((each) => each.classification.is === 'again').length,
    undetermined: judged.filter((each) => each.classification.is === 'undetermined').length,
    skipped: 'ids' in which ? new Set(which.ids).size - visits.length : 0,
  }
  if (visits.length > 0) {
    await recordAccepted(db, which, { ...counted, newPersons: persons.length, persons, visits })
  }
  return counted
}

async function recordAccepted(
  db: Writer,
  which: Which,
  told: { readonly visits: readonly TakenVisit[] } & Readonly<Record<string, unknown>>,
): Promise<void> {
  const { visits, ...counts } = told
  const [first] = visits
  const one = visits.length === 1
  await record(db, {
    name: one ? 'visit.accepted' : 'visits.accepted',
    subject: one ? first?.householdId : undefined,
    village: 'village' in which || one ? first?.villageCode : undefined,
    detail: { ...counts, visits: visits.map((each) => each.id) },
  })
}

function judge(visit: TakenVisit, own: readonly RegencyCriteria[]): Classification {
  return classifyVisit(visit, criteriaOn(plainDate(visit.visitedOn), own))
}

function derived({ visit, classification }: Judged, now: HouseholdNow | undefined) {
  if (now === undefined) return []
  const { conditions, provenance, memberCount } = deriveConditions(now, {
    ...visit,
    visitedOn: plainDate(visit.visitedOn),
  })
  const state = classification.is === 'again' ? 'assigned' : 'accepted'
  return [{ id: now.id, state, conditions, provenance, member_count: memberCount ?? null }]
}

function decisionOf({ visit, classification }: Judged): NewDecision[] {
  if (classification.is !== 'decided') return []
  return [
    {
      id: newId(),
      household_id: visit.householdId,
      village_code: visit.villageCode,
      verifier_id: visit.verifierId,
      result: classification.result,
      reason_code: classification.reasonCode,
      reasons: classification.reasons ?? {},
      inputs: visit.result === 'complete' ? visit.answers : { result: visit.result },
      rule_version: classification.ruleVersion,
      visit_id: visit.id,
    },
  ]
}

function absencesOf(visit: TakenVisit) {
  return visit.members
    .filter((each) => each.presence !== 'here' && each.presence !== 'not-said')
    .map((each) => ({
      household: visit.householdId,
      person: each.personId,
      dead: each.presence === 'dead',
      on: visit.visitedOn,
    }))
}
