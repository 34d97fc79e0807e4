import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChoiceField, choiceFields } from '../../core/matching/choices.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { asOwnerOf } from '../support/decree-seed.ts'
import { listFamily } from '../support/matching-seed.ts'
import { addPair, derivedRows, say } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const ratna = () => world.as('ratna')

describe('a merge with choice of fields', () => {
  const own = '1901991205760007'
  const better = '1901991205760108'
  let standing: string
  let other: string
  let pair: string

  beforeAll(async () => {
    standing = await listFamily(world, {
      head: { name: 'M. Sahrul', bornOn: '1976-05-12', nik: own },
      address: 'Jl. Raya',
    })
    other = await listFamily(world, {
      head: { name: 'Muhammad Sahrul', bornOn: '1976-12-05', nik: better },
      address: 'Jl. Raya RT 03 RW 01',
      village: otherVillage,
    })
    pair = await addPair(world, [standing, other])
  })

  const shown = async () => (await ratna().get(`/api/households/${standing}`)).body

  test('what differs is offered masked, with the side that the rule takes', async () => {
    const { fields } = (await ratna().get(`/api/matches/${pair}/review`)).body
    expect(fields.map((each: { field: string }) => each.field)).toEqual([
      'head-name',
      'birth-date',
      'national-id',
      'village',
      'address',
    ])
    expect(fields).toContainEqual({
      field: 'national-id',
      left: '190199••••••••07',
      right: '190199••••••••08',
      suggested: 'left',
      chosen: null,
    })
    expect(JSON.stringify(fields)).not.toMatch(/\d{7}|-05-12/)
  })

  test('the family shows what was chosen, by whom and from where; a mask stays a mask', async () => {
    const before = await derivedRows(world)
    const choices = { 'head-name': 'right', 'national-id': 'right', village: 'right' } as const
    await say(world, pair, { verdict: 'same', choices })
    const body = await shown()
    expect(body).toMatchObject({
      headName: 'Muhammad Sahrul',
      nationalIdMask: '190199••••••••08',
      address: 'Jl. Raya',
      villageCode: sariVillage,
    })
    expect(body.members[0]).toMatchObject({
      name: 'Muhammad Sahrul',
      nationalIdMask: '190199••••••••08',
    })
    expect(body.chosen).toContainEqual(
      expect.objectContaining({
        field: 'village',
        householdId: other,
        headName: 'Muhammad Sahrul',
        villageName: 'Gunung Pelawan',
        by: 'Ratna Dinsos',
      }),
    )
    expect(JSON.stringify(body)).not.toContain(better)
    const list = (await ratna().get(`/api/households?village=${sariVillage}`)).body.rows
    expect(list.map((row: { headName: string }) => row.headName)).toContain('Muhammad Sahrul')
    const member = body.members[0].personId
    const purpose = 'Mencocokkan dengan kartu keluarga'
    const unmasked = await ratna().post(`/api/persons/${member}/national-id`, { purpose })
    expect(unmasked.body.nationalId).toBe(better)
    // A village sees the family as the office left it, but not the other village's record.
    const sari = (await world.as('sari').get(`/api/households/${standing}`)).body
    expect(sari.headName).toBe('Muhammad Sahrul')
    expect(sari.chosen[0].headName).toBeNull()
    const kept = (await ratna().get(`/api/matches/${pair}/review`)).body.fields
    expect(kept[0]).toMatchObject({ field: 'head-name', chosen: 'right' })
    await ratna().post(`/api/matches/${pair}/undo`)
    expect(await derivedRows(world)).toEqual(before)
    expect(await shown()).toMatchObject({ headName: 'M. Sahrul', chosen: [] })
  })

  test('a field that does not differ, or is empty, is not chosen', async () => {
    const bare = await listFamily(world, {
      head: { name: 'Muhammad Sahrul', bornOn: '1976-12-05' },
      village: otherVillage,
    })
    const doubt = await addPair(world, [other, bare])
    const choices = { 'head-name': 'right', 'national-id': 'right', address: 'right' } as const
    await say(world, doubt, { verdict: 'same', choices })
    const { body } = await ratna().get(`/api/households/${other}`)
    expect(body).toMatchObject({ nationalIdMask: '190199••••••••08', chosen: [] })
    expect(body.address).toBe('Jl. Raya RT 03 RW 01')
    await ratna().post(`/api/matches/${doubt}/undo`)
  })
})

