import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { text as english } from '../../web/text/questionnaire.en.ts'
import { text as indonesian } from '../../web/text/questionnaire.id.ts'
import { areaCode } from '../areas/area-scope.ts'
import { checkAnswers, holdsUp } from './check-answers.ts'
import { withoutMetadata } from './photo.ts'
import { planAssignments } from './plan-assignments.ts'
import { codesOf, isAsked, type Question, questions } from './questionnaire.ts'
import { answerColumns, choicesOf, columnLetter, readCell, wordKeyOf } from './workbook.ts'

const complete = {
  'member-count': 4,
  shelter: 'yes',
  tenure: 'own',
  floor: 'earth',
  wall: 'board',
  roof: 'zinc',
  lighting: 'not-electric',
  fuel: 'firewood',
  water: 'rain',
  toilet: 'none',
  'head-work': 'not-working',
  'food-worry': 'yes',
  spending: 1_000_000,
  'food-spending': 700_000,
  'clothes-bought': 'no',
  'state-income': 'no',
  car: 0,
}

describe('the questionnaire', () => {
  test('has words for every question and answer in both languages', () => {
    const keys = (questions as readonly Question[]).flatMap((question) => [
      `question.${question.key}`,
      ...codesOf(question).map((code) => wordKeyOf(question.key, code)),
    ])
    expect(keys.filter((key) => !(key in indonesian && key in english))).toEqual([])
  })

  test('asks for installed power only with a metered connection', () => {
    const power = (questions as readonly Question[]).find((each) => each.key === 'power')
    if (power === undefined) throw new Error('power')
    expect(isAsked(power, complete)).toBe(false)
    expect(isAsked(power, { ...complete, lighting: 'pln-metered' })).toBe(true)
    expect(isAsked(power, { shelter: 'no', lighting: 'pln-metered' })).toBe(false)
  })
})

describe('checking answers', () => {
  test('lets a complete visit through', () => {
    expect(checkAnswers(complete, 'complete')).toEqual([])
  })

  test.each([
    ['wall', 'marble', 'visits.unknown-answer', 'wait'],
    ['spending', 'cannot-see', 'visits.must-be-asked', 'wait'],
    ['car', -1, 'visits.not-a-number', 'wait'],
    ['member-count', 2.5, 'visits.not-whole', 'wait'],
    ['member-count', 0, 'visits.unusual-number', 'wait'],
    ['member-count', 45, 'visits.unusual-number', 'look'],
    ['food-spending', 2_000_000, 'visits.food-over-spending', 'look'],
    ['power', '450', 'visits.not-asked', 'look'],
    ['colour', 'red', 'visits.unknown-question', 'look'],
  ])('finds %s = %s', (field, answer, code, severity) => {
    const found = checkAnswers({ ...complete, [field]: answer }, 'complete')
    expect(found).toMatchObject([{ field, code, severity }])
  })

  test('takes refused and unseen answers, and asks for nothing when nobody was met', () => {
    expect(
      checkAnswers({ ...complete, wall: 'cannot-see', spending: 'refused' }, 'complete'),
    ).toEqual([])
    expect(checkAnswers({}, 'moved')).toEqual([])
    expect(holdsUp(checkAnswers({}, 'complete'))).toBe(false)
  })

  test('never throws, whatever stands in an answer', () => {
    const value = fc.oneof(fc.string(), fc.double())
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(complete), 'x'), value),
        (answers) => {
          checkAnswers(answers, 'complete')
        },
      ),
    )
  })
})

describe('sharing families', () => {
  const verifiers = [
    { id: 'a', areas: [areaCode('19.01.02.2004'), areaCode('19.01.02.2005')] },
    { id: 'b', areas: [areaCode('19.01.02.2005')] },
    { id: 'c', areas: [] },
  ]

  test('gives a village to those named for it, and the rest to who works anywhere', () => {
    const plan = planAssignments(
      [
        { code: '19.01.02.2005', families: 5 },
        { code: '19.01.02.2004', families: 3 },
        { code: '19.01.07.2001', families: 2 },
      ],
      verifiers,
    )
    expect(plan.map((each) => each.verifiers)).toEqual([
      [{ id: 'a', families: 3 }],
      [
        { id: 'b', families: 3 },
        { id: 'a', families: 2 },
      ],
      [{ id: 'c', families: 2 }],
    ])
  })

  test('gives every family to exactly one person, or the village to nobody', () => {
    const village = fc.record({
      code: fc.constantFrom('19.01.02.2004', '19.01.02.2005', '19.01.07.2001'),
      families: fc.integer({ min: 1, max: 500 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(village, { selector: (each) => each.code }), (villages) => {
        for (const share of planAssignments(villages, verifiers)) {
          const given = share.verifiers.reduce((sum, each) => sum + each.families, 0)
          expect(given).toBe(share.families)
        }
      }),
    )
  })
})

describe('a cell of a workbook', () => {
  const word = (key: string) => (indonesian as Readonly<Record<string, string>>)[key] ?? key

  test.each([
    ['floor', ' tanah ', { is: 'answer', answer: 'earth' }],
    ['floor', 'earth', { is: 'answer', answer: 'earth' }],
    ['floor', 'Awan', { is: 'unreadable' }],
    ['power', 450, { is: 'answer', answer: '450' }],
    ['spending', 'Rp1.250.000', { is: 'answer', answer: 1_250_000 }],
    ['spending', 1250000, { is: 'answer', answer: 1_250_000 }],
    ['spending', 'Tidak mau menjawab', { is: 'answer', answer: 'refused' }],
    ['spending', 'sejuta', { is: 'unreadable' }],
    ['field-hectares', '0,25', { is: 'answer', answer: 0.25 }],
    ['visited-on', '14/8/2023', { is: 'day', day: '2023-08-14' }],
    ['visited-on', 45152, { is: 'day', day: '2023-08-14' }],
    ['visited-on', '31/02/2023', { is: 'unreadable' }],
    ['result', 'Pindah', { is: 'answer', answer: 'moved' }],
    ['head-alive', 'Ya', { is: 'answer', answer: 'yes' }],
    ['note', '  ', { is: 'empty' }],
  ])('%s: %s', (column, cell, reading) => {
    expect(readCell(column, cell, word)).toEqual(reading)
  })

  test('reads back every choice that its drop-down offers', () => {
    for (const column of answerColumns) {
      for (const code of choicesOf(column) ?? []) {
        const shown = word(wordKeyOf(column, code))
        expect(readCell(column, shown, word)).toEqual({ is: 'answer', answer: code })
      }
    }
  })

  test('has a letter for every column', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ])
  })
})

describe('a photo without metadata', () => {
  test('is undefined for whatever is no JPEG, and never longer than what came', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        expect(withoutMetadata(tail[0] === 0xff ? tail.subarray(1) : tail)).toBeUndefined()
        const jpeg = new Uint8Array([0xff, 0xd8, ...tail])
        const kept = withoutMetadata(jpeg)
        expect(kept === undefined || kept.length <= jpeg.length).toBe(true)
      }),
    )
  })
})
