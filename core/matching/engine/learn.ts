import type { Field } from './field.ts'
import { chanceSteps } from './found.ts'
import type { Kind } from './kinds.ts'
import {
  classCount,
  codesOfField,
  leastShared,
  likelyPriors,
  type Model,
  mostShared,
  samePersonClasses,
  sharedPart,
  weightTable,
} from './model.ts'

/** Pairs to learn from, by what their fields fell on: so many fell on each row of codes. */
export type PairCodes = {
  readonly width: number
  readonly codes: Uint16Array
  readonly times: Uint32Array
  /** So many pairs stand behind each. */
  readonly weight: number
}

/**
 * Learns the model from pairs without labels by expectation-maximisation (Dempster, Laird, Rubin
 * 1977; for linkage Winkler 1988). What strangers do is known from rows taken at random and stays.
 * Deterministic in the order of the rows of codes.
 */
export function learnModel(
  fields: readonly Field[],
  start: Model,
  given: { readonly pairs: PairCodes; readonly allPairs: number; readonly rounds: number },
): Model {
  let model = start
  const active = Uint32Array.from(given.pairs.times.keys())
  let activeCount = active.length
  for (let round = 0; round < given.rounds; round += 1) {
    const counts = expect(model, given.pairs, active.subarray(0, activeCount))
    activeCount = counts.kept
    const before = model.priors
    model = maximise(fields, model, { ...given, counts })
    if (isSettled(before, model.priors)) break
  }
  return model
}

/** No class moved by more than a five-hundredth of the pairs of one person. */
function isSettled(before: readonly number[], after: readonly number[]): boolean {
  const least = (after[0] ?? 0) / 500
  return after.every((share, relation) => Math.abs(share - (before[relation] ?? 0)) < least)
}

type Counts = {
  /** [(field · codes + code) · classes + class] */
  readonly byCode: Float64Array
  readonly byClass: Float64Array
  /** Rows of codes that are still worth looking at; they stand first in `active`. */
  readonly kept: number
}

function expect(model: Model, pairs: PairCodes, active: Uint32Array): Counts {
  const { width, codes, times } = pairs
  let kept = 0
  const table = weightTable(model, width)
  const priors = model.priors.map((share) => Math.log2(share))
  const byCode = new Float64Array(table.length)
  const byClass = new Float64Array(classCount)
  const odds = new Float64Array(classCount)
  for (const pair of active) {
    const from = pair * width
    for (let relation = 0; relation < classCount; relation += 1)
      odds[relation] = priors[relation] ?? 0
    for (let field = 0; field < width; field += 1) {
      const at = (field * codesOfField + (codes[from + field] ?? 0)) * classCount
      for (let relation = 0; relation < classCount; relation += 1) {
        odds[relation] = (odds[relation] ?? 0) + (table[at + relation] ?? 0)
      }
    }
    if (isPairOfStrangers(odds, priors)) continue
    active[kept] = pair
    kept += 1
    let sum = 1
    for (let relation = 0; relation < classCount; relation += 1) {
      odds[relation] = 2 ** (odds[relation] ?? 0)
      sum += odds[relation] ?? 0
    }
    for (let relation = 0; relation < classCount; relation += 1) {
      const share = (odds[relation] ?? 0) / sum
      if (share < 1e-5) continue
      const part = share * (times[pair] ?? 1)
      byClass[relation] = (byClass[relation] ?? 0) + part
      for (let field = 0; field < width; field += 1) {
        const at = (field * codesOfField + (codes[from + field] ?? 0)) * classCount + relation
        byCode[at] = (byCode[at] ?? 0) + part
      }
    }
  }
  return { byCode, byClass, kept }
}

/** How likely a pair of each row of codes is one person. */
export function samePersonShares(model: Model, { width, codes, times }: PairCodes): Float64Array {
  const table = weightTable(model, width)
  return Float64Array.from(times, (_, row) => {
    let [same, others] = [0, 1]
    for (let relation = 0; relation < classCount; relation += 1) {
      let bits = Math.log2(model.priors[relation] ?? 0)
      for (let field = 0; field < width; field += 1) {
        const at = (field * codesOfField + (codes[row * width + field] ?? 0)) * classCount
        bits += table[at + relation] ?? 0
      }
      if (relation < samePersonClasses) same += 2 ** bits
      else others += 2 ** bits
    }
    return same / (same + others)
  })
}

/** Odds of one person, and evidence of one household, in bits, below which nothing is learnt. */
const samePersonBelow = -20
const householdBelow = 2

