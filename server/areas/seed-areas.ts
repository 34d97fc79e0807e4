import { createReadStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { areaNameKey } from '../../core/areas/area-name.ts'
import { type Database, type Writer, working } from '../database.ts'
import { type AreaRow, countVillages, insertAreas } from './store.ts'

/** Tenant of nobody: areas belong to the country. */
const country = 0

const files: readonly { readonly file: string; readonly kind: AreaRow['kind'] }[] = [
  { file: 'provinces.csv', kind: 'province' },
  { file: 'regencies.csv', kind: 'regency' },
  { file: 'districts.csv', kind: 'district' },
  { file: 'villages.csv', kind: 'village' },
]

/**
 * Loads all provinces to villages of npm idn-area-data (ODbL 1.0) once; a second call does nothing.
 * `under` loads only the areas of one code and those above it (tests).
 */
export async function seedAreas(
  database: Database,
  options: { readonly under?: string } = {},
): Promise<{ readonly added: number }> {
  return working(database, country, async (db) => {
    if ((await countVillages(db)) > 0) return { added: 0 }
    let added = 0
    for (const { file, kind } of files) {
      for await (const lines of readAreas(dataFile(file), options.under)) {
        added += await insertAll(db, kind, lines)
      }
    }
    return { added }
  })
}

const linesAtOnce = 2000

/** Some thousand areas at a time: the server keeps the memory that it once needed. */
async function* readAreas(file: string, under: string | undefined): AsyncGenerator<AreaLine[]> {
  let lines: AreaLine[] = []
  let isHeader = true
  for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
    const line = isHeader || text === '' ? undefined : readArea(text)
    isHeader = false
    if (line === undefined || !isWanted(line[0], under)) continue
    lines.push(line)
    if (lines.length < linesAtOnce) continue
    yield lines
    lines = []
  }
  if (lines.length > 0) yield lines
}

type AreaLine = readonly [code: string, name: string]

function insertAll(db: Writer, kind: AreaRow['kind'], lines: readonly AreaLine[]) {
  return insertAreas(db, {
    kind,
    codes: lines.map(([code]) => code),
    names: lines.map(([, name]) => name),
    nameKeys: lines.map(([, name]) => areaNameKey(name)),
    parentCodes: lines.map(([code]) => parentOf(code)),
  })
}

function isWanted(code: string, under: string | undefined): boolean {
  if (under === undefined) return true
  return code === under || code.startsWith(`${under}.`) || under.startsWith(`${code}.`)
}

function parentOf(code: string): string | null {
  const cut = code.lastIndexOf('.')
  return cut === -1 ? null : code.slice(0, cut)
}

/** `code[,parent],name`; a name with a comma stands in quotes. */
function readArea(text: string): AreaLine {
  const match = /^([0-9.]+),(?:[0-9.]+,)?(?:"((?:[^"]|"")*)"|([^",]*))$/.exec(text)
  const code = match?.[1]
  const name = match?.[2]?.replaceAll('""', '"') ?? match?.[3]
  if (code === undefined || name === undefined) {
    throw new Error(`idn-area-data: a line that is no area: ${text.slice(0, 80)}`)
  }
  return [code, name.trim()]
}

function dataFile(name: string): string {
  const entry = fileURLToPath(import.meta.resolve('idn-area-data'))
  return path.join(path.dirname(entry), '..', 'data', name)
}
