import fs from 'node:fs'
import { type Guess, guessKinds } from '../../../core/matching/guess-kinds.ts'
import { matchingProblem } from '../../../core/matching/problems.ts'
import {
  columnsNamed,
  readTableSpec,
  type TableSpec,
  unknownParts,
} from '../../../core/matching/table-spec.ts'
import { refuseNoFile, type SampledTable, sampleTable } from './sample-table.ts'

/** What to link and how, after all files were looked into. */
export type LinkagePlan = {
  readonly files: readonly string[]
  readonly spec: TableSpec
  /** How the spec came about when none was given. */
  readonly guess: Guess | undefined
  /** What is odd but no hindrance. */
  readonly notes: readonly Note[]
}

/** Something odd, by a code that has words (command/words.ts), and what they speak of. */
export type Note = {
  readonly is:
    | 'part-not-read'
    | 'column-not-there'
    | 'heading-twice'
    | 'ids-repeat'
    | 'ids-shared'
    | 'values-cut'
  readonly of: Readonly<Record<string, string | number>>
}

/**
 * Looks into the files and reads the spec, or guesses one: two files are linked, one is searched
 * for doubles. Throws problems `matching.…` for whatever cannot be linked as it stands.
 */
export function planLinkage(asked: {
  readonly files: readonly string[]
  readonly specFile: string | undefined
}): LinkagePlan {
  if (asked.specFile === undefined) {
    return planByGuess(asked.files.map((each) => sampleTable(each)))
  }
  const file = asked.specFile
  refuseNoFile(file)
  const text = fs.readFileSync(file, 'utf8')
  const spec = readTableSpec(text, file)
  const tables = asked.files.map((each) => sampleTable(each, (name) => name === spec.id))
  const notes = unknownParts(text, file).map((part): Note => {
    return { is: 'part-not-read', of: { file, part } }
  })
  if (spec.mode === 'link' && tables.length < 2)
    throw matchingProblem('matching.second-file-missing')
  const planned = { files: asked.files, spec, guess: undefined }
  const missing = refuseMissing(spec, tables)
  const twice = refuseTwice(spec, tables)
  const repeated = tables.flatMap((table) => repeatedIds(table, spec.id))
  const shared = sharedIds(tables, spec.id)
  return { ...planned, notes: [...notes, ...missing, ...twice, ...repeated, ...shared] }
}

/** The id and the truth stand in every file; a column to compare may be missing in one of two. */
function refuseMissing(spec: TableSpec, tables: readonly SampledTable[]): readonly Note[] {
  const compared = spec.columns.map((column) => column.name)
  const inAny = new Set(tables.flatMap((table) => table.header))
  return tables.flatMap((table) => {
    const missing = columnsNamed(spec).filter((name) => !table.header.includes(name))
    const needed = missing.filter((name) => !compared.includes(name) || !inAny.has(name))
    if (needed.length > 0 || missing.length === compared.length) {
      const { file, header } = table
      const columns = (needed.length > 0 ? needed : missing).join(', ')
      throw matchingProblem('matching.columns-missing', { file, columns, has: header.join(', ') })
    }
    return missing.map((column): Note => {
      return { is: 'column-not-there', of: { file: table.file, column } }
    })
  })
}

/** A heading that stands twice names no column; where nobody asks for it, it is only odd. */
function refuseTwice(spec: TableSpec, tables: readonly SampledTable[]): readonly Note[] {
  const named = columnsNamed(spec)
  return tables.flatMap(({ file, header }) => {
    const again = header.filter((name, at) => name !== '' && header.indexOf(name) < at)
    const twice = [...new Set(again)]
    const asked = twice.filter((name) => named.includes(name))
    if (asked.length > 0) {
      throw matchingProblem('matching.heading-twice', { file, columns: asked.join(', ') })
    }
    return twice.map((column): Note => ({ is: 'heading-twice', of: { file, column } }))
  })
}

/** Says that ids repeat, never which: an id may be the number of a person. */
function repeatedIds({ file, columns }: SampledTable, id: string): readonly Note[] {
  const values = columns.find((column) => column.name === id)?.values ?? []
  const again = values.length - new Set(values).size
  if (again === 0) return []
  return [{ is: 'ids-repeat', of: { file, id, again, rows: values.length } }]
}

/** Two files may number their rows alike: said, for what is written names rows by their ids. */
function sharedIds(tables: readonly SampledTable[], id: string): readonly Note[] {
  const [first, second] = tables.map(({ columns }) => {
    return columns.find((column) => column.name === id)?.values ?? []
  })
  if (first === undefined || second === undefined) return []
  const known = new Set(first)
  const shared = second.filter((value) => known.has(value)).length
  if (shared === 0) return []
  const [other = '', file = ''] = tables.map((table) => table.file)
  return [{ is: 'ids-shared', of: { file, other, id, shared, rows: second.length } }]
}

function planByGuess(tables: readonly SampledTable[]): LinkagePlan {
  const [first, second] = tables
  if (first === undefined) throw new Error('no file to link')
  const guess = guessKinds(first.columns)
  const { file } = first
  if (guess.id === undefined) throw matchingProblem('matching.id-not-found', { file })
  const columns = guess.columns.map(({ name, kind }) => ({ name, kind }))
  if (columns.length === 0) throw matchingProblem('matching.nothing-to-compare', { file })
  const mode = second === undefined ? ('dedupe' as const) : ('link' as const)
  const spec: TableSpec = { id: guess.id, mode, columns, truth: undefined }
  const files = tables.map((table) => table.file)
  const missing = refuseMissing(spec, tables)
  const notes = [...missing, ...refuseTwice(spec, tables), ...sharedIds(tables, guess.id)]
  return { files, spec, guess, notes }
}
