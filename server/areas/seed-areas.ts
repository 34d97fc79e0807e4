import { readFile } from 'node:fs/promises'
import path from 'node:path'
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
      const rows = parseAreas(await readFile(dataFile(file), 'utf8'))
      const wanted = rows.filter(([code]) => isWanted(code, options.under))
      added += await insertAll(db, kind, wanted)
    }
    return { added }
  })
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

/** `code[,parent],name` with a header line; names with a comma stand in quotes. */
function parseAreas(text: string): readonly AreaLine[] {
  const lines: AreaLine[] = []
  for (const line of text.split(/\r?\n/).slice(1)) {
    if (line === '') continue
    const match = /^([0-9.]+),(?:[0-9.]+,)?(?:"((?:[^"]|"")*)"|([^",]*))$/.exec(line)
    const code = match?.[1]
    const name = match?.[2]?.replaceAll('""', '"') ?? match?.[3]
    if (code === undefined || name === undefined) {
      throw new Error(`idn-area-data: a line that is no area: ${line.slice(0, 80)}`)
    }
    lines.push([code, name.trim()])
  }
  return lines
}

function dataFile(name: string): string {
  const entry = fileURLToPath(import.meta.resolve('idn-area-data'))
  return path.join(path.dirname(entry), '..', 'data', name)
}
