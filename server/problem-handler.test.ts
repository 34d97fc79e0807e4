import { expect, test } from 'vitest'
import { accessProblem } from '../core/access/problems.ts'
import { problemOf } from './problem-handler.ts'

function databaseError(fields: Record<string, string>): Error {
  return Object.assign(new Error(fields.message ?? 'refused'), fields)
}

test('a guard of the database is the problem that it stands for', () => {
  const taken = databaseError({ code: '23505', constraint: 'account_sign_in_name' })
  expect(problemOf(taken)).toMatchObject({ code: 'access.sign-in-name-taken', status: 409 })
  const frozen = databaseError({ code: '23001', constraint: 'decree_line_frozen' })
  expect(problemOf(frozen)).toMatchObject({ code: 'classification.decree-frozen', status: 409 })
})

test('a shard says its number behind the name, or only in the message', () => {
  const shard = databaseError({ code: '23505', constraint: 'visit_pkey_102008' })
  expect(problemOf(shard)?.code).toBe('visits.other-content')
  const message = 'duplicate key value violates unique constraint "visit_pkey_102008"'
  expect(problemOf(databaseError({ code: '23505', message }))?.code).toBe('visits.other-content')
})

test('an unknown guard and any other error of the database is a bug', () => {
  const unknown = databaseError({ code: '23514', constraint: 'person_sex' })
  expect(problemOf(unknown)).toBeUndefined()
  expect(problemOf(databaseError({ code: '42501' }))).toBeUndefined()
  expect(problemOf(new TypeError('x is undefined'))).toBeUndefined()
})

test('a deadlock and a failed serialization say to try again', () => {
  for (const code of ['40P01', '40001']) {
    expect(problemOf(databaseError({ code }))).toMatchObject({
      code: 'kernel.try-again',
      status: 503,
    })
  }
})

test('a database that goes down is not ready, and a problem stays itself', () => {
  expect(problemOf(databaseError({ code: '57P01' }))?.status).toBe(503)
  expect(problemOf(databaseError({ code: 'ECONNREFUSED' }))?.code).toBe('kernel.not-ready')
  const refused = accessProblem('access.csrf')
  expect(problemOf(refused)).toBe(refused)
})
