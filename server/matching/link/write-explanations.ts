import path from 'node:path'
import {
  decidePair,
  type ExplainedPair,
  explanationText,
  maskedNumber,
} from '../../../core/matching/explain-text.ts'
import type { Language } from '../../../core/matching/explain-words.ts'
import { matchingProblem } from '../../../core/matching/problems.ts'
import type { Linked } from './link-table.ts'
import { writeWhole } from './write-linkage.ts'

export type ExplainAsk = {
  /** Pairs by the ids of their rows. */
  readonly pairs: readonly (readonly [string, string])[]
  /** So many more of those found, the most doubtful. */
  readonly doubtful: number
  readonly language: Language
}

type Ask = ExplainAsk & { readonly threshold: number }

/**
 * Writes why pairs are held to be one person or not, for programs (explanations.json) and for
 * people (explanations.txt). Throws `matching.id-unknown` for an id that no row has.
 */
export function writeExplanations(folder: string, linked: Linked, ask: Ask): readonly string[] {
  const inContext = contextOf(linked)
  const rows = [...rowsOf(linked, ask.pairs), ...mostDoubtful(linked, ask.doubtful)]
  const explained = rows.map((pair) => explainRows(linked, pair, { inContext, ask }))
  const files = ['explanations.json', 'explanations.txt'].map((name) => path.join(folder, name))
  const [json = '', text = ''] = files
  writeWhole(json, `${JSON.stringify(explained, null, 2)}\n`)
  const told = explained.map((each) => `${explanationText(each, ask.language)}\n`)
  writeWhole(text, told.join('\n'))
  return files
}

type RowPair = readonly [number, number]

/** Of a repeated id the first row speaks. */
function rowsOf(linked: Linked, pairs: ExplainAsk['pairs']): readonly RowPair[] {
  const wanted = new Set(pairs.flat())
  if (wanted.size === 0) return []
  const rowOf = new Map<string, number>()
  for (let row = 0; row < linked.rows && rowOf.size < wanted.size; row += 1) {
    const id = linked.ids(row)
    if (wanted.has(id) && !rowOf.has(id)) rowOf.set(id, row)
  }
  const find = (id: string): number => {
    const row = rowOf.get(id)
    if (row === undefined) throw matchingProblem('matching.id-unknown', { id })
    return row
  }
  return pairs.map(([one, other]): RowPair => [find(one), find(other)])
}

function mostDoubtful({ pairs }: Linked, count: number): readonly RowPair[] {
  if (count === 0) return []
  const { left, right, weight } = pairs
  return [...weight.keys()]
    .sort((one, other) => Math.abs(weight[one] ?? 0) - Math.abs(weight[other] ?? 0) || one - other)
    .slice(0, count)
    .map((at): RowPair => [left[at] ?? 0, right[at] ?? 0])
}

/** The weight of a pair as pairs.csv says it. */
function contextOf({ pairs, rows }: Linked): (left: number, right: number) => number | undefined {
  let known: Map<number, number> | undefined
  const keyOf = (one: number, other: number) => Math.min(one, other) * rows + Math.max(one, other)
  return (left, right) => {
    known ??= new Map(
      Array.from(pairs.weight, (bits, at): [number, number] => {
        return [keyOf(pairs.left[at] ?? 0, pairs.right[at] ?? 0), bits]
      }),
    )
    return known.get(keyOf(left, right))
  }
}

function explainRows(
  linked: Linked,
  [left, right]: RowPair,
  given: { readonly inContext: ReturnType<typeof contextOf>; readonly ask: Ask },
): ExplainedPair {
  const { threshold } = given.ask
  const alone = linked.explain(left, right)
  const weight = given.inContext(left, right) ?? alone.weight
  const probability = 1 / (1 + 2 ** -weight)
  const areOneGroup = linked.clusters[left] === linked.clusters[right]
  const { fields } = linked.model
  return {
    ids: [linked.ids(left), linked.ids(right)],
    ...decidePair({ alone: alone.probability, inContext: probability, threshold, areOneGroup }),
    probability,
    weight,
    threshold,
    broughtBy: linked.broughtBy(left, right),
    alone: {
      ...alone,
      fields: alone.fields.map((field) => {
        const at = fields.findIndex(({ name }) => name === field.name)
        const kind = fields[at]?.kind
        const isSecret = kind === 'nik' || kind === 'family-card'
        const value = (row: number) => {
          const text = linked.value(row, at)
          return isSecret ? maskedNumber(text) : text
        }
        return { ...field, values: [value(left), value(right)] as const }
      }),
    },
  }
}
