import { createHash } from 'node:crypto'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import { classifyVisit } from '../../core/classification/classify.ts'
import { criteriaOn } from '../../core/classification/criteria.ts'
import { readNationalId } from '../../core/registry/national-id.ts'
import { familyHeadings, personHeadings } from '../../core/sources/p3ke-columns.ts'
import { codeOfLabel } from '../../core/sources/p3ke-labels.ts'
import { checkAnswers } from '../../core/visits/check-answers.ts'
import { chanceOf } from './chance.ts'
import { mistakeAnswers, visitDoors } from './door-visits.ts'
import { answersOf } from './living.ts'
import { allWords, isVariantWord, type WordList, wordLists } from './p3ke-words.ts'
import { countPlanted } from './planted.ts'
import { type ToldStory, tellingOf, tellStory } from './story.ts'
import { writeSheet } from './story-files.ts'
import { readTruth, writeTruth } from './truth-file.ts'

const small = { seed: 7, population: 12_000, listRows: 600, truthPoor: 55 }

let story: ToldStory

beforeAll(async () => {
  story = await tellStory(tellingOf('bangka', small))
})

async function digestOf(told: ToldStory): Promise<string> {
  const sum = createHash('sha256')
  sum.update(await writeSheet(told.lists.familySheet))
  sum.update(await writeSheet(told.lists.personSheet))
  sum.update(writeTruth(told.truth))
  for (const visit of visitDoors(told.truth, { seed: told.telling.seed, fieldErrors: 0 })) {
    sum.update(JSON.stringify(visit))
  }
  return sum.digest('hex')
}

