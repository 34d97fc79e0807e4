import fs from 'node:fs'
import { type Guess, guessKinds } from '../../../core/matching/guess-kinds.ts'
import { matchingProblem } from '../../../core/matching/problems.ts'
import {
  columnsNamed,
  readTableSpec,
  type TableSpec,
  unknownParts,
} from '../../../core/matching/table-spec.ts'
import { type SampledTable, sampleTable } from './sample-table.ts'

/** What to link and how, after all files were looked into. */
export type LinkagePlan = {
  readonly files: readonly string[]
  readonly spec: TableSpec
  /** How the spec came about when none was given. */
  readonly guess: Guess | undefined
  /** What is odd but no hindrance, as sentences. */
  readonly notes: readonly string[]
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
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
    throw matchingProblem('matching.file-missing', { file })
  const text = fs.readFileSync(file, 'utf8')
  const spec = readTableSpec(text, file)
  const tables = asked.files.map((each) => sampleTable(each, (name) => name === spec.id))
  const notes = unknownParts(text, file).map((part) => `${file}: "${part}" is not read.`)
  if (spec.mode === 'link' && tables.length < 2)
    throw matchingProblem('matching.second-file-missing')
  const planned = { files: asked.files, spec, guess: undefined }
  const missing = refuseMissing(spec, tables)
  const repeated = tables.flatMap((table) => repeatedIds(table, spec.id))
  const shared = sharedIds(tables, spec.id)
  return { ...planned, notes: [...notes, ...missing, ...repeated, ...shared] }
}

/** The id and the truth stand in every file; a column to compare may be missing in one of two. */
function refuseMissing(spec: TableSpec, tables: readonly SampledTable[]): readonly string[] {
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
    return missing.map((name) => `${table.file} has no column ${name}: empty there.`)
  })
}

/** Says that ids repeat, never which: an id may be the number of a person. */
function repeatedIds({ file, columns }: SampledTable, id: string): readonly string[] {
  const values = columns.find((column) => column.name === id)?.values ?? []
  const again = values.length - new Set(values).size
  if (again === 0) return []
  const rows = `${again} of the first ${values.length} rows`
  return [`${file}: ${rows} repeat an id (${id}); what is written cannot tell them apart.`]
}

/** Two files may number their rows alike: said, for what is written names rows by their ids. */
function sharedIds(tables: readonly SampledTable[], id: string): readonly string[] {
  const [first, second] = tables.map(({ columns }) => {
    return columns.find((column) => column.name === id)?.values ?? []
  })
  if (first === undefined || second === undefined) return []
  const known = new Set(first)
  const shared = second.filter((value) => known.has(value)).length
  if (shared === 0) return []
  const rows = `${shared} of the first ${second.length} rows`
  return [`${tables[1]?.file}: ${rows} have an id (${id}) that ${tables[0]?.file} has too.`]
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
  const notes = [...refuseMissing(spec, tables), ...sharedIds(tables, guess.id)]
  return { files, spec, guess, notes }
}
