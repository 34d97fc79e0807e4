import { type Field, levelsOf } from './field.ts'
import { toldCode, toldTwiceCode } from './found.ts'
import { type Model, relationsOfPairs, weightTable } from './model.ts'
import type { Records } from './records.ts'
import { createScorer } from './scorer.ts'
import { createTeller, levelOfCode } from './stories.ts'

/** Why a pair is held to be one person, or not. */
export type Explanation = {
  /** Of the two records alone. */
  readonly probability: number
  /** Bits for one person against all else: the sum of `before`, the fields and `besides`. */
  readonly weight: number
  /** How the two records came about if they are one person: `same` or `same, moved`. */
  readonly as: string
  /** The likeliest other story: people of one household, twins, or strangers. */
  readonly instead: string
  /** Bits that speak for the first story before any field is looked at. */
  readonly before: number
  /** Bits of each field for the first story (below zero: for the other), the strongest first. */
  readonly fields: readonly {
    readonly name: string
    readonly level: string
    readonly bits: number
  }[]
  /** Bits of the stories that are less likely than these two. */
  readonly besides: number
}

/**
 * Explains pairs field by field: the likeliest story of one person against the likeliest other
 * one. `before`, the fields and `besides` add up to the weight, as a waterfall.
 */
export function createExplainer(
  fields: readonly Field[],
  records: Records,
  model: Model,
): (left: number, right: number) => Explanation {
  const weights = weightTable(model, fields.length)
  const scorer = createScorer(fields, records, model, { weights })
  const teller = createTeller(model, weights)
  const codes = new Uint16Array(fields.length)
  return (left, right) => {
    scorer.codes(left, right, codes, 0)
    const { one, other, bits, ...told } = teller.tell(codes)
    return {
      ...told,
      as: relationsOfPairs[one] ?? '',
      instead: relationsOfPairs[other] ?? 'strangers',
      fields: fields
        .map((field, at) => ({
          name: field.name,
          level: levelName(field, codes[at] ?? toldCode),
          bits: bits[at] ?? 0,
        }))
        .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits)),
    }
  }
}

function levelName(field: Field, code: number): string {
  if (code === toldCode) return 'told'
  if (code === toldTwiceCode) return 'told-twice'
  return levelsOf(field)[levelOfCode(code)] ?? ''
}
