import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const parcel = {
  code: 'PANGAN-KAB',
  name: 'Paket pangan',
  kind: 'in-kind',
  strategy: 'reduce-burden',
  funder: 'APBD kabupaten',
  channel: 'Dinas Sosial',
  term: {
    validFrom: '2023-01-01',
    amount: 250_000,
    rounds: 1,
    legalBasis: 'Keputusan Bupati Bangka 2023',
  },
}

describe('programmes', () => {
  test('the suggestions name amount, rounds and legal basis, and none is in force by itself', async () => {
    const { body } = await world.as('tono').get('/api/programmes')
    expect(body.programmes).toEqual([])
    const amounts = body.suggestions.map((each: { term: { amount: number; rounds: number } }) => [
      each.term.amount,
      each.term.rounds,
    ])
    expect(amounts).toEqual([
      [250_000, 1],
      [350_000, 3],
    ])
  })

  test('a programme is added, given a new amount from a day on, renamed, and removed', async () => {
    const ratna = world.as('ratna')
    const added = await ratna.post('/api/programmes', parcel)
    expect(added.status).toBe(200)
    const url = `/api/programmes/${added.body.id}`
    const term = { validFrom: '2024-01-01', amount: 300_000, rounds: 2, legalBasis: 'Perbup 2024' }
    expect((await ratna.post(`${url}/terms`, term)).status).toBe(200)
    expect((await ratna.post(`${url}/terms`, term)).body.code).toBe('programmes.term-taken')
    const { name: _, code: __, kind: ___, term: ____, ...face } = parcel
    expect((await ratna.put(url, { ...face, name: 'Paket sembako' })).status).toBe(200)
    const shown = await world.as('maya').get(url)
    expect(shown.body.name).toBe('Paket sembako')
    expect(shown.body.terms).toEqual([term, parcel.term])
    expect((await ratna.delete(url)).status).toBe(200)
    expect((await ratna.get(url)).status).toBe(404)
  })

  test('a code is taken once', async () => {
    const ratna = world.as('ratna')
    const first = await ratna.post('/api/programmes', { ...parcel, code: 'SEKALI' })
    const second = await ratna.post('/api/programmes', { ...parcel, code: 'SEKALI' })
    expect([first.status, second.status]).toEqual([200, 409])
    expect(second.body.code).toBe('programmes.code-taken')
  })

  test('a day that does not exist and half a rupiah are refused', async () => {
    const ratna = world.as('ratna')
    const day = { ...parcel, code: 'HARI', term: { ...parcel.term, validFrom: '2023-02-31' } }
    expect((await ratna.post('/api/programmes', day)).status).toBe(422)
    const half = { ...parcel, code: 'SETENGAH', term: { ...parcel.term, amount: 250_000.5 } }
    expect((await ratna.post('/api/programmes', half)).status).toBe(422)
  })

  test('the one who pays does not say what is due', async () => {
    expect((await world.as('tono').post('/api/programmes', parcel)).status).toBe(403)
    expect((await world.as('sari').get('/api/programmes')).status).toBe(403)
  })

  test('company aid stands beside, is corrected, and adds up', async () => {
    const ratna = world.as('ratna')
    const aid = {
      company: 'PT Contoh Timah',
      what: 'Perbaikan rumah',
      value: 75_000_000,
      families: 15,
      givenOn: '2023-12-01',
    }
    const { body } = await ratna.post('/api/company-aid', aid)
    await ratna.post('/api/company-aid', { ...aid, company: 'pt contoh timah', value: 5_000_000 })
    const corrected = await ratna.put(`/api/company-aid/${body.id}`, { ...aid, value: 70_000_000 })
    expect(corrected.status).toBe(200)
    const shown = await world.as('dewi').get('/api/company-aid')
    expect(shown.body).toMatchObject({ total: 2, companies: 1, value: 75_000_000 })
  })

  test('every write left one event with its author', async () => {
    const { body } = await world.as('maya').get('/api/events?page=1')
    const names = body.rows.map((event: { name: string }) => event.name)
    expect(names).toEqual(
      expect.arrayContaining(['programme.added', 'programme.term-added', 'programme.removed']),
    )
    expect(world.failures).toEqual([])
  })
})
