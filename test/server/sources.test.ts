import { readdir, readFile, writeFile } from 'node:fs/promises'
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drainJobs } from '../../server/jobs.ts'
import { incomingFolder, incomingPath } from '../../server/sources/incoming.ts'
import { readVerbatimRows } from '../../server/sources/read-rows.ts'
import { sweepIncoming } from '../../server/sources/sweep-incoming.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let family: Buffer
let persons: Buffer

const example = (name: string) => readFile(new URL(`../examples/${name}`, import.meta.url))

beforeAll(async () => {
  world = await openWorld({ demonstration: true })
  family = await example('p3ke-family.csv')
  persons = await example('p3ke-person.csv')
})

afterAll(() => world.close())

async function check(name: string, bytes: Uint8Array): Promise<string> {
  const sent = await world.as('ratna').upload('/api/imports', { name, bytes })
  expect(sent.status).toBe(200)
  await drainJobs(world.house)
  return sent.body.id
}

async function show(id: string) {
  return (await world.as('ratna').get(`/api/imports/${id}`)).body
}

async function enter(id: string) {
  await world.as('ratna').post(`/api/imports/${id}/enter`)
  await drainJobs(world.house)
}

describe('a family list', () => {
  let id: string

  test('is checked: rows told apart, findings by code, nothing entered', async () => {
    id = await check('daftar.csv', family)
    const shown = await show(id)
    expect(shown).toMatchObject({
      state: 'checked',
      format: 'p3ke-family',
      unit: 'household',
      rowCount: 16,
      dataRows: 10,
      goodRows: 8,
      waitingRows: 2,
      families: 10,
    })
    const codes = Object.fromEntries(
      shown.findings.map((each: { code: string; rows: number }) => [each.code, each.rows]),
    )
    expect(codes).toMatchObject({
      'sources.nik-15-digits': 1,
      'sources.nik-scientific': 1,
      'sources.nik-cleaned': 1,
      'sources.nik-empty': 1,
      'sources.nik-is-family-card': 1,
      'sources.birth-date-impossible': 1,
      'sources.name-missing': 1,
      'sources.village-other-regency': 1,
      'sources.label-unknown': 1,
    })
    expect((await world.as('ratna').get('/api/households')).body.total).toBe(0)
  })

  test('says nowhere a whole NIK: neither in samples nor in findings', async () => {
    const shown = await show(id)
    expect(shown.sampleRows.length).toBeGreaterThan(0)
    expect(JSON.stringify(shown)).not.toMatch(/\d{15}/)
    const rows = await world.as('ratna').get(`/api/imports/${id}/findings`)
    expect(rows.body.total).toBe(shown.findingCount)
    expect(JSON.stringify(rows.body)).not.toMatch(/\d{15}/)
  })

  test('keeps every row as it came, title, blank, header and total lines too', async () => {
    const kept: string[][] = []
    for await (const row of readVerbatimRows(world.house, world.tenantId, id)) {
      expect(row.rowNo).toBe(kept.length + 1)
      kept.push(row.cells)
    }
    expect(kept.length).toBe(16)
    expect(kept[7]?.[9]).toBe("'1901990101550003 ")
    expect(kept[3]?.[23]).toBe('Tidak, Jamban Umum/Bersama')
  })

  test('arrives once: the same bytes again change nothing', async () => {
    const again = await world.as('ratna').upload('/api/imports', { name: 'x.csv', bytes: family })
    expect(again.body).toEqual({ id, state: 'checked', known: true })
    expect((await world.as('ratna').get('/api/imports')).body.total).toBe(1)
  })

  test('enters when a person says so: good rows become families, bad rows wait', async () => {
    await enter(id)
    expect((await show(id)).state).toBe('entered')
    const listed = await world.as('ratna').get('/api/households')
    expect(listed.body.total).toBe(8)
    expect(listed.body.rows[0]).toMatchObject({ state: 'listed', centralDecile: 1 })
    expect((await world.as('ratna').post(`/api/imports/${id}/enter`)).body.state).toBe('entered')
    expect((await world.as('ratna').get('/api/households')).body.total).toBe(8)
  })

  test('is found by name, by NIK and by ID Keluarga', async () => {
    const search = async (text: string) =>
      (await world.as('ratna').post('/api/households/search', { text })).body
    expect((await search('amin siti')).rows).toMatchObject([{ headName: 'SITI AMINAH' }])
    const byNik = await search('1901991203700001')
    expect(byNik).toMatchObject({ by: 'national-id', rows: [{ headName: 'AHMAD SALEH' }] })
    expect(byNik.rows[0].nationalIdMask).toBe('190199••••••••01')
    expect(await search('190100002')).toMatchObject({
      by: 'source-key',
      rows: [{ headName: 'SITI AMINAH' }],
    })
    const byCard = await search('1901990506100004')
    expect(byCard).toMatchObject({ by: 'family-card', rows: [{ headName: 'MARIA' }] })
  })

  test('shows a village only what is its own', async () => {
    const sari = await world.as('sari').post('/api/households/search', { text: 'siti' })
    expect(sari.body.rows.length).toBe(1)
    const other = await world.as('wati').get('/api/households')
    expect(other.status).toBe(403)
  })

  test('gives a NIK in full to a purpose only, and writes that down', async () => {
    const found = await world.as('ratna').post('/api/households/search', { text: 'ahmad saleh' })
    const householdId = found.body.rows[0].id
    const shown = await world.as('ratna').get(`/api/households/${householdId}`)
    const url = `/api/persons/${shown.body.members[0].personId}/national-id`
    expect((await world.as('ratna').post(url, { purpose: '' })).status).toBe(422)
    expect((await world.as('sari').post(url, { purpose: 'ingin tahu' })).status).toBe(403)
    const told = await world.as('ratna').post(url, { purpose: 'mencocokkan KTP di rumah' })
    expect(told.body.nationalId).toBe('1901991203700001')
    const after = await world.as('ratna').get(`/api/households/${householdId}`)
    expect(after.body.timeline[0]).toMatchObject({ name: 'national-id.unmasked' })
    expect(JSON.stringify(after.body)).not.toContain('1901991203700001')
  })

  test('takes in its persons: the head is one person, a family known only here is made', async () => {
    const personsId = await check('individu.csv', persons)
    expect(await show(personsId)).toMatchObject({ unit: 'person', dataRows: 5, families: 2 })
    await enter(personsId)
    const listed = await world.as('ratna').get('/api/households')
    expect(listed.body.total).toBe(9)
    const found = await world.as('ratna').post('/api/households/search', { text: 'ahmad saleh' })
    const shown = await world.as('ratna').get(`/api/households/${found.body.rows[0].id}`)
    const names = shown.body.members.map((each: { name: string }) => each.name)
    expect(names).toEqual(['AHMAD SALEH', 'MARYAM', 'FAJAR'])
    expect(shown.body.memberCount).toBe(3)
    expect(shown.body.members[0]).toMatchObject({ head: true, relation: 'head' })
    const made = await world.as('ratna').post('/api/households/search', { text: 'zainal' })
    expect(made.body.rows).toMatchObject([{ headName: 'ROHANA', memberCount: 2 }])
  })

  test('is withdrawn: untouched families leave, those with work on them are listed', async () => {
    const url = `/api/imports/${id}/withdraw`
    const done = await world.as('ratna').post(url, { reason: 'daftar tahun yang keliru' })
    expect(done.body.state).toBe('withdrawn')
    // The family of AHMAD SALEH is also known from the list of persons.
    expect(done.body).toMatchObject({ householdsTakenOut: 7, reliedOnCount: 1 })
    expect((await world.as('ratna').get('/api/households')).body.total).toBe(2)
    const again = await world.as('ratna').upload('/api/imports', { name: 'x.csv', bytes: family })
    expect(again.body.known).toBe(false)
  })
})

