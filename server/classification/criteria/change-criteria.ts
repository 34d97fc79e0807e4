import type { z } from 'zod/mini'
import type { classificationContract } from '../../../core/classification/contract.ts'
import {
  type Criteria,
  criteriaHistory,
  criteriaOfVersion,
  criteriaOn,
  knownCodes,
} from '../../../core/classification/criteria.ts'
import { classificationProblem } from '../../../core/classification/problems.ts'
import { plainDate } from '../../../core/kernel/plain-date.ts'
import type { Reader, Writer } from '../../database.ts'
import { record } from '../../events.ts'
import { newId } from '../../new-id.ts'
import { countByVersion } from '../store.ts'
import { insertCriteria, listOwnCriteria } from './store.ts'

/** The criteria in force on a day (today when none is given). */
export async function readCriteria(db: Reader, on: string | undefined) {
  const day = plainDate(on ?? db.now.toISOString().slice(0, 10))
  const own = await listOwnCriteria(db)
  const criteria = criteriaOn(day, own)
  const { version, validFrom, decree, national, threshold, line } = criteria
  return {
    version,
    validFrom,
    decree,
    national,
    definition: {
      threshold,
      linePerPersonMonth: line,
      criteria: criteria.criteria.map(({ code, inUse, sufficient }) => {
        return { code, inUse, sufficient }
      }),
      disqualifiers: criteria.disqualifiers.map(({ code, inUse }) => ({ code, inUse })),
    },
    history: criteriaHistory(own).map(ruleOf),
  }
}

function ruleOf({ version, validFrom, decree, national, threshold, line, criteria }: Criteria) {
  const of = criteria.filter((each) => each.inUse).length
  return { version, validFrom, decree, national, threshold, of, linePerPersonMonth: line }
}

/** The rules behind the decisions that stand, newest first. */
export async function readRulesUsed(db: Reader, village: string | undefined) {
  const own = await listOwnCriteria(db)
  const counted = await countByVersion(db, village ?? null)
  return counted
    .flatMap(({ version, count }) => {
      const criteria = criteriaOfVersion(version, own)
      return criteria === undefined ? [] : [{ ...ruleOf(criteria), decisions: count }]
    })
    .toSorted((one, other) => (one.validFrom < other.validFrom ? 1 : -1))
}

type Change = z.output<(typeof classificationContract)['POST /api/criteria']['body']>

/** A regency sets its own from a day on. Decisions made before keep the version they name. */
export async function changeCriteria(db: Writer, change: Change) {
  const { validFrom, decree, ...definition } = change
  const known = knownCodes(plainDate(validFrom))
  const wrong = [
    ...(change.criteriaInUse ?? []).filter((code) => !known.criteria.includes(code)),
    ...(change.disqualifiersInUse ?? []).filter((code) => !known.disqualifiers.includes(code)),
  ]
  if (wrong.length > 0) {
    throw classificationProblem('classification.unknown-rule', { codes: wrong.join(', ') })
  }
  const id = newId<'criteria'>()
  await insertCriteria(db, { id, validFrom, decree }, definition)
  await record(db, { name: 'criteria.changed', subject: id, detail: change })
  return { id }
}
