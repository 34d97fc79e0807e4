import type { PlainDate } from '../kernel/plain-date.ts'
import { type Rupiah, rupiah } from '../kernel/rupiah.ts'
import {
  nationalCriteria,
  nationalDisqualifiers,
  nationalLines,
  nationalThresholds,
  type Rule,
} from './parameters/national.ts'

/** Everything a decision is judged by on one day, and where it came from. */
export type Criteria = {
  /** Written into each decision: `nasional-2023-03-01`, `daerah-2023-08-01`. */
  readonly version: string
  readonly validFrom: PlainDate
  readonly decree: string
  readonly national: boolean
  readonly threshold: number
  readonly line: Rupiah
  readonly criteria: readonly Rule[]
  readonly disqualifiers: readonly Rule[]
}

/** A regency's own: what it leaves out stays as the nation has it on that day. */
export type RegencyCriteria = {
  readonly validFrom: PlainDate
  readonly decree: string
  readonly threshold?: number | undefined
  readonly linePerPersonMonth?: number | undefined
  readonly criteriaInUse?: readonly string[] | undefined
  readonly disqualifiersInUse?: readonly string[] | undefined
}

/**
 * The criteria in force on a day: national starting values, and over them the regency's newest
 * own that had begun. One reader for both. Before 2021 the first values hold.
 */
export function criteriaOn(on: PlainDate, own: readonly RegencyCriteria[] = []): Criteria {
  const line = inForce(nationalLines, on)
  const threshold = inForce(nationalThresholds, on)
  const criteria = inForce(nationalCriteria, on)
  const disqualifiers = inForce(nationalDisqualifiers, on)
  const begun = [line, threshold, criteria, disqualifiers].map((each) => each.from)
  const national: Criteria = {
    version: `nasional-${latest(begun)}`,
    validFrom: latest(begun),
    decree: [criteria.source, line.source, threshold.source].join('; '),
    national: true,
    threshold: threshold.value,
    line: line.value,
    criteria: criteria.value,
    disqualifiers: disqualifiers.value,
  }
  return overlay(national, newestBegun(own, on), { line: line.from, threshold: threshold.from })
}

/** Every version up to now and to come, newest first: what was in force since which day. */
export function criteriaHistory(own: readonly RegencyCriteria[] = []): readonly Criteria[] {
  const series = [nationalLines, nationalThresholds, nationalCriteria, nationalDisqualifiers]
  const days = [
    ...series.flatMap((dated) => dated.map((each) => each.from)),
    ...own.map((each) => each.validFrom),
  ]
  return [...new Set(days)]
    .toSorted()
    .reverse()
    .map((day) => criteriaOn(day, own))
}

/** What a version's name stands for; undefined for a name that was never in force here. */
export function criteriaOfVersion(
  version: string,
  own: readonly RegencyCriteria[],
): Criteria | undefined {
  const all = [...criteriaHistory(own), ...criteriaHistory()]
  return all.find((each) => each.version === version)
}

/** The codes a regency may choose from, so that a wrong one is refused and not ignored. */
export function knownCodes(on: PlainDate): {
  readonly criteria: readonly string[]
  readonly disqualifiers: readonly string[]
} {
  const { criteria, disqualifiers } = criteriaOn(on)
  return {
    criteria: criteria.map((each) => each.code),
    disqualifiers: disqualifiers.map((each) => each.code),
  }
}

/** A nation's value that changes under a regency's own makes a new version of the regency's. */
function overlay(
  national: Criteria,
  own: RegencyCriteria | undefined,
  begun: { readonly line: PlainDate; readonly threshold: PlainDate },
): Criteria {
  if (own === undefined) return national
  const use = (rules: readonly Rule[], codes: readonly string[] | undefined) =>
    codes === undefined
      ? rules
      : rules.map((each) => ({ ...each, inUse: codes.includes(each.code) }))
  const validFrom = latest([
    own.validFrom,
    ...(own.linePerPersonMonth === undefined ? [begun.line] : []),
    ...(own.threshold === undefined ? [begun.threshold] : []),
  ])
  return {
    version: `daerah-${validFrom}`,
    validFrom,
    decree: own.decree,
    national: false,
    threshold: own.threshold ?? national.threshold,
    line: own.linePerPersonMonth === undefined ? national.line : rupiah(own.linePerPersonMonth),
    criteria: use(national.criteria, own.criteriaInUse),
    disqualifiers: use(national.disqualifiers, own.disqualifiersInUse),
  }
}

function newestBegun(own: readonly RegencyCriteria[], on: PlainDate): RegencyCriteria | undefined {
  return own
    .filter((each) => each.validFrom <= on)
    .reduce<RegencyCriteria | undefined>(
      (best, each) => (best === undefined || each.validFrom > best.validFrom ? each : best),
      undefined,
    )
}

function inForce<Entry extends { readonly from: PlainDate }>(
  series: readonly Entry[],
  on: PlainDate,
): Entry {
  const [first, ...rest] = series
  if (first === undefined) throw new Error('a series needs a first value')
  return rest.reduce((best, each) => (each.from <= on ? each : best), first)
}

function latest(days: readonly PlainDate[]): PlainDate {
  const last = days.toSorted().at(-1)
  if (last === undefined) throw new Error('no days')
  return last
}
