import type { Field } from './field.ts'
import { chanceSteps, equal, mostLevels } from './found.ts'
import { classCount, codesOfField, type StrangerChances, samePersonClasses } from './model.ts'
import { chanceShift, valueMask } from './records.ts'

/**
 * What a field may still weigh before its two values are compared: never less than it turns out to
 * for one person, never more for two. Proven by a test over all pairs of a table.
 */
export type Bounds = {
  /** [(field · steps + step) · classes + class]; `step` bounds the chance. */
  readonly byClass: Float32Array
  /** [field · steps + step]: the most for one person. */
  readonly most: Float32Array
  /** [field · codes + code]: the weight of a code for one person, the greater of its classes. */
  readonly known: Float32Array
  /** The step of two values that differ, from their cells. */
  stepOf(field: number, left: number, right: number): number
}

export function boundsOf(
  fields: readonly Field[],
  model: StrangerChances,
  weights: Float32Array,
): Bounds {
  const byClass = new Float32Array(fields.length * chanceSteps * classCount)
  const most = new Float32Array(fields.length * chanceSteps).fill(Number.NEGATIVE_INFINITY)
  const known = new Float32Array(fields.length * codesOfField)
  for (const at of known.keys()) known[at] = mostOf(weights, at * classCount)
  for (const [field, { values }] of fields.entries()) {
    const tables = [model.chances[field] ?? [], model.namesakes[field] ?? []]
    for (let relation = 0; relation < classCount; relation += 1) {
      const isSame = relation < samePersonClasses
      const better = isSame ? Math.max : Math.min
      let bound = isSame ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
      const see = (code: number): void => {
        const at = (field * codesOfField + code) * classCount + relation
        bound = better(bound, weights[at] ?? 0)
      }
      // Levels whose chance is not in the values: there the table tells it.
      for (let level = equal + 1; level < mostLevels; level += 1) {
        for (const steps of tables) {
          const step = steps[level]
          if (step !== undefined) see(level * chanceSteps + step)
        }
      }
      for (let step = 0; step < chanceSteps; step += 1) {
        if (step > 0) see(equal * chanceSteps + step)
        if (step > 0 && values.shape === 'words') {
          for (let level = equal + 1; level < mostLevels; level += 1)
            see(level * chanceSteps + step)
        }
        const at = field * chanceSteps + step
        byClass[at * classCount + relation] = bound
        if (isSame) most[at] = Math.max(most[at] ?? 0, bound)
      }
    }
  }
  const steps = fields.map(stepsOf)
  return {
    byClass,
    most,
    known,
    stepOf: (field, left, right) => steps[field]?.(left, right) ?? chanceSteps - 1,
  }
}

function mostOf(weights: Float32Array, from: number): number {
  let most = Number.NEGATIVE_INFINITY
  for (let relation = 0; relation < samePersonClasses; relation += 1) {
    most = Math.max(most, weights[from + relation] ?? 0)
  }
  return most
}

/** Names turned round and values that are equal but for their case are as rare as the cells say. */
function stepsOf({ values }: Field): (left: number, right: number) => number {
  if (values.shape !== 'words') {
    return (left, right) => Math.min(left, right) >>> chanceShift
  }
  const { most } = values
  return (left, right) => {
    const shared = Math.min(most[left & valueMask] ?? 0, most[right & valueMask] ?? 0)
    return Math.max(shared, Math.min(left, right) >>> chanceShift)
  }
}
