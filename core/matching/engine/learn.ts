import { wordLevels } from './compare-words.ts'
import { chanceSteps, equal, missingCode } from './found.ts'
import { shapeOf } from './kinds.ts'
import {
  codesOfField,
  type Gaps,
  isOnePerson,
  leastShared,
  likelyPriors,
  type Mixture,
  mostLikely,
  mostNamesakes,
  mostShared,
  samePersonClasses,
  sharedPart,
  type Trait,
  weightTable,
} from './model.ts'

/** Pairs to learn from, by what their fields fell on: so many fell on each row of codes. */
export type PairCodes = {
  readonly width: number
  readonly codes: Uint16Array
  readonly times: Uint32Array
  /** So many pairs stand behind each. */
  readonly weight: number
  /** What persons have said of rows of codes. */
  readonly labels?: Labels | undefined
}

/** Beside rows of codes: what a person said of the pair, and for how many it counts. */
export type Labels = {
  /** 0: nobody said anything; 1: one person; 2: two. */
  readonly said: Uint8Array
  readonly weights: Float64Array
}

/** How many pairs the model that one begins with counts for, beside what is seen. */
type Keep = { readonly start: Mixture; readonly pairs: number }

type Given = {
  readonly pairs: PairCodes
  readonly allPairs: number
  /** For tables that are too small to learn everything from. */
  readonly keep?: Keep | undefined
  /** What the share of a class can be at most, where more is known of it than the pairs tell. */
  readonly mostPriors?: readonly number[] | undefined
}

/**
 * Learns the model from pairs without labels by expectation-maximisation (Dempster, Laird, Rubin
 * 1977; for linkage Winkler 1988). What strangers do is known from rows taken at random and stays,
 * but for their slips. A label of a person stands in every round in the place of what the model
 * thinks (Nigam, McCallum, Thrun, Mitchell 2000). Deterministic in the order of the rows of codes.
 */
export function learnModel<Learnt extends Mixture>(
  traits: readonly Trait[],
  start: Learnt,
  given: Given & { readonly rounds: number },
): Learnt {
  let model = start
  const active = Uint32Array.from(given.pairs.times.keys())
  let activeCount = active.length
  for (let round = 0; round < given.rounds; round += 1) {
    const counts = expect(model, given.pairs, active.subarray(0, activeCount))
    activeCount = counts.kept
    const before = model.priors
    model = maximise(traits, model, { ...given, counts })
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

function expect(model: Mixture, pairs: PairCodes, active: Uint32Array): Counts {
  const { width, codes, times, labels } = pairs
  const classCount = model.priors.length
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
    const said = labels?.said[pair] ?? 0
    if (said === 0 && isPairOfStrangers(odds, priors)) continue
    active[kept] = pair
    kept += 1
    if (said !== 0) leaveOnly(odds, said)
    // What a person says counts more than once, but it stays one pair.
    const counted = said === 0 ? 1 : (labels?.weights[pair] ?? 1)
    let sum = said === 1 ? 0 : 1
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
        byCode[at] = (byCode[at] ?? 0) + part * counted
      }
    }
  }
  return { byCode, byClass, kept }
}

function leaveOnly(odds: Float64Array, said: number): void {
  for (const relation of odds.keys()) {
    const isSaid = relation < samePersonClasses === (said === 1)
    // Bounded, for a pair that nothing but the person holds to be one has odds of nothing.
    odds[relation] = isSaid ? Math.max(-900, odds[relation] ?? 0) : Number.NEGATIVE_INFINITY
  }
}

