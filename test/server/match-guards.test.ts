import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { listFamily } from '../support/matching-seed.ts'
import { addPair, say } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const family = (name: string) => listFamily(world, { head: { name, bornOn: '1976-05-12' } })

async function recipient(number: string): Promise<string> {
  const { families } = await seedDecree(world, { families: 1, number })
  return families[0]?.householdId ?? ''
}

test('a NIK typed into a reason is kept nowhere', async () => {
  const [ratna, hendra] = [world.as('ratna'), world.as('hendra')]
  const one = await family('Alasan Panjang')
  const pair = await addPair(world, [one, await family('Alasan Panjang lagi')])
  const reason = 'NIK 1901991205760007 dan 1901 9912 0576 0008 sama'
  await say(world, pair, { verdict: 'unsure', reason })
  expect((await ratna.get(`/api/matches/${pair}`)).body.reason).toBe('NIK # dan # sama')
  await say(world, pair, { verdict: 'same', reason })
  await ratna.post(`/api/matches/${pair}/undo`, { reason })
  await ratna.post(`/api/matches/${pair}/question`, { note: reason })
  const aided = await addPair(world, [await recipient('alasan'), one])
  await say(world, aided, { verdict: 'same', reason })
  await hendra.post(`/api/matches/${aided}/proposal/reject`, { reason })
  const kept = await asOwnerOf(world, (client) =>
    client.query(
      `select reason as text from match_pair where reason is not null
       union all select reason from match_proposal
       union all select settle_reason from match_proposal where settle_reason is not null
       union all select note from match_question
       union all select detail::text from event where detail::text like '%sama%'`,
    ),
  )
  expect(kept.rows).toHaveLength(9)
  expect(JSON.stringify(kept.rows)).not.toMatch(/1901 ?9912/)
})

test('the database lets nobody merge recipients alone, whatever the program says of it', async () => {
  const named = await recipient('sendiri')
  const pair = await addPair(world, [named, await family('Penerima')])
  const alias = await family('Penerima lama')
  const byAlias = await addPair(world, [alias, await family('Penerima lain')])
  const plain = await addPair(world, [await family('Tanpa Bantuan'), await family('Tanpa juga')])
  await asOwnerOf(world, async (client) => {
    await client.query('update household set alias_of = $1 where id = $2', [named, alias])
    const merge = `update match_pair set state = 'same', decided_by = $2 where id = $1`
    const mergeAlone = (id: string) => client.query(merge, [id, world.accountId('ratna')])
    await expect(mergeAlone(pair)).rejects.toThrow('two persons merge')
    await expect(mergeAlone(byAlias)).rejects.toThrow('two persons merge')
    await mergeAlone(plain)
  })
})
