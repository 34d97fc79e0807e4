import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AreaCode, areaCode, areaContains } from '../areas/area-scope.ts'
import { id } from '../kernel/id.ts'
import type { Actor } from './actor.ts'
import { decideGrant, scopeOf } from './grants.ts'
import { type Role, roles } from './permissions.ts'

const regency = areaCode('19.01')
const village = areaCode('19.01.02.2004')
const neighbour = areaCode('19.01.02.2005')
const district = areaCode('19.01.02')

function actor(role: Role): Actor {
  return {
    accountId: id<'account'>('00000000-0000-7000-8000-000000000001'),
    name: 'Agus',
    tenantId: 1,
    role,
    scope: { kind: 'regency', areas: [] },
  }
}

test('only who manages accounts gives a role to anybody', () => {
  for (const giver of roles) {
    for (const role of roles) {
      const decision = decideGrant({ actor: actor(giver), role, areas: [], regency })
      const refused = decision.is === 'refused' && decision.because === 'grant-beyond-own'
      expect(refused, `${giver} gives ${role}`).toBe(giver !== 'administrator')
    }
  }
})

test('an administrator of one district gives nothing outside it', () => {
  const bound = { ...actor('administrator'), scope: { kind: 'areas', areas: [district] } } as const
  const give = (areas: readonly AreaCode[]) =>
    decideGrant({ actor: bound, role: 'village-operator', areas, regency }).is
  expect(give([village])).toBe('grant')
  expect(give([areaCode('19.01.03.2001')])).toBe('refused')
  expect(decideGrant({ actor: bound, role: 'auditor', areas: [], regency }).is).toBe('refused')
})

test('a village operator has villages, or one district and villages beside it', () => {
  const areasOf = (areas: readonly AreaCode[]) =>
    scopeOf({ role: 'village-operator', areas, regency })
  expect(areasOf([neighbour, village, village])).toEqual({
    is: 'grant',
    scope: { kind: 'areas', areas: [village, neighbour] },
  })
  expect(areasOf([areaCode('19.01.03.2001'), district])).toEqual({
    is: 'grant',
    scope: { kind: 'areas', areas: [district, areaCode('19.01.03.2001')] },
  })
  expect(areasOf([district, areaCode('19.01.03')]).is).toBe('refused')
  expect(areasOf([]).is).toBe('refused')
  expect(areasOf([regency]).is).toBe('refused')
  expect(areasOf([areaCode('19.02.01.2001')]).is).toBe('refused')
})

test('a verifier has tasks and the areas where they work; the office has no areas', () => {
  expect(scopeOf({ role: 'verifier', areas: [village], regency })).toEqual({
    is: 'grant',
    scope: { kind: 'tasks', areas: [village] },
  })
  expect(scopeOf({ role: 'verifier', areas: [], regency }).is).toBe('refused')
  expect(scopeOf({ role: 'social-office', areas: [], regency }).is).toBe('grant')
  expect(scopeOf({ role: 'social-office', areas: [village], regency }).is).toBe('refused')
})

test('what is granted always lies in the regency', () => {
  const code = fc
    .tuple(fc.constantFrom('19.01', '19.02', '31.71'), fc.nat(3), fc.option(fc.nat(3)))
    .map(([place, d, v]) => areaCode(`${place}.0${d + 1}${v === null ? '' : `.200${v + 1}`}`))
  fc.assert(
    fc.property(fc.constantFrom(...roles), fc.array(code, { maxLength: 4 }), (role, areas) => {
      const decision = scopeOf({ role, areas, regency })
      if (decision.is === 'refused') return
      expect(decision.scope.areas.every((each) => areaContains(regency, each))).toBe(true)
    }),
  )
})
