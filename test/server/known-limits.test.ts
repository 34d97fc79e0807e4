import { afterEach, expect, test } from 'vitest'
import type { QuestionLimits } from '../../core/matching/lookup/question-limits.ts'
import { usualQuestions } from '../../core/matching/lookup/question-limits.ts'
import type { CastName } from '../support/cast.ts'
import { asOwnerOf } from '../support/decree-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
afterEach(() => world.close())

async function open(limits: Partial<QuestionLimits>) {
  world = await openWorld({ questions: { ...usualQuestions, ...limits } })
}

async function ask(as: CastName, person: Readonly<Record<string, unknown>> = {}) {
  const asked = { name: 'Siti Rohana', ...person }
  return world.as(as).post('/api/persons/known', asked)
}

async function told() {
  const found = await asOwnerOf(world, (client) =>
    client.query(
      `select name, actor_id, subject_id, detail from event where name like 'persons.%'
       order by recorded_at, id`,
    ),
  )
  return found.rows
}

test('who asks too often in a minute waits, is told how long, and the others go on', async () => {
  await open({ perMinute: 5 })
  const answers = []
  // Two minutes may meet in the middle of the questions.
  for (let at = 0; at < 11; at += 1) answers.push(await ask('sari'))
  expect(answers.slice(0, 5).map((each) => each.status)).toEqual([200, 200, 200, 200, 200])
  const refused = answers.find((each) => each.status !== 200)
  expect(refused?.status).toBe(429)
  expect(refused?.body).toMatchObject({
    code: 'matching.asked-too-often',
    details: { minutes: 1 },
  })
  expect((await ask('ratna')).status).toBe(200)
})

test('different dates and numbers of a day are limited, the same ones again are not', async () => {
  await open({ differentPerDay: 3 })
  for (const bornOn of ['1980-01-01', '1980-01-02', '1980-01-03', '1980-01-01']) {
    expect((await ask('sari', { bornOn })).status).toBe(200)
  }
  const refused = await ask('sari', { bornOn: '1980-01-04' })
  expect([refused.status, refused.body.code]).toEqual([429, 'matching.asked-too-often'])
  expect((await ask('sari')).status).toBe(200)
  for (const serial of ['0001', '0002', '0003']) {
    expect((await ask('sari', { nationalId: `190199010180${serial}` })).status).toBe(200)
  }
  expect((await ask('sari', { nationalId: '1901990101800004' })).status).toBe(429)
})

test('the trail counts what an account asks, now and then, and names nobody', async () => {
  await open({ perMinute: 1000, perDay: 100 })
  for (let at = 0; at < 103; at += 1) {
    await ask('sari', { bornOn: `1980-01-${String(1 + (at % 28)).padStart(2, '0')}` })
  }
  const actor = { actor_id: world.accountId('sari'), subject_id: null }
  const detail = { differentDates: 28, differentNumbers: 0 }
  expect(await told()).toEqual([
    { ...actor, name: 'persons.asked', detail: { ...detail, questions: 50 } },
    { ...actor, name: 'persons.asked', detail: { ...detail, questions: 100 } },
    { ...actor, name: 'persons.asked-too-often', detail: { ...detail, questions: 100 } },
  ])
})