describe('a file', () => {
  test('as a workbook says the same as its text', async () => {
    const rows: string[][] = []
    for (const line of persons.toString('utf8').trim().split('\n')) {
      rows.push(line.split(';').map((cell) => cell.replaceAll('"', '')))
    }
    const bytes = await writeXlsx({ sheets: [{ name: 'data', rows }] })
    const id = await check('individu.xlsx', bytes)
    expect(await show(id)).toMatchObject({ container: 'xlsx', format: 'p3ke-person', dataRows: 5 })
  })

  test('that holds a number which may be a real person is refused by the demonstration', async () => {
    const real = family.toString('utf8').replace('1901991203700001', '1901021203700001')
    const id = await check('asli.csv', Buffer.from(real))
    const shown = await show(id)
    expect(shown).toMatchObject({
      state: 'refused',
      problemCode: 'sources.real-list-in-demonstration',
      rowCount: 0,
    })
    const kept = readVerbatimRows(world.house, world.tenantId, id)
    expect((await kept.next()).done).toBe(true)
  })

  test('that a killed server left behind is swept at the next start; one that waits is not', async () => {
    const bytes = Buffer.from(`${family.toString('utf8')}\n`)
    const sent = await world.as('ratna').upload('/api/imports', { name: 'lagi.csv', bytes })
    const { dataDirectory } = world.house.config
    const orphan = incomingPath(dataDirectory, '00000000-0000-7000-8000-00000000dead')
    await writeFile(orphan, 'sisa')
    await writeFile(`${orphan}.part`, 'sisa')
    const swept = await sweepIncoming(world.house, new Date(Date.now() + 60_000))
    expect(swept.removed).toBe(2)
    expect(await readdir(incomingFolder(dataDirectory))).toEqual([sent.body.id])
    await drainJobs(world.house)
    expect((await show(sent.body.id)).state).toBe('checked')
    expect(await readdir(incomingFolder(dataDirectory))).toEqual([])
  })

  test('without a header, broken, or empty is refused with words, never with a bug', async () => {
    const before = world.failures.length
    for (const bytes of [Buffer.from('apa saja\n1,2\n'), Buffer.from('PK\u0003\u0004 no zip')]) {
      const id = await check('salah.xlsx', bytes)
      expect((await show(id)).state).toBe('refused')
    }
    const empty = await world
      .as('ratna')
      .upload('/api/imports', { name: 'kosong.csv', bytes: Buffer.alloc(0) })
    expect(empty.status).toBe(422)
    expect(world.failures.length).toBe(before)
  })
})
