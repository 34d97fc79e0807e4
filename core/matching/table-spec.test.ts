import { expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { kinds } from './engine/kinds.ts'
import { columnsNamed, readTableSpec, specAsJson, unknownParts } from './table-spec.ts'

const whole = {
  id: 'rec_id',
  mode: 'dedupe',
  columns: { surname: 'surname', ' dob ': 'date' },
  truth: { idPattern: '^rec-(\\d+)-' },
}

/** The problem that a spec makes, as `code` or `code: part`. */
function problemOf(spec: unknown): string {
  const text = typeof spec === 'string' ? spec : JSON.stringify(spec)
  try {
    readTableSpec(text, 'spec.json')
    return 'none'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { part, column } = error.details
    return [error.code, part ?? column].filter((each) => each !== undefined).join(': ')
  }
}

test('a spec is read with its names trimmed, a byte order mark before it or not', () => {
  const spec = readTableSpec(`\ufeff${JSON.stringify(whole)}`, 'spec.json')
  expect(spec).toEqual({
    id: 'rec_id',
    mode: 'dedupe',
    columns: [
      { name: 'surname', kind: 'surname' },
      { name: 'dob', kind: 'date' },
    ],
    truth: { idPattern: '^rec-(\\d+)-' },
  })
  expect(columnsNamed(spec)).toEqual(['rec_id', 'surname', 'dob'])
  expect(readTableSpec(JSON.stringify(specAsJson(spec)), 'spec.json')).toEqual(spec)
})

test('every kind there is may be asked for', () => {
  for (const kind of kinds) expect(problemOf({ ...whole, columns: { a: kind } })).toBe('none')
})

test('the truth may be a column, and need not be known', () => {
  const byColumn = readTableSpec(JSON.stringify({ ...whole, truth: { column: 'c' } }), 'spec.json')
  expect(columnsNamed(byColumn)).toContain('c')
  expect(problemOf({ ...whole, truth: undefined })).toBe('none')
  expect(problemOf({ ...whole, truth: null })).toBe('none')
})

test.each([
  ['{"id": ', 'matching.spec-unreadable'],
  [[], 'matching.spec-wrong: whole'],
  [null, 'matching.spec-wrong: whole'],
  [{ ...whole, id: ' ' }, 'matching.spec-wrong: id'],
  [{ ...whole, id: undefined }, 'matching.spec-wrong: id'],
  [{ ...whole, mode: 'both' }, 'matching.spec-wrong: mode'],
  [{ ...whole, columns: ['surname'] }, 'matching.spec-wrong: columns'],
  [{ ...whole, columns: {} }, 'matching.spec-wrong: columns'],
  [{ ...whole, columns: { surname: 1 } }, 'matching.spec-wrong: columns'],
  [{ ...whole, columns: { ' ': 'date' } }, 'matching.spec-wrong: columns'],
  [{ ...whole, columns: { dob: 'date', ' dob': 'date' } }, 'matching.spec-wrong: columns'],
  [{ ...whole, columns: { surname: 'nama' } }, 'matching.spec-kind: surname'],
  [{ ...whole, truth: { row: 'x' } }, 'matching.spec-wrong: truth'],
  [{ ...whole, truth: { column: 'a', idPattern: '(b)' } }, 'matching.spec-wrong: truth'],
  [{ ...whole, truth: { idPattern: 'rec-' } }, 'matching.truth-pattern'],
  [{ ...whole, truth: { idPattern: '(' } }, 'matching.truth-pattern'],
])('a spec %j cannot be used: %s', (spec, problem) => {
  expect(problemOf(spec)).toBe(problem)
})

test('a part that nobody reads is told', () => {
  expect(unknownParts(JSON.stringify({ ...whole, thruth: 1 }), 'spec.json')).toEqual(['thruth'])
  expect(unknownParts(JSON.stringify(whole), 'spec.json')).toEqual([])
})
