import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '../kernel/plain-date.ts'
import { type Claim, fieldGroups, survivingClaim } from './survivorship.ts'

const claim = (kind: Claim['kind'], id: string, on: string): Claim => ({
  kind,
  id,
  observedOn: plainDate(on),
  recordedAt: on,
})

test('living conditions come from a visit, however new a list is', () => {
  const claims = [claim('list', 'a', '2025-01-01'), claim('visit', 'b', '2023-01-01')]
  expect(survivingClaim('conditions', claims)?.id).toBe('b')
  expect(survivingClaim('conditions', [claims[0] ?? claim('list', 'x', '2020-01-01')])?.id).toBe(
    'a',
  )
})

test('identity comes from Dukcapil before a card, a card before a list, a list before a visit', () => {
  const kinds = ['visit', 'list', 'list-matched', 'card', 'dukcapil'] as const
  const claims = kinds.map((kind) => claim(kind, kind, '2023-01-01'))
  const standing = kinds.map((_, at) => survivingClaim('identity', claims.slice(0, at + 1))?.id)
  expect(standing).toEqual([...kinds])
})

test('a visit never decides who belongs to a family', () => {
  expect(survivingClaim('membership', [claim('visit', 'a', '2025-01-01')])).toBeUndefined()
})

test('the order in which observations arrive changes nothing', () => {
  const kind = fc.constantFrom<Claim['kind']>('dukcapil', 'card', 'list-matched', 'list', 'visit')
  const day = fc.constantFrom('2021-01-01', '2022-02-02', '2023-03-03')
  const claims = fc.array(fc.tuple(kind, day), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(claims, fc.constantFrom(...fieldGroups), (drawn, group) => {
      const all = drawn.map(([each, on], at) => claim(each, String(at), on))
      expect(survivingClaim(group, all)).toEqual(survivingClaim(group, [...all].reverse()))
    }),
  )
})
