import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '../kernel/plain-date.ts'
import { type Answers, codesOf, type Question, questions } from '../visits/questionnaire.ts'
import { classify, classifyVisit } from './classify.ts'
import { criteriaHistory, criteriaOfVersion, criteriaOn } from './criteria.ts'
import { reasonSentence } from './reason-sentence.ts'
import { summarise } from './summary.ts'

const columns: Readonly<Record<string, string>> = {
  orang: 'member-count',
  pengeluaran: 'spending',
  makanan: 'food-spending',
  rumah: 'shelter',
  lantai: 'floor',
  dinding: 'wall',
  jamban: 'toilet',
  penerangan: 'lighting',
  daya: 'power',
  pekerjaan: 'head-work',
  penghasilan: 'head-income',
  'khawatir makan': 'food-worry',
  'beli pakaian': 'clothes-bought',
  'pegawai negara': 'state-income',
  mobil: 'car',
}
const numbers = ['member-count', 'spending', 'food-spending', 'car']

function examples() {
  const file = new URL('../../test/examples/classification.csv', import.meta.url)
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']))
  })
}

function answersOf(example: Readonly<Record<string, string>>): Answers {
  const answers: Record<string, string | number> = {}
  for (const [column, key] of Object.entries(columns)) {
    const cell = example[column] ?? ''
    if (cell === '') continue
    answers[key] = numbers.includes(key) && /^\d+$/.test(cell) ? Number(cell) : cell
  }
  return answers
}

describe('the examples that an official can read', () => {
  test.each(examples().map((each) => [each.contoh, each] as const))('%s', (_, example) => {
    const on = plainDate(example['tanggal kunjungan'] ?? '')
    const found = classify(answersOf(example), criteriaOn(on))
    if (found.is === 'again') throw new Error('a complete visit is judged')
    expect(found.is === 'decided' ? found.result : found.is).toBe(example.hasil)
    expect(found.reasons?.met).toBe(Number(example['kriteria terpenuhi']))
  })
})

/** Answers as people may give them: of every question one of its answers, or none. */
const anyAnswers = fc
  .record(
    Object.fromEntries(
      (questions as readonly Question[]).map((question) => [
        question.key,
        question.kind === 'choice' || question.kind === 'yes-no'
          ? fc.constantFrom(...codesOf(question), 'cannot-see', 'refused')
          : fc.oneof(fc.integer({ min: 0, max: 3_000_000 }), fc.constant('refused')),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((answers) => answers as Answers)

const criteria = criteriaOn(plainDate('2023-08-14'))

test('filling in what is missing never turns one decided result into another', () => {
  fc.assert(
    fc.property(anyAnswers, anyAnswers, (some, more) => {
      const before = classify(some, criteria)
      fc.pre(before.is === 'decided')
      // An answer that stands apart or is missing is filled in; given answers stay.
      const given = Object.entries(some).filter(
        ([, each]) => each !== 'refused' && each !== 'cannot-see',
      )
      const after = classify({ ...more, ...Object.fromEntries(given) }, criteria)
      if (before.is !== 'decided' || before.result !== 'extremely-poor') return
      expect(after.is === 'decided' && after.result).toBe('extremely-poor')
    }),
    { numRuns: 500, verbose: 1 },
  )
})

test('whatever the answers, a family over the line is never extremely poor', () => {
  fc.assert(
    fc.property(anyAnswers, fc.integer({ min: 1, max: 12 }), (answers, members) => {
      const spending = criteria.line * members
      const found = classify({ ...answers, 'member-count': members, spending }, criteria)
      expect(found.is === 'decided' && found.result === 'extremely-poor').toBe(false)
    }),
  )
})

test('a result of the visit itself needs no criteria, an empty house has none', () => {
  const moved = classifyVisit({ result: 'moved', answers: {} }, criteria)
  expect(moved).toMatchObject({ is: 'decided', result: 'moved', reasonCode: 'visit.moved' })
  expect(classifyVisit({ result: 'empty-house', answers: {} }, criteria)).toEqual({ is: 'again' })
})

test('an undetermined family is told by the questions that would settle it', () => {
  const found = classify({ ...answersOf(examples()[0] ?? {}), spending: 'refused' }, criteria)
  expect(found).toMatchObject({ is: 'undetermined', missing: ['spending'] })
})

describe('criteria in force', () => {
  const own = [
    {
      validFrom: plainDate('2023-08-01'),
      decree: 'SK 1',
      threshold: 5,
      criteriaInUse: ['poor-floor'],
    },
    { validFrom: plainDate('2024-08-01'), decree: 'SK 2', linePerPersonMonth: 400_000 },
  ]

  test('are the nation’s before the regency has its own, then the newest that has begun', () => {
    expect(criteriaOn(plainDate('2023-07-31'), own).national).toBe(true)
    const first = criteriaOn(plainDate('2023-08-01'), own)
    expect([first.threshold, first.line]).toEqual([5, 351_957])
    expect(first.criteria.filter((each) => each.inUse)).toHaveLength(1)
    const second = criteriaOn(plainDate('2025-01-01'), own)
    expect([second.threshold, second.line, second.version]).toEqual([
      6,
      400_000,
      'daerah-2024-08-01',
    ])
  })

  test('a line of the nation under a regency’s own makes a version that its name gives back', () => {
    const early = own.slice(0, 1)
    const later = criteriaOn(plainDate('2024-10-01'), early)
    expect([later.version, later.line]).toEqual(['daerah-2024-09-01', 391_000])
    const versions = criteriaHistory(early).map((each) => each.version)
    expect(new Set(versions).size).toBe(versions.length)
    for (const version of [...versions, 'nasional-2024-09-01']) {
      expect(criteriaOfVersion(version, early)?.version).toBe(version)
    }
    expect(criteriaOfVersion('daerah-1999-01-01', early)).toBeUndefined()
  })

  test('carry the line of their day', () => {
    const lines = ['2021-06-01', '2023-02-28', '2023-03-01', '2024-09-01'].map((day) => {
      return criteriaOn(plainDate(day)).line
    })
    expect(lines).toEqual([322_170, 322_170, 351_957, 391_000])
  })
})

test('the sentence of a decision names figures and criteria by the words given', () => {
  const found = classify(answersOf(examples()[1] ?? {}), criteria)
  if (found.is !== 'decided') throw new Error('decided')
  const told = reasonSentence(
    found,
    (key, values = {}) => `${key} ${JSON.stringify(values)}`,
    (rupiah) => `Rp${rupiah}`,
  )
  expect(told).toContain('reason.extremely-poor')
  expect(told).toContain('"perPerson":"Rp250000"')
  expect(told).toContain('criterion.poor-floor')
})

test('list rows are counted in exactly one place', () => {
  const group = { aliasOf: false, rowState: 'good' } as const
  const confirmed = { ...group, householdState: 'decided', decisionState: 'confirmed' }
  const found = summarise([
    { ...confirmed, result: 'extremely-poor', count: 3 },
    { ...confirmed, aliasOf: true, result: 'double', count: 2 },
    { ...group, householdState: 'accepted', decisionState: 'proposed', result: 'moved', count: 4 },
    {
      ...group,
      rowState: 'waiting',
      householdState: null,
      decisionState: null,
      result: null,
      count: 1,
    },
  ])
  expect(found.listRows).toBe(10)
  expect(found.results).toMatchObject({ 'extremely-poor': 3, double: 2, moved: 0 })
  expect(found.open).toMatchObject({ proposed: 4, waiting: 1 })
})