type Move = {
  readonly pair: number
  readonly is: 'same' | 'different' | 'undo'
  readonly choices: Readonly<Partial<Record<ChoiceField, 'left' | 'right'>>>
}

const side = fc.constantFrom('left' as const, 'right' as const)
const anyMove: fc.Arbitrary<Move> = fc.record({
  pair: fc.nat(9),
  is: fc.constantFrom('same' as const, 'same' as const, 'different' as const, 'undo' as const),
  choices: fc.record(Object.fromEntries(choiceFields.map((field) => [field, side])), {
    requiredKeys: [],
  }),
})

describe('five families that may be one, in every order of merging and taking apart', () => {
  const seed = Number(process.env.MERGE_SEED ?? 20_261_122)
  let pairs: string[]
  const undo = (pair: string) => ratna().post(`/api/matches/${pair}/undo`)

  beforeAll(async () => {
    const families: string[] = []
    for (const at of [0, 1, 2, 3, 4]) {
      const village = at % 2 === 0 ? sariVillage : otherVillage
      const members = [{ name: `Anak ${at}`, bornOn: '2010-01-01' }]
      const head = {
        name: `Kepala ${at}`,
        bornOn: `197${at}-01-0${1 + at}`,
        ...(at === 3 ? {} : { nik: `1901990101700${100 + at}` }),
      }
      const address = at === 2 ? '' : `Jalan ${at}`
      families.push(await listFamily(world, { head, village, address, members }))
    }
    await asOwnerOf(world, (client) =>
      client.query(`
        insert into membership (tenant_id, id, household_id, person_id, village_code, from_on)
        select 1, gen_random_uuid(), household_id, id, village_code, date '2023-01-01'
        from person where tenant_id = 1`),
    )
    pairs = []
    for (const [at, one] of families.entries()) {
      for (const [place, other] of families.entries()) {
        if (place <= at) continue
        const state = (at + place) % 4 === 3 ? 'joined' : 'queued'
        pairs.push(await addPair(world, [one, other], { state, probability: 0.9 - at / 10 }))
      }
    }
    // What the engine joined is formed by the first verdict around it.
    for (const pair of pairs) {
      await say(world, pair, { verdict: 'different' })
      await undo(pair)
    }
  })

  const pairOf = (move: Move) => pairs[move.pair] ?? ''
  const stateOf = async (pair: string) => (await ratna().get(`/api/matches/${pair}`)).body.state

  async function play(move: Move): Promise<boolean> {
    const pair = pairOf(move)
    const { status } =
      move.is === 'undo'
        ? await ratna().post(`/api/matches/${pair}/undo`)
        : await say(world, pair, { verdict: move.is, choices: move.choices })
    expect([200, 409]).toContain(status)
    return status === 200
  }

  test('a verdict and its taking back leave every byte as it was, whatever came before', async () => {
    let merged = 0
    let chosen = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { maxLength: 8 }), anyMove, async (moves, last) => {
        for (const pair of pairs) await undo(pair)
        for (const move of moves) await play(move)
        const state = await stateOf(pairOf(last))
        const before = await derivedRows(world)
        if (last.is !== 'undo' && state !== 'same' && state !== 'different') {
          await play(last)
          const between = await derivedRows(world)
          if (between.some((row, at) => row !== before[at])) merged += 1
          if (
            between.some(
              (row) => row.startsWith('h') && row.includes('Kepala') && /""by""/.test(row),
            )
          )
            chosen += 1
          expect((await undo(pairOf(last))).status).toBe(200)
          expect(await derivedRows(world)).toEqual(before)
        }
      }),
      { seed, numRuns: 25, endOnFailure: true },
    )
    // The property is about something: most verdicts moved families, and most showed a choice.
    expect(merged).toBeGreaterThan(3)
    expect(chosen).toBeGreaterThan(3)
  })

  test('all verdicts taken back, in any order, leave every byte as it was', async () => {
    for (const pair of pairs) await undo(pair)
    const before = await derivedRows(world)
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMove, { minLength: 3, maxLength: 8 }),
        fc.shuffledSubarray([...Array(10).keys()], { minLength: 10 }),
        async (moves, order) => {
          for (const move of moves) await play(move)
          for (const at of order) await undo(pairs[at] ?? '')
          expect(await derivedRows(world)).toEqual(before)
        },
      ),
      { seed, numRuns: 15, endOnFailure: true },
    )
  })
})

test('nothing went wrong inside', () => {
  expect(world.failures).toEqual([])
})