/** Neither one person nor, by anything the pair shares, of one household. */
export function isPairOfStrangers(odds: Float64Array, priors: ArrayLike<number>): boolean {
  for (let relation = 0; relation < classCount; relation += 1) {
    const bits = odds[relation] ?? 0
    if (relation < samePersonClasses && bits > samePersonBelow) return false
    if (relation >= samePersonClasses && bits - (priors[relation] ?? 0) > householdBelow)
      return false
  }
  return true
}

/** Pairs that the present value of a parameter counts for, beside what was seen. */
const shareStrength = 2
const levelStrength = 0.1

function maximise(
  fields: readonly Field[],
  model: Model,
  given: { readonly pairs: PairCodes; readonly allPairs: number; readonly counts: Counts },
): Model {
  const { counts, pairs, allPairs } = given
  const sums = fields.map((field, at) => {
    const sum = sumField(model, counts.byCode, at)
    return staysWhenMoved(field) ? tied(sum) : sum
  })
  return {
    ...model,
    priors: likelyPriors(
      model.priors.map((_, relation) =>
        Math.min(0.3, Math.max(1, (counts.byClass[relation] ?? 0) * pairs.weight) / allPairs),
      ),
    ),
    shares: model.shares.map((row, relation) =>
      fields.map((each, field) => {
        const share = row[field] ?? 0
        const { shared = [], seen = [] } = sums[field] ?? {}
        const next =
          ((shared[relation] ?? 0) + shareStrength * share) /
          ((seen[relation] ?? 0) + shareStrength)
        const most = mostShared(fields, field, relation)
        return Math.min(most, Math.max(leastShared(each, relation), next))
      }),
    ),
    noise: model.noise.map((row, field) => normalised(sums[field]?.noise ?? row, row.length)),
    free: model.free.map((row, relation) =>
      row.map((levels, field) => {
        if (levels === undefined) return undefined
        const next = normalised(sums[field]?.levels[relation] ?? levels, levels.length)
        return relation < samePersonClasses ? next : withEqualAtMost(next, 0.002)
      }),
    ),
  }
}

/** Moving house changes nothing about a person's own marks: both classes tell of them as one. */
function staysWhenMoved({ kind }: Field): boolean {
  return ownKinds.has(kind)
}

const ownKinds: ReadonlySet<Kind> = new Set([
  'nik',
  'full-name',
  'given-name',
  'date',
  'identifier',
])

function tied(sum: ReturnType<typeof sumField>): ReturnType<typeof sumField> {
  const both = (row: Float64Array) => row.map((_, at) => (row[at & ~1] ?? 0) + (row[at | 1] ?? 0))
  const levels = sum.levels.map((_, relation) => {
    const [one, other] = [sum.levels[relation & ~1], sum.levels[relation | 1]]
    return new Float64Array(16).map((_, level) => (one?.[level] ?? 0) + (other?.[level] ?? 0))
  })
  return { ...sum, shared: both(sum.shared), seen: both(sum.seen), levels }
}

/** Sums over a field: shared and seen by class, levels of what one source gave, levels by class. */
function sumField(model: Model, byCode: Float64Array, field: number) {
  const shared = new Float64Array(classCount)
  const seen = new Float64Array(classCount)
  const noise = new Float64Array(16)
  const levels = Array.from({ length: classCount }, () => new Float64Array(16))
  for (let code = chanceSteps; code < codesOfField; code += 1) {
    const level = Math.floor(code / chanceSteps)
    for (let relation = 0; relation < classCount; relation += 1) {
      const count = byCode[(field * codesOfField + code) * classCount + relation] ?? 0
      if (count === 0) continue
      const part = count * sharedPart(model, field, relation, code)
      shared[relation] = (shared[relation] ?? 0) + part
      seen[relation] = (seen[relation] ?? 0) + count
      if (relation < samePersonClasses) noise[level] = (noise[level] ?? 0) + part
      const row = levels[relation]
      if (row !== undefined) row[level] = (row[level] ?? 0) + count
    }
  }
  return { shared, seen, noise, levels }
}

function normalised(counts: ArrayLike<number>, length: number): readonly number[] {
  let total = levelStrength * (length - 1)
  for (let code = 1; code < length; code += 1) total += counts[code] ?? 0
  return Array.from({ length }, (_, code) =>
    code === 0 ? 1 : ((counts[code] ?? 0) + levelStrength) / total,
  )
}

function withEqualAtMost(levels: readonly number[], most: number): readonly number[] {
  const equal = levels[1] ?? 0
  if (equal <= most) return levels
  const more = (1 - most) / (1 - equal)
  return levels.map((each, code) => (code === 0 ? 1 : code === 1 ? most : each * more))
}
