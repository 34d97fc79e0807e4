import { expect, test } from 'vitest'
import { detailText } from './events.ts'

test('a reason in an event keeps no long number, however deep it stands; ids stay', () => {
  const id = '01900000-0000-7000-8000-123456789012'
  const digest = '1234567890123456'.repeat(4)
  const reason = 'NIK1901991205760007 salah, seharusnya 1901991205760008.'
  const told = detailText({ reason, all: [{ reason }, id], digest, rupiah: 123_456_789_012 })
  expect(JSON.parse(told)).toEqual({
    reason: 'NIK# salah, seharusnya #.',
    all: [{ reason: 'NIK# salah, seharusnya #.' }, id],
    digest,
    rupiah: 123_456_789_012,
  })
})

test('an event without detail has an empty one', () => {
  expect(detailText(undefined)).toBe('{}')
})
