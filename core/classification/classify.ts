import type { Answers } from '../visits/questionnaire.ts'
import type { VisitResult } from '../visits/visit.ts'
import { type Inputs, inputsOf, judge, keysOf, type Truth } from './condition.ts'
import type { Criteria } from './criteria.ts'
import type { Rule } from './parameters/national.ts'
import type { Result } from './results.ts'

/** One criterion, disqualifier or the line, as judged, with the answers it was judged by. */
export type Judged = { readonly code: string; readonly is: Truth; readonly inputs: Inputs }

/** Everything behind a proposal. Kept with the decision, so that it can be told years later. */
export type Reasons = {
  readonly criteria: readonly Judged[]
  readonly disqualifiers: readonly Judged[]
  readonly line: Judged | null
  readonly met: number
  readonly of: number
  readonly threshold: number
  /** Rupiah per person and month, rounded down; null when it is not known. */
  readonly perPerson: number | null
  readonly lineRupiah: number
}

export type Classification =
  | {
      readonly is: 'decided'
      readonly result: Result
      readonly reasonCode: string
      readonly reasons: Reasons | null
      readonly ruleVersion: string
    }
  | {
      /** The answers leave it open; `missing` names the questions that would settle it. */
      readonly is: 'undetermined'
      readonly missing: readonly string[]
      readonly reasons: Reasons
      readonly ruleVersion: string
    }
  /** Nobody was met: somebody goes again. */
  | { readonly is: 'again' }

/**
 * What an accepted visit means. Only a complete visit is judged by criteria; the others say it
 * themselves.
 */
export function classifyVisit(
  visit: { readonly result: VisitResult; readonly answers: Answers },
  criteria: Criteria,
): Classification {
  if (visit.result === 'complete') return classify(visit.answers, criteria)
  if (visit.result === 'empty-house') return { is: 'again' }
  return {
    is: 'decided',
    result: visit.result,
    reasonCode: `visit.${visit.result}`,
    reasons: null,
    ruleVersion: criteria.version,
  }
}

/**
 * Judges answers by the criteria in force: a disqualifier first, then the line per person and
 * month, then the criteria by threshold. An unknown counts for neither side: where it could turn
 * the result, there is none (docs/architecture.md, step 5).
 */
export function classify(answers: Answers, criteria: Criteria): Classification {
  const reasons = judgeAll(answers, criteria)
  const ruleVersion = criteria.version
  const decided = (result: Result, reasonCode: string): Classification => {
    return { is: 'decided', result, reasonCode, reasons, ruleVersion }
  }
  const disqualifier = reasons.disqualifiers.find((each) => each.is === 'met')
  if (disqualifier !== undefined) {
    return decided('disqualified', `disqualified.${disqualifier.code}`)
  }
  const poorByCriteria = judgeThreshold(reasons, criteria)
  if (reasons.line?.is === 'not') return decided('better-off', 'line.not-below')
  if (poorByCriteria === 'not') return decided('criteria-not-met', 'criteria.too-few')
  const open = missing(reasons, poorByCriteria)
  if (open.length > 0) return { is: 'undetermined', missing: open, reasons, ruleVersion }
  return decided('extremely-poor', 'line.below-and-criteria')
}

function judgeAll(answers: Answers, criteria: Criteria): Reasons {
  const judgeRule = (rule: Rule): Judged => ({
    code: rule.code,
    is: judge(rule.condition, answers),
    inputs: inputsOf(rule.condition, answers),
  })
  const used = criteria.criteria.filter((each) => each.inUse).map(judgeRule)
  const perPerson = perPersonOf(answers)
  return {
    criteria: used,
    disqualifiers: criteria.disqualifiers.filter((each) => each.inUse).map(judgeRule),
    line: judgeLine(answers, criteria),
    met: used.filter((each) => each.is === 'met').length,
    of: used.length,
    threshold: criteria.threshold,
    perPerson,
    lineRupiah: criteria.line,
  }
}

/** Compared as sums, so that no rounding of a share per person decides over a family. */
function judgeLine(answers: Answers, criteria: Criteria): Judged {
  const spending = answers.spending
  const members = answers['member-count']
  const inputs = { spending: spending ?? null, 'member-count': members ?? null }
  if (typeof spending !== 'number' || typeof members !== 'number' || members < 1) {
    return { code: 'line', is: 'unknown', inputs }
  }
  return { code: 'line', is: spending < criteria.line * members ? 'met' : 'not', inputs }
}

function perPersonOf(answers: Answers): number | null {
  const spending = answers.spending
  const members = answers['member-count']
  if (typeof spending !== 'number' || typeof members !== 'number' || members < 1) return null
  return Math.floor(spending / members)
}

function judgeThreshold(reasons: Reasons, criteria: Criteria): Truth {
  const sufficient = criteria.criteria.filter((each) => each.inUse && each.sufficient)
  const truths = sufficient.map((rule) => reasons.criteria.find((each) => each.code === rule.code))
  const unknown = reasons.criteria.filter((each) => each.is === 'unknown').length
  if (truths.some((each) => each?.is === 'met')) return 'met'
  if (reasons.met >= reasons.threshold) return 'met'
  if (truths.some((each) => each?.is === 'unknown')) return 'unknown'
  return reasons.met + unknown >= reasons.threshold ? 'unknown' : 'not'
}

/** The questions whose answers would settle what is open. */
function missing(reasons: Reasons, poorByCriteria: Truth): readonly string[] {
  const judged = [
    ...reasons.disqualifiers,
    ...(reasons.line === null ? [] : [reasons.line]),
    ...(poorByCriteria === 'unknown' ? reasons.criteria : []),
  ]
  const keys = judged
    .filter((each) => each.is === 'unknown')
    .flatMap((each) => Object.entries(each.inputs))
    .filter(([, value]) => value === null || value === 'refused' || value === 'cannot-see')
    .map(([key]) => key)
  return [...new Set(keys)]
}

/** All answers that a criteria set reads: what a visit must hold to be decided. */
export function keysRead(criteria: Criteria): readonly string[] {
  const rules = [...criteria.criteria, ...criteria.disqualifiers].filter((each) => each.inUse)
  return [...new Set(['spending', 'member-count', ...rules.flatMap((r) => keysOf(r.condition))])]
}
