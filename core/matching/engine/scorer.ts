import { boundsOf } from './bounds.ts'
import { type Comparisons, createComparisons } from './comparisons.ts'
import type { Field } from './field.ts'
import { chanceSteps, toldCode } from './found.ts'
import { isPairOfStrangers } from './learn.ts'
import { classCount, codesOfField, type Model, samePersonClasses, weightTable } from './model.ts'
import { createPairCoder, type PairCoder } from './pair-coder.ts'
import type { Records } from './records.ts'
import { ownNamesOf, type SettleSex } from './settle-sex.ts'
import { isNameKind } from './word-text.ts'

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
  /** The code of the sex among codes that stand for a group. */
  readonly settleSex: SettleSex
}

/** What has been made already for the same table, and need not be made again. */
export type AtHand = {
  readonly weights?: Float32Array | undefined
  readonly comparisons?: Comparisons | undefined
}

/**
 * Scores pairs by a model. Cheap fields first; a pair that can no longer reach `least`, whatever
 * its names say, is left at once.
 */
export function createScorer(
  fields: readonly Field[],
  records: Records,
  model: Model,
  atHand: AtHand = {},
): Scorer {
  const weights = atHand.weights ?? weightTable(model, fields.length)
  const comparisons = atHand.comparisons ?? createComparisons(fields)
  const coder = createPairCoder(fields, records, { chances: model, comparisons })
  const { turning } = coder
  const { cells, width, roles } = records
  const { sex } = roles
  const { cheap, dear } = orderOf(fields, { turning, comparisons, sex })
  const bounds = boundsOf(fields, model, weights)
  const scratch = new Uint16Array(fields.length)
  const priors = Float64Array.from(model.priors, (share) => Math.log2(share))
  const mostPrior = Math.max(...priors.subarray(0, samePersonClasses)) + 1
  const odds = new Float64Array(classCount)
  /** The dear fields of this pair whose values are there and differ. */
  const open = new Uint16Array(fields.length)
  let openCount = 0

  function codes(left: number, right: number, into: Uint16Array, at: number): boolean {
    for (let field = 0; field < width; field += 1) scratch[field] = coder.code(field, left, right)
    coder.settle(scratch, 0, left, right)
    sum()
    into.set(scratch, at)
    return !isPairOfStrangers(odds, priors)
  }

  function score(left: number, right: number, least: number, into: Score): boolean {
    for (const field of cheap) scratch[field] = coder.code(field, left, right)
    for (const field of dear) scratch[field] = toldCode
    const most = begin(left, right)
    const needed = Math.log2(least / (1 - least)) - rounding
    if (most < needed) return false
    sum()
    if (openCount > 0) {
      if (!compareOpen({ left, right, least, needed, most })) return false
      // Sums as they come by another way differ in their last digit.
      sum()
    }
    return finish(least, into)
  }

  /** The most that the pair can weigh for one person, should all dear fields agree as they may. */
  function begin(left: number, right: number): number {
    openCount = 0
    let most = mostPrior
    for (const field of dear) {
      const one = cells[left * width + field] ?? 0
      const other = cells[right * width + field] ?? 0
      // A name that is still open may tell the sex.
      if ((one !== other || (field === sex && openCount > 0)) && one !== 0 && other !== 0) {
        open[openCount] = field
        openCount += 1
        most += bounds.most[field * chanceSteps + bounds.stepOf(field, one, other)] ?? 0
      } else scratch[field] = coder.code(field, left, right)
    }
    coder.settle(scratch, 0, left, right)
    for (let at = 0; at < openCount; at += 1) scratch[open[at] ?? 0] = toldCode
    for (let field = 0; field < width; field += 1) most += knownOf(field)
    return most
  }

  /** Nothing for a field that is still open: its code is that of one not looked at. */
  function knownOf(field: number): number {
    return bounds.known[field * codesOfField + (scratch[field] ?? 0)] ?? 0
  }

  /** Compares the dear fields whose values differ; false as soon as the rest cannot help. */
  function compareOpen(pair: Begun): boolean {
    const { left, right } = pair
    let { most } = pair
    for (let at = 0; at < openCount; at += 1) bound(open[at] ?? 0, pair, 1)
    for (let at = 0; at < openCount; ) {
      if (most < pair.needed || !mayReach(pair.least)) return false
      // Names that may stand in each other's column are looked at together: they come first.
      const turned = at === 0 && open[0] === turning?.given && open[1] === turning?.surname
      const next = at + (turned && openCount > 1 ? 2 : 1)
      for (let each = at; each < next; each += 1) {
        const field = open[each] ?? 0
        most -= bound(field, pair, -1)
        scratch[field] = coder.code(field, left, right)
      }
      coder.settle(scratch, 0, left, right)
      for (; at < next; at += 1) {
        const field = open[at] ?? 0
        add(field)
        most += knownOf(field)
      }
    }
    return true
  }

  function mayReach(least: number): boolean {
    let same = 0
    let others = 1
    for (let relation = 0; relation < classCount; relation += 1) {
      if (relation < samePersonClasses) same += 2 ** Math.min(900, odds[relation] ?? 0)
      else others += 2 ** Math.min(900, odds[relation] ?? 0)
    }
    return same * (1 + rounding) >= least * (same + others)
  }

  /** The best a field may still do for one person, the worst for two; gives the former. */
  function bound(field: number, { left, right }: Begun, sign: 1 | -1): number {
    const [one = 0, other = 0] = [cells[left * width + field], cells[right * width + field]]
    const step = field * chanceSteps + bounds.stepOf(field, one, other)
    for (let relation = 0; relation < classCount; relation += 1) {
      const bits = bounds.byClass[step * classCount + relation] ?? 0
      odds[relation] = (odds[relation] ?? 0) + sign * bits
    }
    return bounds.most[step] ?? 0
  }

  function sum(): void {
    odds.set(priors)
    for (let field = 0; field < width; field += 1) add(field)
  }

  function add(field: number): void {
    const at = (field * codesOfField + (scratch[field] ?? 0)) * classCount
    for (let relation = 0; relation < classCount; relation += 1) {
      odds[relation] = (odds[relation] ?? 0) + (weights[at + relation] ?? 0)
    }
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

  return { score, codes, settleSex: coder.settleSex }
}

/** Sums in another order may end a little lower. */
const rounding = 1e-6

/**
 * Names say most and so come first among the dear ones, those first that may stand in each other's
 * column; places come last.
 */
function orderOf(
  fields: readonly Field[],
  given: {
    readonly turning: PairCoder['turning']
    readonly comparisons: Comparisons
    readonly sex: number
  },
) {
  const { turning, comparisons, sex } = given
  const names = ownNamesOf(fields)
  const rankOf = (at: number): number => {
    if (at === turning?.given) return 0
    if (at === turning?.surname) return 1
    const kind = fields[at]?.kind ?? 'text'
    // What an address of mail weighs depends on the names, and so does the sex.
    return isNameKind(kind) || names.includes(at) ? 2 : at === sex ? 3 : kind === 'place' ? 5 : 4
  }
  const turn = turning === undefined ? [] : [turning.given, turning.surname]
  const isCheap = (at: number): boolean => {
    if (at === sex) return false
    return turn.includes(at) ? turn.every(comparisons.isQuick) : comparisons.isQuick(at)
  }
  const all = [...fields.keys()]
  const dear = all.filter((at) => !isCheap(at)).sort((one, other) => rankOf(one) - rankOf(other))
  return { cheap: all.filter(isCheap), dear }
}

type Begun = {
  readonly left: number
  readonly right: number
  readonly least: number
  /** Bits that the pair has to reach, and the most it may. */
  readonly needed: number
  readonly most: number
}
