import { readXlsx } from 'hucre/xlsx'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/new-id.ts'
import { sealRows } from '../../server/sources/verbatim-blocks.ts'
import { familiesOf } from '../support/decided-families.ts'
import type { Family } from '../support/families.ts'
import { betterAnswers } from '../support/visit-answers.ts'
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

const { listed, visited, accepted, confirmed, decisionOf, makeAlias } = familiesOf(() => world)

describe('the list that goes back', () => {
  const header = ['ID Keluarga', 'Kepala Keluarga', 'NIK']

  /** An entered list with a title line, one row a family, one waiting row and a total line. */
  async function listOf(
    format: 'csv' | 'xlsx',
    families: readonly Family[],
    third = '',
  ): Promise<string> {
    const importId = newId()
    const rows = [
      ['Daftar P3KE'],
      header,
      ...families.map((_, place) => [`000${place}`, `Kepala, ke-${place}`, third]),
      ['9999', 'Belum masuk', '1'],
      ['Jumlah', String(families.length)],
    ]
    await owner.query(
      `insert into entas.import (tenant_id, id, file_name, file_digest, file_bytes, format, unit,
         owner, state, header, mapping, row_count, data_rows, received_at)
       values (1, $1::uuid, $2, decode(md5($1::uuid::text), 'hex'), 1, $3, 'household', 'p3ke',
         'entered', $4, $5, $6, $7, now())`,
      [
        importId,
        `daftar.${format}`,
        format,
        JSON.stringify(header),
        JSON.stringify({ headerRow: 2, delimiter: ';', lineEnd: '\r\n', bom: false }),
        rows.length,
        families.length + 1,
      ],
    )
    const sealed = await sealRows(world.house.keyring.of(1), 1, {
      texts: rows.map((cells) => JSON.stringify(cells)),
    })
    await owner.query(
      `insert into entas.import_block (tenant_id, import_id, block_no, first_row, row_count, sealed)
       values (1, $1, 0, 1, $2, $3)`,
      [importId, rows.length, sealed],
    )
    const kinds = ['title', 'header', ...families.map(() => 'data'), 'data', 'total']
    for (const [place, kind] of kinds.entries()) {
      const family = kind === 'data' ? families[place - 2] : undefined
      const state = kind !== 'data' ? 'none' : family === undefined ? 'waiting' : 'good'
      await owner.query(
        `insert into entas.import_row (tenant_id, import_id, row_no, kind, state, household_id)
         values (1, $1, $2, $3, $4, $5)`,
        [importId, place + 1, kind, state, family?.householdId ?? null],
      )
    }
    return importId
  }

  test('carries result, reason, date and officer on each data row', async () => {
    const poor = await confirmed('Rosmiati')
    const moved = await confirmed('Sulaiman', { result: 'moved', answers: {} })
    const open = await accepted('Tarmizi')
    const importId = await listOf('csv', [poor, moved, open])
    const file = await world.as('ratna').post(`/api/imports/${importId}/return-file`)
    expect(file.status).toBe(200)
    const lines = file.bytes.toString('utf8').split('\r\n')
    expect(lines[0]).toBe('Daftar P3KE')
    expect(lines[1]).toBe('ID Keluarga;Kepala Keluarga;NIK;Hasil;Alasan;Tanggal;Petugas')
    expect(lines[2]).toMatch(/^0000;Kepala, ke-0;;Miskin ekstrem;.*Rp250\.000.*Rp351\.957/)
    expect(lines[2]).toMatch(/;2023-08-14;Budi Verifikator$/)
    expect(lines[3]).toContain(';Pindah;')
    expect(lines[4]).toContain(';Belum diputus;')
    expect(lines[5]).toContain(';Baris belum masuk;')
    expect(lines[6]).toBe('Jumlah;3')
    const events = await owner.query(
      `select count(*)::integer as n from entas.event
       where name = 'list.returned' and subject_id = $1`,
      [importId],
    )
    expect(events.rows[0].n).toBe(1)
    const denied = await world.as('maya').post(`/api/imports/${importId}/return-file`)
    expect(denied.status).toBe(403)
  })

  test('gives cells that look like formulas back as they came, and guards its own', async () => {
    const poor = await confirmed('Rumini')
    const importId = await listOf('csv', [poor], '=1+1')
    await owner.query(`update entas.account set name = '=Budi' where name = 'Budi Verifikator'`)
    const file = await world.as('ratna').post(`/api/imports/${importId}/return-file`)
    await owner.query(`update entas.account set name = 'Budi Verifikator' where name = '=Budi'`)
    const [, , line = ''] = file.bytes.toString('utf8').split('\r\n')
    expect(line).toMatch(/^0000;Kepala, ke-0;=1\+1;.*;'=Budi$/)
  })

  test('comes as XLSX when XLSX came', async () => {
    const poor = await confirmed('Ucok')
    const importId = await listOf('xlsx', [poor])
    const file = await world.as('ratna').post(`/api/imports/${importId}/return-file`)
    const book = await readXlsx(file.bytes)
    expect(book.sheets[0]?.rows[2]?.slice(0, 4)).toEqual([
      '0000',
      'Kepala, ke-0',
      null,
      'Miskin ekstrem',
    ])
  })

  test('is summed up with every data row in exactly one place', async () => {
    const poor = await confirmed('Vina')
    const better = await confirmed('Wawan', { answers: betterAnswers })
    const waiting = await accepted('Yusuf')
    const sent = await visited('Zaki')
    const alias = await listed('Vina')
    await makeAlias(alias.householdId, poor.householdId)
    await world.as('ratna').post('/api/decisions/propose-doubles')
    await world.as('hendra').post('/api/decisions/confirm', {
      ids: [(await decisionOf(alias.householdId)).id],
    })
    const importId = await listOf('csv', [poor, better, waiting, sent, alias])
    const { body } = await world.as('ratna').get(`/api/decisions/summary?importId=${importId}`)
    expect(body.listRows).toBe(6)
    expect(body.results).toMatchObject({ 'extremely-poor': 1, 'better-off': 1, double: 1 })
    expect(body.open).toMatchObject({ proposed: 1, visited: 1, waiting: 1 })
    const all = [...Object.values<number>(body.results), ...Object.values<number>(body.open)]
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(body.listRows)
  })
})