function resultsOf(told: ToldStory, fieldErrors = 0): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const visit of visitDoors(told.truth, { seed: told.telling.seed, fieldErrors })) {
    const found = classifyVisit(visit, criteriaOn(visit.visitedOn))
    const key = found.is === 'decided' ? found.result : found.is
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

describe('a synthetic story', () => {
  it('is the same to the byte for the same seed, and another for another', async () => {
    const again = await tellStory(tellingOf('bangka', small))
    const other = await tellStory(tellingOf('bangka', { ...small, seed: 8 }))
    expect(await digestOf(again)).toBe(await digestOf(story))
    expect(await digestOf(other)).not.toBe(await digestOf(story))
  })

  it('holds exactly as many families that fulfil the criteria as were asked for', async () => {
    expect(resultsOf(story)['extremely-poor']).toBe(55)
    for (const truthPoor of [0, 1, 300]) {
      const told = await tellStory(tellingOf('bangka', { ...small, truthPoor }))
      expect(resultsOf(told)['extremely-poor'] ?? 0).toBe(truthPoor)
    }
  })

  it('has near misses of every kind beside the poor', () => {
    const results = resultsOf(story)
    for (const result of ['better-off', 'criteria-not-met', 'disqualified', 'moved', 'dead']) {
      expect(results[result], result).toBeGreaterThan(0)
    }
  })

  it('writes no label of poverty into the truth', () => {
    const [header = ''] = writeTruth(story.truth).split('\n')
    expect(header).not.toMatch(/poor|miskin|result|label/)
  })

  it('gives everybody a number of a right form with the district that no regency has', () => {
    const numbers = new Set<string>()
    for (const { bornOn, nationalId } of story.families.flatMap((family) => family.members)) {
      const reading = readNationalId(nationalId)
      expect(reading.is).toBe('right')
      expect(nationalId.slice(0, 6)).toBe('190199')
      expect(nationalId.slice(8, 12)).toBe(bornOn.slice(5, 7) + bornOn.slice(2, 4))
      numbers.add(nationalId)
    }
    expect(numbers.size).toBe(story.families.reduce((sum, each) => sum + each.members.length, 0))
  })

  it('answers the form without a finding, as a careful verifier does', () => {
    for (const visit of visitDoors(story.truth, { seed: 7, fieldErrors: 0 })) {
      expect(checkAnswers(visit.answers, visit.result)).toEqual([])
    }
  })

  it('keeps answers complete when verifiers err', () => {
    const chance = chanceOf(3, 'test')
    for (const family of story.truth.slice(0, 100)) {
      const answers = mistakeAnswers(answersOf(family.living), chance, 0.3)
      const waiting = checkAnswers(answers, 'complete').filter((each) => each.severity === 'wait')
      expect(waiting).toEqual([])
    }
  })
})

describe('the workbooks as written', () => {
  it('carry the headings of P3KE, rows that say nothing, and the data rows asked for', async () => {
    const rows = await readRows(story.lists.familySheet)
    expect(rows[0]).toEqual([...familyHeadings])
    const blank = rows.filter((row) => row.every((cell) => cell === ''))
    const headers = rows.filter((row) => row[0] === 'ID Keluarga')
    const totals = rows.filter((row) => ['SUB TOTAL', 'JUMLAH'].includes(row[0] ?? ''))
    expect(blank.length).toBeGreaterThanOrEqual(3)
    expect(headers.length).toBe(2)
    expect(totals.length).toBe(2)
    expect(dataRows(rows).length).toBe(600)
    expect((await readRows(story.lists.personSheet))[0]).toEqual([...personHeadings])
  })

  it('hold at least the planted errors that the story promises', async () => {
    const rows = await readRows(story.lists.familySheet)
    const counts = countRead(rows)
    for (const [error, least] of Object.entries(promised)) {
      expect(counts[error], error).toBeGreaterThanOrEqual(Math.ceil(least * 600))
    }
    const told = countPlanted(story)
    expect(told.nationalIdTypo.rows).toBe(counts.nationalIdTypo)
    expect(told.doubles.rows).toBe(counts.doubles)
  })

  it('use only labels that the house understands', () => {
    for (const list of wordLists) {
      for (const { label } of allWords(list)) {
        expect(codeOfLabel(list, label), `${list}: ${label}`).toBeDefined()
      }
    }
  })
})

const promised: Readonly<Record<string, number>> = {
  lostLeadingZeros: 0.03,
  nationalIdTypo: 0.04,
  familyCardAsNationalId: 0.015,
  nationalIdEmpty: 0.03,
  doubles: 0.03,
  nameVariant: 0.25,
  birthDateWrong: 0.08,
  dead: 0.02,
  movedAway: 0.04,
  labelVariant: 0.1,
}

/** Counts from the cells that were read back and the true persons, not from what was planned. */
function countRead(rows: readonly (readonly string[])[]): Record<string, number> {
  const counts = Object.fromEntries(Object.keys(promised).map((error) => [error, 0]))
  const add = (error: string, has: boolean) => {
    if (has) counts[error] = (counts[error] ?? 0) + 1
  }
  const byRow = new Map(
    story.listed.flatMap((each) => {
      const truth = story.truth.find((family) => family.listKey === each.listKey)
      return (truth?.rows ?? []).map((row) => [row, each] as const)
    }),
  )
  const met = new Set<string>()
  for (const { row, cells } of dataRows(rows)) {
    const listed = byRow.get(row)
    const head = listed?.family.members[0]
    if (listed === undefined || head === undefined) throw new Error(`row ${row} names nobody`)
    const number = cells[9] ?? ''
    const empty = number.length < 16 || /^0+$/.test(number)
    const card = number === listed.family.familyCard
    add('lostLeadingZeros', !cells[0]?.startsWith('0'))
    add('nationalIdEmpty', empty)
    add('familyCardAsNationalId', card)
    add('nationalIdTypo', !empty && !card && number !== head.nationalId)
    add('nameVariant', cells[8] !== head.name.toUpperCase())
    add('birthDateWrong', dayOf(cells[12] ?? '') !== head.bornOn)
    add('dead', listed.state === 'dead')
    add('movedAway', listed.state === 'moved')
    add(
      'labelVariant',
      variantColumns.some(([at, list]) => isVariantWord(list, cells[at] ?? '')),
    )
    add('doubles', met.has(listed.listKey))
    met.add(listed.listKey)
  }
  return counts
}

const variantColumns: readonly (readonly [number, WordList])[] = [
  [11, 'sex'],
  [17, 'roof'],
  [19, 'floor'],
  [22, 'water'],
]

function dayOf(text: string): string {
  const [day = '', month = '', year = ''] = text.split('/')
  return text.includes('/') ? `${year}-${month}-${day}` : text
}

function dataRows(rows: readonly (readonly string[])[]) {
  return rows.flatMap((cells, at) => {
    const key = cells[0] ?? ''
    return /^\d+$/.test(key) ? [{ row: at + 1, cells }] : []
  })
}

async function readRows(sheet: ToldStory['lists']['familySheet']): Promise<string[][]> {
  const workbook = await readXlsx(await writeSheet(sheet))
  return (workbook.sheets[0]?.rows ?? []).map((row) => row.map((cell) => String(cell ?? '')))
}

describe('the truth file', () => {
  it('is read as it was written', () => {
    expect(readTruth(writeTruth(story.truth))).toEqual(story.truth)
  })

  it('is read as a spreadsheet saves it: semicolons, lost zeros, a mark, decimal commas', () => {
    const saved = writeTruth(story.truth.slice(0, 40))
      .split('\n')
      .map((line) =>
        line
          .replaceAll(',', ';')
          .replace(/^0+/, '')
          .replace(/;0\.(\d+)/g, ';0,$1'),
      )
      .join('\r\n')
    expect(readTruth(`\uFEFF${saved}`)).toEqual(story.truth.slice(0, 40))
  })

  it('says in which line something cannot be read', () => {
    const lines = writeTruth(story.truth).split('\n')
    const broken = lines.with(2, (lines[2] ?? '').replace(/,(complete|moved|dead),/, ',gone,'))
    expect(() => readTruth(broken.join('\n'))).toThrow(/line 3: state "gone"/)
  })

  it('says which answer no door would take, before anything is played', () => {
    const [family, ...others] = story.truth.filter((each) => each.state === 'complete')
    if (family === undefined) throw new Error('no family is at home')
    const answers = { ...family.living.answers, floor: 'gold' }
    const edited = [{ ...family, living: { ...family.living, answers } }, ...others.slice(0, 3)]
    expect(() => readTruth(writeTruth(edited))).toThrow(
      /1 answers .* line 2: floor is wrong \(one of marble, /,
    )
  })
})
