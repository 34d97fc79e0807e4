import { chanceSteps } from './found.ts'
import { codesOfField, type Mixture, samePersonClasses } from './model.ts'

/** How the two records of a pair may have come about, told by what its fields fell on. */
export type Stories = {
  readonly probability: number
  /** Bits for one person against all else: the sum of `before`, `bits` and `besides`. */
  readonly weight: number
  /** The likeliest class of one person. */
  readonly one: number
  /** The likeliest other class; the count of classes stands for strangers. */
  readonly other: number
  /** Bits that speak for the first story before any field is looked at. */
  readonly before: number
  /** Bits of each field for the first story; below zero for the other. */
  readonly bits: readonly number[]
  /** Bits of the stories that are less likely than these two. */
  readonly besides: number
}

/** How likely a pair is one person, and how likely it is nothing at all. */
export type Weighed = {
  readonly probability: number
  /** Odds of one person, in bits. */
  readonly weight: number
  readonly strangers: number
}

/** Tells of pairs by their codes, with the weights of a model (`weightTable`). */
export function createTeller(model: Mixture, weights: Float32Array) {
  const classes = model.priors.length
  const width = model.noise.length
  /** Strangers come last: what is found of them counts one. */
  const priors = Float64Array.from([...model.priors, 1], (share) => Math.log2(share))
  const odds = new Float64Array(classes + 1)
  const all = [...odds.keys()]
  const ones = all.slice(0, samePersonClasses)
  const allOthers = all.slice(samePersonClasses)
  const weightOf = (code: number, field: number, relation: number): number =>
    relation === classes ? 0 : (weights[(field * codesOfField + code) * classes + relation] ?? 0)

  function sum(codes: Uint16Array, from: number): void {
    odds.set(priors)
    for (let field = 0; field < width; field += 1) {
      const at = (field * codesOfField + (codes[from + field] ?? 0)) * classes
      for (let relation = 0; relation < classes; relation += 1) {
        odds[relation] = (odds[relation] ?? 0) + (weights[at + relation] ?? 0)
      }
    }
  }

  /** Probability of one person, and its odds, of the pair with these codes. */
  function weigh(codes: Uint16Array, from: number): Weighed {
    sum(codes, from)
    let most = 0
    for (const bits of odds) most = Math.max(most, bits)
    let [same, others] = [0, 0]
    for (let relation = 0; relation <= classes; relation += 1) {
      const part = 2 ** ((odds[relation] ?? 0) - most)
      if (relation < samePersonClasses) same += part
      else others += part
    }
    return {
      probability: same / (same + others),
      weight: Math.log2(same / others),
      strangers: 2 ** -most / (same + others),
    }
  }

  return {
    weigh,
    /** Bits of each field for one person who lives where both records say, against strangers. */
    bitsAgainstStrangers: (codes: Uint16Array): readonly number[] =>
      Array.from({ length: width }, (_, field) => weightOf(codes[field] ?? 0, field, 0)),
    /** Tells the likeliest story of one person against the likeliest of `others`. */
    tell: (codes: Uint16Array, others: readonly number[] = allOthers): Stories => {
      const { probability, weight } = weigh(codes, 0)
      const one = likeliest(odds, ones)
      const other = likeliest(odds, others)
      return {
        probability,
        weight,
        one,
        other,
        before: (priors[one] ?? 0) - (priors[other] ?? 0),
        bits: Array.from({ length: width }, (_, field) => {
          const code = codes[field] ?? 0
          return weightOf(code, field, one) - weightOf(code, field, other)
        }),
        besides: weight - ((odds[one] ?? 0) - (odds[other] ?? 0)),
      }
    },
  }
}

function likeliest(odds: Float64Array, relations: readonly number[]): number {
  return relations.reduce((best, each) => ((odds[each] ?? 0) > (odds[best] ?? 0) ? each : best))
}

/** The level that a code names. */
export function levelOfCode(code: number): number {
  return Math.floor(code / chanceSteps)
}
