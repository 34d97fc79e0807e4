import type { Field } from './field.ts'
import { chanceSteps } from './found.ts'
import { isPairOfStrangers } from './learn.ts'
import { classCount, codesOfField, type Model, samePersonClasses, weightTable } from './model.ts'
import { createPairCoder, isDear } from './pair-coder.ts'
import type { Records } from './records.ts'

/** What a pair weighs: `probability` of one person, `weight` in bits of evidence for it. */
export type Score = { probability: number; weight: number }

export type Scorer = {
  /** False when the pair is certainly below `least`: then nothing is written into `score`. */
  score(left: number, right: number, least: number, score: Score): boolean
  /**
   * All codes of a pair, as learning wants them; false when it is almost certainly a pair of
   * strangers, which learning knows already.
   */
  codes(left: number, right: number, into: Uint16Array, at: number): boolean
}

/**
 * Scores pairs by a model. Cheap fields first; a pair that can no longer reach `least`, whatever
 * its names say, is left at once.
 */
export function createScorer(
  fields: readonly Field[],
  records: Records,
  model: Model,
  weights: Float32Array = weightTable(model, fields.length),
): Scorer {
  const coder = createPairCoder(fields, records, model)
  const order = fields
    .map((_, at) => at)
    .sort((one, other) => costOf(fields[one]) - costOf(fields[other]))
  const cheap = order.filter((at) => costOf(fields[at]) < wordCost)
  const dear = order.filter((at) => costOf(fields[at]) >= wordCost)
  const bounds = boundsOf(fields, weights)
  const { cells, width } = records
  const scratch = new Uint16Array(fields.length)
  const priors = Float64Array.from(model.priors, (share) => Math.log2(share))
  const odds = new Float64Array(classCount)

  function codes(left: number, right: number, into: Uint16Array, at: number): boolean {
    odds.set(priors)
    for (const field of order) scratch[field] = coder.code(field, left, right)
    coder.settle(scratch, 0, left, right)
    for (let field = 0; field < width; field += 1) add(field)
    into.set(scratch, at)
    return !isPairOfStrangers(odds, priors)
  }

  /** Codes and odds of all fields but those whose values differ and are dear to compare. */
  function begin(left: number, right: number): number {
    odds.set(priors)
    const open = openFields(left, right)
    for (const field of cheap) scratch[field] = coder.code(field, left, right)
    for (const field of dear) {
      scratch[field] = (open & (1 << field)) === 0 ? coder.code(field, left, right) : 0
    }
    coder.settle(scratch, 0, left, right)
    for (let field = 0; field < width; field += 1) add(field)
    return open
  }

  function mayReach(least: number): boolean {
    let same = 0
    let others = 1
    for (let relation = 0; relation < classCount; relation += 1) {
      if (relation < samePersonClasses) same += 2 ** Math.min(900, odds[relation] ?? 0)
      else others += 2 ** Math.min(900, odds[relation] ?? 0)
    }
    return same >= least * (same + others)
  }

  function score(left: number, right: number, least: number, into: Score): boolean {
    const open = begin(left, right)
    if (open !== 0) {
      for (const field of dear) if ((open & (1 << field)) !== 0) bound(field, 1)
      for (const field of dear) {
        if ((open & (1 << field)) === 0) continue
        if (!mayReach(least)) return false
        bound(field, -1)
        scratch[field] = coder.code(field, left, right)
        add(field)
      }
      if (needsSettling) resettle(left, right)
    }
    return finish(least, into)
  }

  /** Dear fields whose values are there and differ, as bits. */
  function openFields(left: number, right: number): number {
    let open = 0
    for (const field of dear) {
      const one = cells[left * width + field] ?? 0
      const other = cells[right * width + field] ?? 0
      if (one !== other && one !== 0 && other !== 0) open |= 1 << field
    }
    return open
  }

  function add(field: number): void {
    const at = (field * codesOfField + (scratch[field] ?? 0)) * classCount
    for (let relation = 0; relation < classCount; relation += 1) {
      odds[relation] = (odds[relation] ?? 0) + (weights[at + relation] ?? 0)
    }
  }

  /** The best a field may still do for one person, the worst for two. */
  function bound(field: number, sign: 1 | -1): void {
    for (let relation = 0; relation < classCount; relation += 1) {
      const row = relation < samePersonClasses ? bounds.most : bounds.least
      odds[relation] = (odds[relation] ?? 0) + sign * (row[field * classCount + relation] ?? 0)
    }
  }

  const needsSettling = fields.some((field) => field.kind === 'surname')

  /** Names turned round are only seen when both are there: then the sum is made anew. */
  function resettle(left: number, right: number): void {
    coder.settle(scratch, 0, left, right)
    odds.set(priors)
    for (let field = 0; field < width; field += 1) add(field)
  }

  function finish(least: number, into: Score): boolean {
    let most = 0
    for (let relation = 0; relation < classCount; relation += 1) {
      most = Math.max(most, odds[relation] ?? 0)
    }
    let same = 0
    let others = 2 ** -most
    for (let relation = 0; relation < classCount; relation += 1) {
      const part = 2 ** ((odds[relation] ?? 0) - most)
      if (relation < samePersonClasses) same += part
      else others += part
    }
    into.probability = same / (same + others)
    into.weight = Math.log2(same / others)
    return into.probability >= least
  }

  return { score, codes }
}

/** Names say most and so come first among the dear ones; places come last. */
function costOf(field: Field | undefined): number {
  if (field === undefined || !isDear(field)) return 1
  return field.kind === 'place' ? wordCost + 1 : wordCost
}

const wordCost = 10

/** By field and class: the most and the least that unequal values may weigh. */
function boundsOf(fields: readonly Field[], weights: Float32Array) {
  const most = new Float64Array(fields.length * classCount).fill(Number.NEGATIVE_INFINITY)
  const least = new Float64Array(fields.length * classCount).fill(Number.POSITIVE_INFINITY)
  for (const field of fields.keys()) {
    for (let code = 2 * chanceSteps + 1; code < codesOfField; code += 1) {
      if (code % chanceSteps > likelyChance) continue
      for (let relation = 0; relation < classCount; relation += 1) {
        const weight = weights[(field * codesOfField + code) * classCount + relation] ?? 0
        const at = field * classCount + relation
        most[at] = Math.max(most[at] ?? 0, weight)
        least[at] = Math.min(least[at] ?? 0, weight)
      }
    }
  }
  return { most, least }
}

/** Half bits that near values can be worth: a name of two rare words. */
const likelyChance = 44
