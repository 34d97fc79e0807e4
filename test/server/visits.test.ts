import { openXlsx, readXlsx, saveXlsx } from 'hucre/xlsx'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerColumns, columnLetter, givenColumns } from '../../core/visits/workbook.ts'
import { newId } from '../../server/new-id.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { addFamily, type Family } from '../support/families.ts'
import { betterAnswers, poorAnswers, visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

/** A family as a list would have brought it, with nobody to visit it. */
function family(name: string, village: string = sariVillage): Promise<Family> {
  return addFamily({ job: world.ownerUrl }, { tenantId: 1, name, village })
}

async function assigned(name: string, village: string = sariVillage): Promise<Family> {
  const made = await family(name, village)
  const answer = await world.as('ratna').post('/api/assignments', { villages: [village] })
  expect(answer.status).toBe(200)
  return made
}

async function one<Row extends object>(query: string, values: unknown[]): Promise<Row> {
  const found = await owner.query<Row>(query, values)
  const [row] = found.rows
  if (row === undefined) throw new Error('no row')
  return row
}

describe('who visits whom', () => {
  test('a plan is shown first, then families go to who works there', async () => {
    const made = await family('Aminah Pelawan', otherVillage)
    await family('Burhan Pelawan', otherVillage)
    const ratna = world.as('ratna')
    const preview = await ratna.post('/api/assignments/preview', { villages: [otherVillage] })
    expect(preview.body.families).toBe(2)
    expect(preview.body.villages[0].verifiers).toHaveLength(2)
    const before = await world.as('budi').get('/api/tasks')
    expect(before.body.tasks).toEqual([])
    const done = await ratna.post('/api/assignments', { villages: [otherVillage] })
    expect(done.body).toEqual({ assigned: 2, villages: 1 })
    const budi = await world.as('budi').get('/api/tasks')
    const wati = await world.as('wati').get('/api/tasks')
    expect(budi.body.tasks).toHaveLength(1)
    expect(wati.body.tasks).toHaveLength(1)
    const ids = [...budi.body.tasks, ...wati.body.tasks].map((each) => each.householdId)
    expect(ids).toContain(made.householdId)
  })

  test('a verifier sees own families with members, and no other', async () => {
    const made = await assigned('Cik Mina')
    const budi = await world.as('budi').get('/api/tasks')
    const mine = budi.body.tasks.find(
      (task: { householdId: string }) => task.householdId === made.householdId,
    )
    expect(mine.members).toMatchObject([{ name: 'Cik Mina', relation: 'head' }])
    const wati = await world.as('wati').get('/api/tasks')
    expect(JSON.stringify(wati.body)).not.toContain(made.householdId)
  })

  test('a family that is handed over goes from one verifier to the other', async () => {
    const made = await assigned('Dahlan', otherVillage)
    const of = async (name: 'budi' | 'wati') =>
      JSON.stringify((await world.as(name).get('/api/tasks')).body).includes(made.householdId)
    const from = (await of('budi')) ? 'budi' : 'wati'
    const to = from === 'budi' ? 'wati' : 'budi'
    const answer = await world.as('ratna').post('/api/assignments/reassign', {
      households: { ids: [made.householdId] },
      to: world.accountId(to),
    })
    expect(answer.body).toEqual({ reassigned: 1 })
    expect([await of(from), await of(to)]).toEqual([false, true])
    // Both ways of assigning make ids that sort by time (docs/decisions/0002).
    const { versions } = await one<{ versions: string[] }>(
      `select array_agg(substr(id::text, 15, 1)) as versions from entas.assignment
       where household_id = $1`,
      [made.householdId],
    )
    expect(versions).toEqual(['7', '7'])
  })

  test('nobody can be given families who is no verifier', async () => {
    const made = await assigned('Emawati')
    const answer = await world.as('ratna').post('/api/assignments/reassign', {
      households: { ids: [made.householdId] },
      to: world.accountId('sari'),
    })
    expect(answer.body.code).toBe('visits.not-a-verifier')
  })
})

describe('a visit from a device', () => {
  test('sent twice it is kept once and answered the same', async () => {
    const made = await assigned('Fatimah')
    const visit = visitOf(made.householdId)
    const first = await world.as('budi').post('/api/visits', visit)
    const second = await world.as('budi').post('/api/visits', visit)
    expect(first.body).toMatchObject({ id: visit.id, is: 'kept', state: 'sent' })
    expect(second.body).toMatchObject({ id: visit.id, is: 'repeated', state: 'sent' })
    const { count } = await one<{ count: number }>(
      'select count(*) from entas.visit where household_id = $1',
      [made.householdId],
    )
    expect(count).toBe(1)
  })

  test('the same request twice at once is kept once and never refused', async () => {
    const made = await assigned('Fauzan')
    const visit = visitOf(made.householdId)
    const budi = world.as('budi')
    const answers = await Promise.all([1, 2, 3].map(() => budi.post('/api/visits', visit)))
    expect(answers.map((each) => each.status)).toEqual([200, 200, 200])
    expect(answers.filter((each) => each.body.is === 'kept')).toHaveLength(1)
  })

  test('the same id with other content is refused and the first stays', async () => {
    const made = await assigned('Gunawan')
    const visit = visitOf(made.householdId)
    await world.as('budi').post('/api/visits', visit)
    const other = await world.as('budi').post('/api/visits', { ...visit, answers: betterAnswers })
    expect([other.status, other.body.code]).toEqual([409, 'visits.other-content'])
    const kept = await one<{ spending: number }>(
      `select (answers ->> 'spending')::integer as spending from entas.visit where id = $1`,
      [visit.id],
    )
    expect(kept.spending).toBe(1_000_000)
  })

  test('an incomplete visit is refused with the fields that lack', async () => {
    const made = await assigned('Hasanah')
    const { spending: _, ...rest } = poorAnswers
    const answer = await world
      .as('budi')
      .post('/api/visits', visitOf(made.householdId, { answers: rest }))
    expect([answer.status, answer.body.code]).toEqual([422, 'visits.incomplete'])
    expect(answer.body.details.fields).toEqual(['spending'])
  })

  test('another verifier’s family is not there', async () => {
    const made = await assigned('Iskandar')
    const answer = await world.as('wati').post('/api/visits', visitOf(made.householdId))
    expect([answer.status, answer.body.code]).toEqual([404, 'visits.not-your-family'])
  })

  test('of a batch each visit is answered for itself', async () => {
    const good = await assigned('Junaidi')
    const bad = await assigned('Kartini')
    const visits = [
      visitOf(good.householdId),
      visitOf(bad.householdId, { answers: {} }),
      visitOf(newId()),
    ]
    const answer = await world.as('budi').post('/api/visit-batches', { visits })
    expect(answer.body.visits.map((each: { is: string }) => each.is)).toEqual([
      'kept',
      'refused',
      'refused',
    ])
    expect(answer.body.visits[2].code).toBe('visits.not-your-family')
  })

  test('a day that does not exist or has not come is refused', async () => {
    const made = await assigned('Laila')
    const send = (visitedOn: string) =>
      world.as('budi').post('/api/visits', visitOf(made.householdId, { visitedOn }))
    expect((await send('2023-02-31')).status).toBe(422)
    expect((await send('2999-01-01')).body.code).toBe('visits.in-the-future')
  })

  test('an empty house and the visit after it may come in one batch', async () => {
    const made = await assigned('Mansur')
    const empty = visitOf(made.householdId, {
      result: 'empty-house',
      answers: {},
      visitedOn: '2023-08-01',
    })
    const met = visitOf(made.householdId)
    const answer = await world.as('budi').post('/api/visit-batches', { visits: [empty, met] })
    expect(answer.body.visits.map((each: { is: string }) => each.is)).toEqual(['kept', 'kept'])
    const states = await owner.query(
      'select state from entas.visit where household_id = $1 order by visited_on',
      [made.householdId],
    )
    expect(states.rows.map((each) => each.state)).toEqual(['replaced', 'sent'])
  })

  test('a returned visit tells the verifier why and waits for a new one', async () => {
    const made = await assigned('Nurhayati')
    const visit = visitOf(made.householdId)
    await world.as('budi').post('/api/visits', visit)
    const reason = 'Foto dinding buram, ambil lagi'
    const back = await world.as('ratna').post(`/api/visits/${visit.id}/return`, { reason })
    expect(back.body.state).toBe('returned')
    const tasks = await world.as('budi').get('/api/tasks')
    const task = tasks.body.tasks.find(
      (each: { householdId: string }) => each.householdId === made.householdId,
    )
    expect(task).toMatchObject({ state: 'returned', returnReason: reason })
    const again = await world.as('budi').post('/api/visits', visitOf(made.householdId))
    expect(again.body.is).toBe('kept')
  })
})

describe('a photo', () => {
  const exif = Buffer.from('\xff\xe1\x00\x15Exif\0\0GPS-2.1-106.1', 'latin1')
  const jpeg = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    exif,
    Buffer.from([0xff, 0xdb, 0x00, 0x04, 0x01, 0x02]),
    Buffer.from([0xff, 0xda, 0x00, 0x04, 0x01, 0x02, 0x11, 0x22, 0xff, 0xd9]),
  ])

  test('is sealed without its EXIF, opened by the office, and not by another village', async () => {
    const made = await assigned('Oktavia', otherVillage)
    const tasks = await world.as('budi').get('/api/tasks')
    const budis = JSON.stringify(tasks.body).includes(made.householdId)
    const verifier = world.as(budis ? 'budi' : 'wati')
    const visit = visitOf(made.householdId)
    await verifier.post('/api/visits', visit)
    const id = newId()
    const url = `/api/visits/${visit.id}/photos`
    const kept = await verifier.upload(url, { name: 'a.jpg', bytes: jpeg }, { id, subject: 'wall' })
    expect(kept.body).toEqual({ id, is: 'kept' })
    const again = await verifier.upload(
      url,
      { name: 'a.jpg', bytes: jpeg },
      { id, subject: 'wall' },
    )
    expect(again.body.is).toBe('repeated')
    const { sealed } = await one<{ sealed: Buffer }>(
      'select sealed from entas.visit_photo where id = $1',
      [id],
    )
    expect(sealed.includes(Buffer.from([0x11, 0x22, 0xff, 0xd9]))).toBe(false)
    const seen = await world.as('ratna').get(`${url}/${id}`)
    expect(seen.bytes.includes('GPS')).toBe(false)
    expect(seen.bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
    expect((await world.as('sari').get(`${url}/${id}`)).status).toBe(404)
  })

  test('that is no JPEG is refused', async () => {
    const made = await assigned('Parman')
    const visit = visitOf(made.householdId)
    await world.as('budi').post('/api/visits', visit)
    const file = { name: 'a.jpg', bytes: Buffer.from('<script>alert(1)</script>') }
    const answer = await world
      .as('budi')
      .upload(`/api/visits/${visit.id}/photos`, file, { id: newId(), subject: 'house' })
    expect(answer.body.code).toBe('visits.not-a-photo')
  })
})

