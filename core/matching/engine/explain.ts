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
  readonly probability: number
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
}

/**
 * Explains a pair field by field: the likeliest story of one person against the likeliest other
 * one. `before` and the fields add up to the weight between the two stories, as a waterfall.
 */
export function explainPair(
  fields: readonly Field[],
  records: Records,
  given: { readonly model: Model; readonly left: number; readonly right: number },
): Explanation {
  const { model, left, right } = given
  const weights = weightTable(model, fields.length)
  const scorer = createScorer(fields, records, model, { weights })
  const codes = new Uint16Array(fields.length)
  scorer.codes(left, right, codes, 0)
  const score = { probability: 0, weight: 0 }
  scorer.score(left, right, 0, score)
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
  const one = likeliest(classes.filter((each) => each < samePersonClasses))
  const other = likeliest([...classes.filter((each) => each >= samePersonClasses), strangers])
  return {
    probability: score.probability,
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
  }
}

const classes = relationsOfPairs.map((_, relation) => relation)
const strangers = classCount
