import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { XlsxStreamWriter } from 'hucre/xlsx'
import { visitDoors } from './door-visits.ts'
import type { Cell } from './p3ke-rows.ts'
import type { ToldStory } from './story.ts'
import type { IndexRow } from './story-index.ts'
import { writeTable } from './table.ts'
import { writeTruth } from './truth-file.ts'

export const fileNames = {
  families: 'p3ke-keluarga.xlsx',
  persons: 'p3ke-individu.xlsx',
  truth: 'truth.csv',
  members: 'truth-members.csv',
  doubles: 'doubles.csv',
  rows: 'list-rows.jsonl',
  visits: 'visits.jsonl',
  populationFamilies: 'population-families.csv',
  populationPersons: 'population-persons.csv',
} as const

/** Writes everything of a story into a folder; the same story gives the same bytes. */
export async function writeStory(
  story: ToldStory,
  to: { readonly directory: string; readonly fieldErrors: number },
): Promise<void> {
  await writeListed(story, to.directory)
  const write = writerInto(to.directory)
  await write(fileNames.members, writeMembers(story))
  await write(fileNames.doubles, writeDoubles(story))
  await write(fileNames.visits, writeVisits(story, { seed: story.telling.seed, ...to }))
  await write(fileNames.populationFamilies, writePopulationFamilies(story))
  await write(fileNames.populationPersons, writePopulationPersons(story))
}

/** The part that is played: both workbooks, the truth, and which row names whom. */
export async function writeListed(story: ToldStory, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  const write = writerInto(directory)
  await write(fileNames.families, await writeSheet(story.lists.familySheet))
  await write(fileNames.persons, await writeSheet(story.lists.personSheet))
  await write(fileNames.truth, writeTruth(story.truth))
  await write(fileNames.rows, writeRows(story))
}

function writerInto(directory: string) {
  return (name: string, content: string | Uint8Array) => writeFile(join(directory, name), content)
}

function writeRows(story: ToldStory): string {
  const lines = story.lists.families.map((written): string => {
    const row: IndexRow = {
      row: written.sheetRow,
      listKey: written.row.listed.listKey,
      villageCode: written.row.listed.family.village.code,
      headName: written.members[0]?.name ?? '',
      address: written.address,
      members: written.members.map((member) => member.name),
    }
    return JSON.stringify(row)
  })
  return `${lines.join('\n')}\n`
}

/** One sheet as XLSX. The writer puts no date into the file: same cells, same bytes. */
export async function writeSheet(rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  const writer = new XlsxStreamWriter({ name: 'data' })
  for (const row of rows) writer.addRow([...row])
  return await writer.finish()
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
function plantedPairs(story: Pick<ToldStory, 'truth'>): (readonly [number, number])[] {
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
