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

test('nor one that is written in groups; days, codes and file names stay', () => {
  const reason = 'NIK 1901 9912 0576 0007, KK 190199.120576.0007 dan 19-01-99-12-05-76-00-07'
  const file = 'keluarga-2026-11-22-1901022004.csv'
  const told = detailText({ reason, file, at: '2026-11-22 00:12:30', village: '19.01.02.2004' })
  expect(JSON.parse(told)).toEqual({
    reason: 'NIK #, KK # dan #',
    file,
    at: '2026-11-22 00:12:30',
    village: '19.01.02.2004',
  })
})

test('an event without detail has an empty one', () => {
  expect(detailText(undefined)).toBe('{}')
})