/** How likely a pair of each row of codes is one person. */
export function samePersonShares(model: Mixture, { width, codes, times }: PairCodes): Float64Array {
  const classCount = model.priors.length
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
  for (let relation = 0; relation < odds.length; relation += 1) {
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

function maximise<Learnt extends Mixture>(
  traits: readonly Trait[],
  model: Learnt,
  given: Given & { readonly counts: Counts },
): Learnt {
  const { counts, pairs, allPairs, keep, mostPriors } = given
  const sums = traits.map((trait, at) => {
    const sum = sumField(model, counts.byCode, at)
    return staysWhenMoved(trait) ? tied(sum) : sum
  })
  const anchor = keep?.start ?? model
  const strength = keep?.pairs ?? shareStrength
  const shares = model.shares.map((row, relation) =>
    traits.map((trait, field) => {
      if (trait.kind === 'role') return row[field] ?? 0
      const { shared = [], seen = [] } = sums[field] ?? {}
      const share = anchor.shares[relation]?.[field] ?? 0
      const next = ((shared[relation] ?? 0) + strength * share) / ((seen[relation] ?? 0) + strength)
      return Math.min(mostShared(trait, relation), Math.max(leastShared(trait, relation), next))
    }),
  )
  const kin = model.kin?.map((row, field) => {
    if (row === null) return null
    const most = Math.max(...shares.map((each, at) => (isOnePerson(at) ? 0 : (each[field] ?? 0))))
    return withNearAtMost(normalised(sums[field]?.kin ?? row, row.length), mostNamesakes / most)
  })
  return {
    ...model,
    ...(kin === undefined ? {} : { kin }),
    ...(model.gaps === undefined ? {} : { gaps: learnGaps(model.gaps, counts) }),
    shares,
    priors: likelyPriors(
      model.priors.map((_, relation) =>
        Math.min(
          Math.min(mostPriors?.[relation] ?? 0.3, mostLikely(traits, relation)),
          Math.max(1, (counts.byClass[relation] ?? 0) * pairs.weight) / allPairs,
        ),
      ),
    ),
    noise: model.noise.map((row, field) =>
      alikeEnough(
        traits[field],
        normalised(
          sums[field]?.noise ?? row,
          row.length,
          keptLevels(keep, keep?.start.noise[field]),
        ),
      ),
    ),
    free: model.free.map((row, relation) =>
      row.map((levels, field) => {
        const trait = traits[field]
        if (levels === null || trait === undefined || trait.kind === 'role') return levels
        const kept = keptLevels(keep, keep?.start.free[relation]?.[field])
        const next = normalised(sums[field]?.levels[relation] ?? levels, levels.length, kept)
        return isOnePerson(relation) ? next : asOfTwo(next, trait, model.free[0]?.[field])
      }),
    ),
  }
}

/** So many pairs lack a value as often as strangers do, before any is seen. */
const gapStrength = 50
/** A gap, or that there is none, never speaks louder than this many times. */
const mostGap = 4

function learnGaps({ strangers }: Gaps, { byCode, byClass }: Counts): Gaps {
  const ones = [...byClass.keys()].filter(isOnePerson)
  const all = ones.reduce((sum, relation) => sum + (byClass[relation] ?? 0), gapStrength)
  const one = strangers.map((usual, field) => {
    const from = (field * codesOfField + missingCode) * byClass.length
    const seen = ones.reduce((sum, relation) => sum + (byCode[from + relation] ?? 0), 0)
    const share = (seen + gapStrength * usual) / all
    const [most, least] = [mostGap * usual, usual / mostGap]
    const [mostThere, leastThere] = [mostGap * (1 - usual), (1 - usual) / mostGap]
    return Math.min(most, 1 - leastThere, Math.max(least, 1 - mostThere, share))
  })
  return { one, strangers }
}

/** Pairs that each level has before any is seen. */
function keptLevels(keep: Keep | undefined, row: readonly number[] | null | undefined) {
  if (keep === undefined || row == null) return undefined
  return row.map((share) => share * keep.pairs)
}

/** Moving house changes nothing about a person's own marks: both classes tell of them as one. */
function staysWhenMoved({ kind }: Trait): boolean {
  return ownKinds.has(kind)
}

const ownKinds: ReadonlySet<Trait['kind']> = new Set([
  'members',
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

/**
 * Sums over a field: shared and seen by class; levels of what one source gave, to one person and to
 * two (`kin`); levels by class.
 */
function sumField(model: Mixture, byCode: Float64Array, field: number) {
  const classCount = model.priors.length
  const shared = new Float64Array(classCount)
  const seen = new Float64Array(classCount)
  const noise = new Float64Array(16)
  const kin = new Float64Array(16)
  const levels = Array.from({ length: classCount }, () => new Float64Array(16))
  for (let code = chanceSteps; code < codesOfField; code += 1) {
    const level = Math.floor(code / chanceSteps)
    for (let relation = 0; relation < classCount; relation += 1) {
      const count = byCode[(field * codesOfField + code) * classCount + relation] ?? 0
      if (count === 0) continue
      const part = count * sharedPart(model, field, relation, code)
      shared[relation] = (shared[relation] ?? 0) + part
      seen[relation] = (seen[relation] ?? 0) + count
      const source = isOnePerson(relation) ? noise : kin
      source[level] = (source[level] ?? 0) + part
      const row = levels[relation]
      if (row !== undefined) row[level] = (row[level] ?? 0) + count
    }
  }
  return { shared, seen, noise, kin, levels }
}

function normalised(
  counts: ArrayLike<number>,
  length: number,
  kept?: readonly number[],
): readonly number[] {
  const before = (code: number) => kept?.[code] ?? levelStrength
  let total = 0
  for (let code = 1; code < length; code += 1) total += (counts[code] ?? 0) + before(code)
  return Array.from({ length }, (_, code) =>
    code === 0 ? 1 : ((counts[code] ?? 0) + before(code)) / total,
  )
}

/** So often at most one source comes out as two values that have nothing, or little, in common. */
const mostFarWords = 0.3
const mostFar = 0.4

/**
 * What one source gives is mostly alike. Without this bound the class of one person may come to
 * stand for strangers who share a town: nothing then tells them from doubles but their number.
 */
function alikeEnough(trait: Trait | undefined, levels: readonly number[]): readonly number[] {
  const kind = trait?.kind
  if (kind === undefined || kind === 'category' || kind === 'members' || kind === 'role') {
    return levels
  }
  const isWords = shapeOf[kind] === 'words'
  const most = isWords ? mostFarWords : mostFar
  // Of words also `some`: a word or two of many that agree.
  const from = levels.length - (isWords ? 2 : 1)
  const far = levels.slice(from).reduce((sum, share) => sum + share, 0)
  if (far <= most) return levels
  const [less, more] = [most / far, (1 - most) / (1 - far)]
  return levels.map((share, level) => (level === 0 ? 1 : share * (level < from ? more : less)))
}

/** Levels up to `similar`: two names that may be one person's. */
const lastNear = wordLevels.indexOf('similar')

function withNearAtMost(levels: readonly number[], most: number): readonly number[] {
  const near = levels.slice(1, lastNear + 1).reduce((sum, share) => sum + share, 0)
  if (near <= most) return levels
  const [less, more] = [most / near, (1 - most) / (1 - near)]
  return levels.map((share, level) => (level === 0 ? 1 : share * (level <= lastNear ? less : more)))
}

/** Two people have one number hardly ever. */
const mostEqual = 0.002

/**
 * Levels of the NIKs of two people, beside those of one. A spreadsheet makes zeros of the end of
 * anybody's number: of two people's of one region and day as often as of one person's.
 */
function asOfTwo(
  levels: readonly number[],
  { serials }: Trait,
  ofOne: readonly number[] | null | undefined,
): readonly number[] {
  const next = withAtMost(levels, equal, mostEqual)
  if (serials === undefined) return next
  const { another, zeros } = serials
  const ofOneDay = (next[another] ?? 0) + (next[zeros] ?? 0)
  const share = ofOne?.[zeros] ?? 0
  return next.map((each, level) => {
    if (level === another) return ofOneDay * (1 - share)
    return level === zeros ? ofOneDay * share : each
  })
}

function withAtMost(levels: readonly number[], level: number, most: number): readonly number[] {
  const share = levels[level] ?? 0
  if (share <= most) return levels
  const more = (1 - most) / (1 - share)
  return levels.map((each, at) => (at === 0 ? 1 : at === level ? most : each * more))
}