describe('a village workbook', () => {
  const village = '19.01.02.2006'

  async function issued(code: string) {
    const made = await world.as('ratna').post(`/api/villages/${code}/workbooks`)
    expect(made.status).toBe(200)
    const file = await world.as('ratna').get(`/api/villages/${code}/workbooks/${made.body.id}`)
    expect(file.status).toBe(200)
    return { families: made.body.families as number, bytes: file.bytes }
  }

  async function filled(
    bytes: Uint8Array,
    answers: readonly (Readonly<Record<string, string | number>> | undefined)[],
  ) {
    const book = await openXlsx(bytes)
    const [sheet] = book.sheets
    for (const [place, answer] of answers.entries()) {
      const row = sheet?.rows[3 + place]
      for (const [column, value] of Object.entries(answer ?? {})) {
        if (row !== undefined) row[givenColumns.length + answerColumns.indexOf(column)] = value
      }
    }
    return { name: 'kapuk.xlsx', bytes: await saveXlsx(book) }
  }

  test('is locked but for its answer cells, with choices as drop-downs', async () => {
    await family('Ujang', village)
    const { bytes } = await issued(village)
    const book = await readXlsx(bytes, { readStyles: true })
    const [sheet] = book.sheets
    expect(sheet?.protection?.sheet).toBe(true)
    const answerAt = `3,${givenColumns.length}`
    expect(sheet?.cells?.get(answerAt)?.style?.protection?.locked).toBe(false)
    expect(sheet?.cells?.get('3,2')?.style?.protection?.locked).not.toBe(false)
    const wall = columnLetter(givenColumns.length + answerColumns.indexOf('wall'))
    const rule = sheet?.dataValidations?.find((each) => each.range.startsWith(wall))
    expect(rule?.type).toBe('list')
  })

  test('comes back as visits; wrong cells are named; twice changes nothing', async () => {
    const code = '19.01.02.2007'
    for (const name of ['Vivi', 'Wahab', 'Yanti', 'Zainal']) await family(name, code)
    const { bytes, families } = await issued(code)
    expect(families).toBe(4)
    const complete = {
      ...poorAnswers,
      floor: 'Tanah',
      spending: 'Rp1.000.000',
      'visited-on': '14/08/2023',
      result: 'Bertemu, selesai',
    }
    const file = await filled(bytes, [
      complete,
      { 'visited-on': '2023-08-14', result: 'moved' },
      { ...complete, floor: 'Awan' },
    ])
    const url = `/api/villages/${code}/workbook`
    const answer = await world.as('ratna').upload(url, file)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ is: 'received', visits: 2, open: 1, waiting: 1 })
    const floor = columnLetter(givenColumns.length + answerColumns.indexOf('floor'))
    expect(answer.body.findings).toEqual([
      { row: 6, column: floor, field: 'floor', code: 'visits.unreadable-cell', severity: 'wait' },
    ])
    const again = await world.as('ratna').upload(url, file)
    expect(again.body).toMatchObject({ is: 'repeated', visits: 0, open: 1, waiting: 1 })
    const { count } = await one<{ count: number }>(
      'select count(*) from entas.visit where village_code = $1',
      [code],
    )
    expect(count).toBe(2)
  })

  test('of another village, or none of ours, is refused', async () => {
    const code = '19.01.02.2008'
    await family('Abas', code)
    const { bytes } = await issued(code)
    const file = { name: 'a.xlsx', bytes }
    const elsewhere = await world.as('ratna').upload(`/api/villages/${village}/workbook`, file)
    expect(elsewhere.body.code).toBe('visits.workbook-of-other-village')
    const nonsense = { name: 'a.xlsx', bytes: Buffer.from('no spreadsheet') }
    const none = await world.as('ratna').upload(`/api/villages/${code}/workbook`, nonsense)
    expect(none.body.code).toBe('visits.not-our-workbook')
  })

  test('a village operator may fill in the own village and finds no other', async () => {
    await family('Badrun', sariVillage)
    const sari = world.as('sari')
    const made = await sari.post(`/api/villages/${sariVillage}/workbooks`)
    expect(made.status).toBe(200)
    const file = await sari.get(`/api/villages/${sariVillage}/workbooks/${made.body.id}`)
    expect(file.status).toBe(200)
    const back = await sari.upload(`/api/villages/${sariVillage}/workbook`, {
      name: 'a.xlsx',
      bytes: file.bytes,
    })
    expect(back.body).toMatchObject({ is: 'received', visits: 0, open: made.body.families })
    const other = await sari.post(`/api/villages/${otherVillage}/workbooks`)
    expect(other.body.code).toBe('visits.nothing-to-fill')
  })
})
