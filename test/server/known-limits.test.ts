import { afterEach, expect, test } from 'vitest'
import { type QuestionLimits, usualQuestions } from '../../core/registry/question-limits.ts'
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

async function search(as: CastName, text: string) {
  return world.as(as).post('/api/households/search', { text })
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

test('a search by a whole number is a question too, in the quota of both pages', async () => {
  await open({ differentPerDay: 3 })
  const nik = (serial: number) => `190199010180000${serial}`
  expect((await ask('sari', { nationalId: nik(1) })).status).toBe(200)
  // The same number is none more, however it is written and on whichever page.
  for (const text of [nik(1), '1901 9901.0180-0001', "1901'990101800001"]) {
    expect((await search('sari', text)).body).toEqual({
      by: 'national-id',
      rows: [],
      more: false,
    })
  }
  expect((await search('sari', nik(2))).status).toBe(200)
  expect((await search('sari', nik(3))).status).toBe(200)
  const refused = await search('sari', nik(4))
  expect([refused.status, refused.body.code]).toEqual([429, 'matching.asked-too-often'])
  expect(refused.body.details.minutes).toBeGreaterThan(0)
  expect((await ask('sari', { nationalId: nik(4) })).status).toBe(429)
  for (const free of ['Siti Rohana', '190100002', '190199010180000', nik(2)]) {
    expect((await search('sari', free)).status).toBe(200)
  }
  expect((await search('maya', nik(4))).status).toBe(200)
})

test('searches by number wait within a minute as questions do, and names go on', async () => {
  await open({ perMinute: 5 })
  const answers = []
  for (let at = 0; at < 11; at += 1) answers.push(await search('sari', '1901990101800001'))
  const refused = answers.find((each) => each.status !== 200)
  expect(refused?.body).toMatchObject({
    code: 'matching.asked-too-often',
    details: { minutes: 1 },
  })
  expect((await search('sari', 'Siti')).status).toBe(200)
})

test('the trail tells of searches by number as of questions, and no number', async () => {
  await open({ perMinute: 1000, differentPerDay: 60 })
  for (let at = 0; at < 30; at += 1) {
    const serial = String(1 + at).padStart(4, '0')
    await ask('sari', { nationalId: `190199010180${serial}` })
    await search('sari', `190199020180${serial}`)
    await search('sari', 'Siti')
  }
  await search('sari', '1901990301800001')
  const actor = { actor_id: world.accountId('sari'), subject_id: null }
  const events = await told()
  expect(events).toEqual([
    {
      ...actor,
      name: 'persons.asked',
      detail: { questions: 50, differentNumbers: 50, differentDates: 0 },
    },
    {
      ...actor,
      name: 'persons.asked-too-often',
      detail: { questions: 60, differentNumbers: 60, differentDates: 0 },
    },
  ])
})
