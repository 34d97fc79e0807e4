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

/** What a part of a spec has to be; the words for each stand in web/text. */
type Expected = 'id' | 'mode' | 'columns' | 'truth' | 'whole' | 'each-once'

const parts = ['id', 'mode', 'columns', 'truth']

/**
 * Reads a spec as it is written in a JSON file. Throws `matching.spec-unreadable` for what is no
 * JSON, `matching.spec-wrong`, `matching.spec-kind` and `matching.truth-pattern` for the rest.
 */
export function readTableSpec(text: string, file: string): TableSpec {
  const wrong = (part: string, expected: Expected) =>
    matchingProblem('matching.spec-wrong', { file, part, expected })
  const written = objectOf(parse(text, file))
  if (written === undefined) throw wrong('whole', 'whole')
  const id = nameOf(written.id)
  if (id === undefined) throw wrong('id', 'id')
  const { mode } = written
  if (mode !== 'dedupe' && mode !== 'link') throw wrong('mode', 'mode')
  const columns = columnsOf(written.columns)
  if (columns === undefined || columns.length === 0) throw wrong('columns', 'columns')
  const truth = truthOf(written.truth)
  if (truth === 'wrong') throw wrong('truth', 'truth')
  const names = columns.map((column) => column.name)
  const isTold = truth !== undefined && 'column' in truth && names.includes(truth.column)
  if (new Set(names).size < names.length || isTold) throw wrong('columns', 'each-once')
  if (truth !== undefined && 'idPattern' in truth) patternOf(truth.idPattern)
  return { id, mode, columns, truth }
}

/** The parts of a spec that nobody reads: said, so that a slip of the pen is seen. */
export function unknownParts(text: string, file: string): readonly string[] {
  return Object.keys(Object(parse(text, file))).filter((part) => !parts.includes(part))
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

function columnsOf(written: unknown): readonly TableColumn[] | undefined {
  const given = objectOf(written)
  if (given === undefined) return undefined
  const columns: TableColumn[] = []
  for (const [column, kind] of Object.entries(given)) {
    const [name, kindName] = [nameOf(column), nameOf(kind)]
    if (name === undefined || kindName === undefined) return undefined
    columns.push({ name, kind: kindOf(name, kindName) })
  }
  return columns
}

function truthOf(written: unknown): TruthSpec | undefined | 'wrong' {
  if (written === undefined || written === null) return undefined
  const [[part, value] = [], ...more] = Object.entries(objectOf(written) ?? {})
  const name = nameOf(value)
  if (name === undefined || more.length > 0) return 'wrong'
  if (part === 'column') return { column: name }
  return part === 'idPattern' ? { idPattern: name } : 'wrong'
}

function objectOf(written: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof written === 'object' && written !== null && !Array.isArray(written)
  return isObject ? Object.fromEntries(Object.entries(written)) : undefined
}

function nameOf(written: unknown): string | undefined {
  return typeof written === 'string' && written.trim() !== '' ? written.trim() : undefined
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
