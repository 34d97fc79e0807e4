import { type Field, levelsOf } from './field.ts'
import { chanceSteps } from './found.ts'
import {
  classCount,
  codesOfField,
  type Model,
  relationsOfPairs,
  samePersonClasses,
  weightTable,
} from './model.ts'
import type { Records } from './records.ts'
import { createScorer } from './scorer.ts'

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
  const codes = new Uint16Array(fields.length)
  const score = { probability: 0, weight: 0 }
  const weightOf = (field: number, relation: number) =>
    relation === strangers
      ? 0
      : (weights[(field * codesOfField + (codes[field] ?? 0)) * classCount + relation] ?? 0)
  const priorOf = (relation: number) =>
    relation === strangers ? 0 : Math.log2(model.priors[relation] ?? 0)
  const total = (relation: number) =>
    fields.reduce((sum, _, field) => sum + weightOf(field, relation), priorOf(relation))
  const likeliest = (relations: readonly number[]) =>
    relations.reduce((best, each) => (total(each) > total(best) ? each : best))
  return (left, right) => {
    scorer.codes(left, right, codes, 0)
    scorer.score(left, right, 0, score)
    const one = likeliest(classes.filter((each) => each < samePersonClasses))
    const other = likeliest([...classes.filter((each) => each >= samePersonClasses), strangers])
    return {
      probability: score.probability,
      weight: score.weight,
      as: relationsOfPairs[one] ?? '',
      instead: relationsOfPairs[other] ?? 'strangers',
      before: priorOf(one) - priorOf(other),
      fields: fields
        .map((field, at) => ({
          name: field.name,
          level: levelsOf(field)[Math.floor((codes[at] ?? 0) / chanceSteps)] ?? '',
          bits: weightOf(at, one) - weightOf(at, other),
        }))
        .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits)),
      besides: score.weight - (total(one) - total(other)),
    }
  }
}

const classes = relationsOfPairs.map((_, relation) => relation)
const strangers = classCount
