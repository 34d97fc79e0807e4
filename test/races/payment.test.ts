import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { addCash, linesOf, makeRound, replyCsv, sendReply } from '../support/round-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('two decrees that name the same person, proposed at once: one of the rounds pays', async () => {
  const programmeId = await addCash(world, 'BALAP')
  const first = await seedDecree(world, { families: 20, number: 'satu' })
  const second = await seedDecree(world, { families: 20, number: 'dua' })
  const make = async (decreeId: string) =>
    (await makeRound(world, { programmeId, decreeId, roundNo: 1 })).body.id as string
  const rounds = [await make(first.decreeId), await make(second.decreeId)]
  await asOwnerOf(world, (client) =>
    client.query(
      `update person set national_id_index = (select national_id_index from person where id = $1)
       where id = $2`,
      [first.families[7]?.spouseId, second.families[3]?.headId],
    ),
  )
  const payers = ['tono', 'yusuf'] as const
  const answers = await Promise.all(
    rounds.map((id, at) =>
      world.as(payers[at] ?? 'tono').post(`/api/payment-rounds/${id}/propose`),
    ),
  )
  const outcomes = answers.map(({ body }) => ({ state: body.state, unresolved: body.unresolved }))
  expect(outcomes).toContainEqual({ state: 'proposed', unresolved: 0 })
  expect(outcomes).toContainEqual({ state: 'draft', unresolved: 1 })
})

test('two decrees make the same round number at once: both rounds, each line its reference', async () => {
  const programmeId = await addCash(world, 'KEMBAR')
  const decrees = await Promise.all(
    ['lima', 'enam', 'tujuh', 'delapan'].map((number) =>
      seedDecree(world, { families: 20, number: `kembar ${number}` }),
    ),
  )
  const answers = await Promise.all(
    decrees.map(({ decreeId }) => makeRound(world, { programmeId, decreeId, roundNo: 1 })),
  )
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
  const count = await asOwnerOf(world, (client) =>
    client.query(
      `select count(distinct reference)::integer as references from payment_line
         join payment_round on payment_round.id = payment_line.round_id where programme_id = $1`,
      [programmeId],
    ),
  )
  expect(count.rows[0].references).toBe(80)
})

test('the same round made ten times at once is made once', async () => {
  const programmeId = await addCash(world, 'SEPULUH')
  const { decreeId } = await seedDecree(world, { families: 10, number: 'tiga' })
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => makeRound(world, { programmeId, decreeId, roundNo: 1 })),
  )
  expect(answers.filter((answer) => answer.status === 200).length).toBe(1)
  expect(answers.filter((answer) => answer.status === 409).length).toBe(9)
  const count = await asOwnerOf(world, (client) =>
    client.query(
      `select count(*)::integer as lines from payment_line join payment_round
         on payment_round.id = payment_line.round_id where programme_id = $1`,
      [programmeId],
    ),
  )
  expect(count.rows[0].lines).toBe(10)
})

test('instructed from eight windows at once, the money leaves once; replies at once count once', async () => {
  const programmeId = await addCash(world, 'DELAPAN')
  const { decreeId } = await seedDecree(world, { families: 8, number: 'empat' })
  const { id } = (await makeRound(world, { programmeId, decreeId, roundNo: 1 })).body
  await world.as('tono').post(`/api/payment-rounds/${id}/propose`)
  const url = `/api/payment-rounds/${id}/instruct`
  const sent = await Promise.all(
    Array.from({ length: 8 }, () => world.as('yusuf').post(url, { rupiah: 2_800_000 })),
  )
  expect(sent.filter((answer) => answer.status === 200).length).toBe(1)
  const lines = await linesOf(world, id)
  const bytes = replyCsv(lines.map((line) => [line.reference, '350000', '2023-12-01', 'Dibayar']))
  const replies = await Promise.all(Array.from({ length: 6 }, () => sendReply(world, id, bytes)))
  expect(replies.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200])
  expect(replies.filter((answer) => !answer.body.repeated).length).toBe(1)
  const { body } = await world.as('tono').get(`/api/payment-rounds/${id}`)
  expect(body.money.paid).toEqual({ families: 8, rupiah: 2_800_000 })
  expect(world.failures).toEqual([])
})
