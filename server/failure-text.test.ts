import { expect, test } from 'vitest'
import { failureSentence } from './failure-text.ts'

const nationalId = '1901991205760007'

test('an error of the database tells its kind, its guard and its place, not its values', () => {
  const error = Object.assign(new Error(`invalid input for type uuid: "Aminah ${nationalId}"`), {
    code: '22P02',
    constraint: 'person_sex',
  })
  const told = failureSentence(error)
  expect(told).toMatch(/^Error 22P02 person_sex at .*failure-text\.test\.ts/)
  expect(told).not.toContain(nationalId)
  expect(told).not.toContain('Aminah')
})

test('a bug tells its message without long numbers, whatever was thrown', () => {
  expect(failureSentence(new TypeError(`no cell ${nationalId}`))).toMatch(
    /^TypeError: no cell # at /,
  )
  expect(failureSentence(`no row ${nationalId}`)).toBe('no row #')
})
