import { z } from 'zod/mini'
import { type Kind, kinds } from './engine/kinds.ts'
import { matchingProblem } from './problems.ts'

/** What to compare in a table of people, and where it says who is who. */
export type TableSpec = {
  /** The column that names each row. */
  readonly id: string
  /** Doubles within the rows of all files together, or pairs across two files alone. */
  readonly mode: 'dedupe' | 'link'
  readonly columns: readonly TableColumn[]
  readonly truth: TruthSpec | undefined
}

export type TableColumn = { readonly name: string; readonly kind: Kind }

/** A column of true clusters, or a pattern whose first group is the cluster, on the id. */
export type TruthSpec = { readonly column: string } | { readonly idPattern: string }

const name = z.string().check(z.trim(), z.minLength(1))

const shape = z.object({
  id: name,
  mode: z.enum(['dedupe', 'link']),
  columns: z.record(name, name),
  truth: z.nullish(
    z.union([z.strictObject({ column: name }), z.strictObject({ idPattern: name })]),
  ),
})

/** What a part of a spec has to be, in words for who wrote it. */
const expected: Readonly<Record<string, string>> = {
  id: 'the name of the column that names each row',
  mode: '"dedupe" or "link"',
  columns: 'an object such as {"nama": "full-name"}, a kind for each column',
  truth: '{"column": "…"} or {"idPattern": "…"}',
}
const wholeSpec = 'one object with id, mode, columns and perhaps truth'

/**
 * Reads a spec as it is written in a JSON file. Throws `matching.spec-unreadable` for what is no
 * JSON, `matching.spec-wrong`, `matching.spec-kind` and `matching.truth-pattern` for the rest.
 */
export function readTableSpec(text: string, file: string): TableSpec {
  const read = shape.safeParse(parse(text, file))
  if (!read.success) {
    const [first = ''] = read.error.issues[0]?.path.map(String) ?? []
    const what = expected[first] ?? wholeSpec
    throw matchingProblem('matching.spec-wrong', { file, part: first || 'it', expected: what })
  }
  const { id, mode } = read.data
  const truth = read.data.truth ?? undefined
  const columns = Object.entries(read.data.columns).map(([column, kind]) => {
    return { name: column.trim(), kind: kindOf(column, kind) }
  })
  if (columns.length === 0) {
    const part = 'columns'
    throw matchingProblem('matching.spec-wrong', { file, part, expected: expected[part] ?? '' })
  }
  const names = columns.map((column) => column.name)
  const isTold = truth !== undefined && 'column' in truth && names.includes(truth.column)
  if (new Set(names).size < names.length || isTold) {
    const once = 'each column once, the truth not among them'
    throw matchingProblem('matching.spec-wrong', { file, part: 'columns', expected: once })
  }
  if (truth !== undefined && 'idPattern' in truth) patternOf(truth.idPattern)
  return { id, mode, columns, truth }
}

/** The parts of a spec that nobody reads: said, so that a slip of the pen is seen. */
export function unknownParts(text: string, file: string): readonly string[] {
  const known = Object.keys(expected)
  return Object.keys(Object(parse(text, file))).filter((part) => !known.includes(part))
}

/** The pattern of a truth that lies in the id: a regular expression with at least one group. */
export function patternOf(idPattern: string): RegExp {
  try {
    const groups = (new RegExp(`${idPattern}|`).exec('')?.length ?? 1) - 1
    if (groups > 0) return new RegExp(idPattern)
  } catch {
    // What the engine says of it is for engineers; ours says what to write.
  }
  throw matchingProblem('matching.truth-pattern', { pattern: idPattern })
}

/** Every column that a spec names, each once. */
export function columnsNamed(spec: TableSpec): readonly string[] {
  const truth = spec.truth !== undefined && 'column' in spec.truth ? [spec.truth.column] : []
  return [...new Set([spec.id, ...spec.columns.map((column) => column.name), ...truth])]
}

/** The same as JSON, as a person would write it. */
export function specAsJson(spec: TableSpec): Readonly<Record<string, unknown>> {
  const columns = Object.fromEntries(spec.columns.map((each) => [each.name, each.kind]))
  const { id, mode, truth } = spec
  return { id, mode, columns, ...(truth === undefined ? {} : { truth }) }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw matchingProblem('matching.spec-unreadable', { file })
  }
}

function kindOf(column: string, written: string): Kind {
  const kind = kinds.find((each) => each === written)
  if (kind !== undefined) return kind
  throw matchingProblem('matching.spec-kind', { column, kind: written, kinds: kinds.join(', ') })
}
