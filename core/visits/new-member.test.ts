import { describe, expect, test } from 'vitest'
import { plainDate } from '../kernel/plain-date.ts'
import { checkNewMembers, findStanding, type NewMember, readNewNumber } from './new-member.ts'

const on = plainDate('2026-11-20')
const zubaidah: NewMember = {
  id: 'z',
  name: 'Zubaidah',
  relation: 'child',
  sex: 'female',
  bornOn: '1999-04-12',
  nationalId: '1901995204990001',
}

describe('the number of a new member', () => {
  test('is kept with the marks of hands taken off', () => {
    const typed = { ...zubaidah, nationalId: '190199 520499 0001' }
    expect(readNewNumber(typed, on)).toEqual({ digits: '1901995204990001', findings: [] })
    expect(readNewNumber({ ...zubaidah, nationalId: ' ' }, on)).toEqual({
      digits: undefined,
      findings: [],
    })
  })

  test.each([
    ['190199520499000', undefined, 'new-nik-wrong'],
    ['bukan angka', undefined, 'new-nik-wrong'],
    // A slip in the month: a neighbour of one digit can still be found by it.
    ['1901995213990001', '1901995213990001', 'new-nik-wrong'],
  ])('%s is no NIK', (nationalId, digits, finding) => {
    expect(readNewNumber({ ...zubaidah, nationalId }, on)).toEqual({ digits, findings: [finding] })
  })

  test('of a family card is not taken for a NIK', () => {
    const typed = { bornOn: '1970-01-30', sex: 'male', nationalId: '1901991203110005' } as const
    expect(readNewNumber(typed, on)).toEqual({ digits: undefined, findings: ['new-nik-is-card'] })
  })

  test('that differs from birth date and sex is kept and said', () => {
    const typed = { ...zubaidah, sex: 'male', bornOn: '1998-04-12' } as const
    expect(readNewNumber(typed, on)).toEqual({
      digits: '1901995204990001',
      findings: ['new-nik-born-differs', 'new-nik-sex-differs'],
    })
  })
})

test('a birth after the visit, or a visit that was not completed, is for the office to see', () => {
  const { nationalId: _, ...later } = { ...zubaidah, bornOn: '2026-12-01' }
  const codes = (result: string) =>
    checkNewMembers([later], { visitedOn: on, result }).map((each) => each.code)
  expect(codes('complete')).toEqual(['visits.new-born-later'])
  expect(codes('moved')).toEqual(['visits.new-born-later', 'visits.new-not-complete'])
  expect(checkNewMembers([zubaidah], { visitedOn: on, result: 'complete' })).toEqual([])
})

describe('whom the family has already', () => {
  const standing = [
    { personId: 'said', nameKey: 'SITI', bornOn: null, number: null },
    { personId: 'numbered', nameKey: 'AMINAH', bornOn: null, number: 'a1' },
    { personId: 'named', nameKey: 'ZUBAIDAH', bornOn: '1999-04-12', number: 'b2' },
  ]
  const stranger = { nameKey: 'UMAR', bornOn: '1980-01-01', number: 'c3', sameAsPersonId: null }

  test('is known by what the verifier said, by the NIK, or by name and birth date', () => {
    const found = (part: object) => findStanding({ ...stranger, ...part }, standing)?.personId
    expect(found({ sameAsPersonId: 'said' })).toBe('said')
    expect(found({ number: 'a1' })).toBe('numbered')
    expect(found({ nameKey: 'ZUBAIDAH', bornOn: '1999-04-12' })).toBe('named')
    expect(found({ sameAsPersonId: 'elsewhere' })).toBeUndefined()
  })

  test('is nobody for a name alone, and an empty number equals no other', () => {
    const nameless = { nameKey: 'SITI', bornOn: null, number: null, sameAsPersonId: null }
    expect(findStanding(nameless, standing)).toBeUndefined()
    expect(findStanding(stranger, standing)).toBeUndefined()
  })
})
