import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { XlsxStreamWriter } from 'hucre/xlsx'
import { visitDoors } from './door-visits.ts'
import type { Cell, WrittenLists } from './p3ke-rows.ts'
import type { ToldStory } from './story.ts'
import { writeTable } from './table.ts'
import { writeTruth } from './truth-file.ts'

export const fileNames = {
  families: 'p3ke-keluarga.xlsx',
  persons: 'p3ke-individu.xlsx',
  truth: 'truth.csv',
  members: 'truth-members.csv',
  doubles: 'doubles.csv',
  visits: 'visits.jsonl',
  populationFamilies: 'population-families.csv',
  populationPersons: 'population-persons.csv',
} as const

/** Writes everything of a story into a folder; the same story gives the same bytes. */
export async function writeStory(
  story: ToldStory,
  to: { readonly directory: string; readonly fieldErrors: number },
): Promise<void> {
  await mkdir(to.directory, { recursive: true })
  const write = (name: string, content: string | Uint8Array) =>
    writeFile(join(to.directory, name), content)
  const { lists, truth, telling } = story
  await write(fileNames.families, await writeSheet(lists.familySheet))
  await write(fileNames.persons, await writeSheet(lists.personSheet))
  await write(fileNames.truth, writeTruth(truth))
  await write(fileNames.members, writeMembers(story))
  await write(fileNames.doubles, writeDoubles(story))
  await write(fileNames.visits, writeVisits(story, { seed: telling.seed, ...to }))
  await write(fileNames.populationFamilies, writePopulationFamilies(story))
  await write(fileNames.populationPersons, writePopulationPersons(story))
}

/** One sheet as XLSX. The writer puts no date into the file: same cells, same bytes. */
export async function writeSheet(rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  const writer = new XlsxStreamWriter({ name: 'data' })
  for (const row of rows) writer.addRow([...row])
  return await writer.finish()
}

/** Both workbooks in memory, as the demonstration uploads them. */
export async function writeWorkbooks(lists: WrittenLists) {
  return {
    families: { name: fileNames.families, bytes: await writeSheet(lists.familySheet) },
    persons: { name: fileNames.persons, bytes: await writeSheet(lists.personSheet) },
  }
}

function writeVisits(
  story: ToldStory,
  by: { readonly seed: number; readonly fieldErrors: number },
): string {
  const lines: string[] = []
  for (const visit of visitDoors(story.truth, by)) lines.push(JSON.stringify(visit))
  return `${lines.join('\n')}\n`
}

function writeMembers(story: ToldStory): string {
  const columns = [
    'list-key',
    'number',
    'name',
    'national-id',
    'family-card',
    'sex',
    'born-on',
    'relation',
    'marital',
  ]
  return writeTable(
    columns,
    story.listed.flatMap(({ listKey, family }) =>
      family.members.map((person, at) => [
        listKey,
        at + 1,
        person.name,
        person.nationalId,
        family.familyCard,
        person.sex,
        person.bornOn,
        person.relation,
        person.marital,
      ]),
    ),
  )
}

/** The pairs of rows that name one family: what matching is measured against. */
export function plantedPairs(story: Pick<ToldStory, 'truth'>): (readonly [number, number])[] {
  return story.truth.flatMap(({ rows }) => rows.slice(1).map((row) => [rows[0] ?? 0, row] as const))
}

function writeDoubles(story: ToldStory): string {
  const byRow = new Map(story.lists.families.map((each) => [each.sheetRow, each.row]))
  return writeTable(
    ['row', 'same-as-row', 'list-key', 'same-as-list-key', 'kind'],
    plantedPairs(story).map(([first, second]) => {
      const [one, two] = [byRow.get(first), byRow.get(second)]
      const kind = two?.double ?? one?.double ?? ''
      return [second, first, two?.listKey ?? '', one?.listKey ?? '', kind]
    }),
  )
}

function writePopulationFamilies(story: ToldStory): string {
  const columns = [
    'number',
    'village-code',
    'family-card',
    'address',
    'kind',
    'members',
    'families-in-house',
  ]
  return writeTable(
    columns,
    story.families.map((family) => [
      family.number,
      family.village.code,
      family.familyCard,
      family.address,
      family.kind,
      family.members.length,
      family.familiesInHouse,
    ]),
  )
}

function writePopulationPersons(story: ToldStory): string {
  const columns = [
    'family',
    'number',
    'name',
    'national-id',
    'sex',
    'born-on',
    'relation',
    'marital',
  ]
  return writeTable(
    columns,
    story.families.flatMap((family) =>
      family.members.map((person, at) => [
        family.number,
        at + 1,
        person.name,
        person.nationalId,
        person.sex,
        person.bornOn,
        person.relation,
        person.marital,
      ]),
    ),
  )
}
