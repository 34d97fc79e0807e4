import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  absoluteLimitMs,
  idleLimitMs,
  isSessionAlive,
  passwordWeakness,
  waitAfter,
} from './sign-in.ts'

const at = (ms: number) => new Date(Date.UTC(2026, 0, 5, 1) + ms)

test('three failures are free, then the wait doubles up to a quarter of an hour', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 1_000_000].map(waitAfter)).toEqual([
    0, 0, 0, 0, 2, 4, 8, 16, 900, 900, 900,
  ])
})

test('the wait never gets shorter with more failures', () => {
  fc.assert(fc.property(fc.nat(5000), (failures) => waitAfter(failures) <= waitAfter(failures + 1)))
})

test('a session ends after half an hour idle and after twelve hours anyway', () => {
  const times = { createdAt: at(0), seenAt: at(0), endsAt: at(absoluteLimitMs) }
  expect(isSessionAlive(times, at(idleLimitMs - 1))).toBe(true)
  expect(isSessionAlive(times, at(idleLimitMs))).toBe(false)
  const busy = { ...times, seenAt: at(absoluteLimitMs - 1000) }
  expect(isSessionAlive(busy, at(absoluteLimitMs - 1))).toBe(true)
  expect(isSessionAlive(busy, at(absoluteLimitMs))).toBe(false)
})

const owner = { signInName: 'ratna', name: 'Ratna Kusumawardani' }

test.each([
  ['pendek', 'too-short'],
  ['aaaaaaaaaaaaaaa', 'too-uniform'],
  ['ababababababab', 'too-uniform'],
  ['kusumawardani1', 'holds-name'],
  ['bismillah1234', 'too-common'],
  ['123456789012', 'too-common'],
  ['abcdefghijkl', 'too-common'],
  ['rahasia dinas sosial bangka', undefined],
  ['gerbang timur tujuh pohon', undefined],
])('%s is %s', (password, because) => {
  expect(passwordWeakness(password, owner)).toBe(because)
})
