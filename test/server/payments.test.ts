import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwnerOf, type SeededDecree, seedDecree } from '../support/decree-seed.ts'
import {
  addCash,
  instruct,
  linesOf,
  makeRound,
  replyCsv,
  sendReply,
} from '../support/round-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let decree: SeededDecree
beforeAll(async () => {
  world = await openWorld()
  decree = await seedDecree(world, { families: 6, number: '188.45/1/2023' })
})
afterAll(() => world.close())

/** A fresh programme of cash and its first round, six families of Rp350,000. */
async function newRound(code: string, of: SeededDecree = decree) {
  const programmeId = await addCash(world, `UJI-${code}`)
  const made = await makeRound(world, { programmeId, decreeId: of.decreeId, roundNo: 1 })
  return { programmeId, id: made.body.id as string, made }
}

async function newInstructed(code: string) {
  const round = await newRound(code)
  const answer = await instruct(world, round.id, 2_100_000)
  expect(answer.body).toMatchObject({ state: 'instructed' })
  return round
}

async function moneyOf(id: string) {
  const { body } = await world.as('dewi').get(`/api/payment-rounds/${id}`)
  const { instructed, paid, returned, open } = body.money
  expect(paid.rupiah + returned.rupiah + open.rupiah).toBe(instructed.rupiah)
  return { paid: paid.rupiah, returned: returned.rupiah, open: open.rupiah }
}

describe('making and instructing a round', () => {
  test('a frozen decree gives one line a family, and the second person sends the exact sum', async () => {
    const { id, made } = await newRound('A')
    expect(made.body).toMatchObject({ lines: 6, unresolved: 0, rupiah: 2_100_000 })
    await world.as('tono').post(`/api/payment-rounds/${id}/propose`)
    const url = `/api/payment-rounds/${id}/instruct`
    const own = await world.as('tono').post(url, { rupiah: 2_100_000 })
    expect([own.status, own.body.code]).toEqual([403, 'payments.four-eyes'])
    const less = await world.as('yusuf').post(url, { rupiah: 2_000_000 })
    expect(less.body.code).toBe('payments.sum-differs')
    const right = await world.as('yusuf').post(url, { rupiah: 2_100_000 })
    expect(right.body.state).toBe('instructed')
    const again = await world.as('yusuf').post(url, { rupiah: 2_100_000 })
    expect(again.body.code).toBe('payments.wrong-state')
  })

  test('the database itself refuses one person for both acts', async () => {
    const { id } = await newRound('A2')
    const attack = asOwnerOf(world, (client) =>
      client.query(
        `update payment_round set state = 'instructed', proposed_by = $2, instructed_by = $2
         where id = $1`,
        [id, world.accountId('tono')],
      ),
    )
    await expect(attack).rejects.toThrow('payment_round_four_eyes')
  })

  test('a round is made once, in order, within the rounds of the programme', async () => {
    const { programmeId, id } = await newRound('B')
    const { decreeId } = decree
    const codes = async (roundNo: number) =>
      (await makeRound(world, { programmeId, decreeId, roundNo })).body.code
    expect(await codes(1)).toBe('payments.round-exists')
    expect(await codes(2)).toBe('payments.previous-missing')
    expect(await codes(4)).toBe('payments.round-too-high')
    await instruct(world, id, 2_100_000)
    expect(await codes(2)).toBeUndefined()
  })

  test('another decree with a family of this round cannot pay it again', async () => {
    const { programmeId } = await newInstructed('C')
    const second = await seedDecree(world, { families: 2, number: '188.45/2/2023' })
    await asOwnerOf(world, (client) =>
      client.query(
        `update person set national_id_index = (select national_id_index from person where id = $1)
         where id = $2`,
        [decree.families[0]?.headId, second.families[1]?.spouseId],
      ),
    )
    const made = await makeRound(world, { programmeId, decreeId: second.decreeId, roundNo: 1 })
    expect(made.body.unresolved).toBe(1)
    const [line] = await linesOf(world, made.body.id, '?show=unresolved')
    expect(line?.differences.map((each) => each.kind)).toEqual(['already-paid'])
    const url = `/api/payment-rounds/${made.body.id}/lines/${line?.id}/resolution`
    const pay = { resolution: 'pay', reason: 'Tetap dibayar saja' }
    expect((await world.as('tono').post(url, pay)).body.code).toBe(
      'payments.resolution-not-allowed',
    )
    const leave = { resolution: 'leave-out', reason: 'Sudah dibayar di keluarga lain' }
    expect((await world.as('tono').post(url, leave)).body.unresolved).toBe(0)
    expect((await instruct(world, made.body.id, 350_000)).body.state).toBe('instructed')
  })

  test('the guard refuses a second payment to a member also when the program is bypassed', async () => {
    const { id } = await newInstructed('D')
    const attack = asOwnerOf(world, (client) =>
      client.query(
        `insert into payment_guard select tenant_id, programme_id, round_no, kind, subject,
           round_id, line_id from payment_guard where round_id = $1 limit 1`,
        [id],
      ),
    )
    await expect(attack).rejects.toThrow('payment_guard_pkey')
    const release = asOwnerOf(world, (client) =>
      client.query('delete from payment_guard where round_id = $1', [id]),
    )
    await expect(release).rejects.toThrow('the round is instructed')
    const raise = asOwnerOf(world, (client) =>
      client.query('update payment_line set amount = amount + 1 where round_id = $1', [id]),
    )
    await expect(raise).rejects.toThrow('the round is no draft')
  })

  test('a cancelled round lets its families go', async () => {
    const { programmeId, id } = await newRound('E')
    await world.as('tono').post(`/api/payment-rounds/${id}/propose`)
    const cancel = { reason: 'Salah memilih keputusan' }
    await world.as('tono').post(`/api/payment-rounds/${id}/cancel`, cancel)
    const made = await makeRound(world, { programmeId, decreeId: decree.decreeId, roundNo: 1 })
    expect(made.body).toMatchObject({ lines: 6, unresolved: 0 })
    const references = new Set([
      ...(await linesOf(world, id)).map((line) => line.reference),
      ...(await linesOf(world, made.body.id)).map((line) => line.reference),
    ])
    expect(references.size).toBe(12)
  })
})

describe('what changed since the decree', () => {
  test('a dead payee, a merged family, a move and a reopened decision each wait for a person', async () => {
    const changed = await seedDecree(world, { families: 5, number: '188.45/3/2023' })
    const [dead, merged, moved, reopened, same] = changed.families
    await asOwnerOf(world, async (client) => {
      await client.query('update person set alive = false where id = $1', [dead?.headId])
      const merge = 'update household set alias_of = $1 where id = $2'
      await client.query(merge, [same?.householdId, merged?.householdId])
      const move = "update household set village_code = '19.01.02.2006' where id = $1"
      await client.query(move, [moved?.householdId])
      const reopen = "update decision set state = 'reopened' where household_id = $1"
      await client.query(reopen, [reopened?.householdId])
    })
    const { id, made } = await newRound('F', changed)
    expect(made.body.unresolved).toBe(5)
    const kinds = (await linesOf(world, id)).map((line) => line.differences.map((d) => d.kind))
    expect(kinds).toEqual([
      ['payee-dead'],
      ['family-merged'],
      ['family-moved'],
      ['decision-reopened'],
      ['member-shared'],
    ])
    const propose = await world.as('tono').post(`/api/payment-rounds/${id}/propose`)
    expect(propose.body).toMatchObject({ state: 'draft', unresolved: 5 })
    await resolveAll(id, dead?.spouseId ?? '')
    const money = await world.as('tono').get(`/api/payment-rounds/${id}`)
    expect(money.body).toMatchObject({ leftOut: 1, unresolved: 0 })
    expect((await instruct(world, id, 4 * 350_000)).body.state).toBe('instructed')
  })

  async function resolveAll(id: string, spouseId: string) {
    const url = (line: { id: string } | undefined) =>
      `/api/payment-rounds/${id}/lines/${line?.id}/resolution`
    const [dead, merged, moved, reopened] = await linesOf(world, id)
    const stranger = { resolution: 'replace-payee', payeePersonId: id, reason: 'Orang lain' }
    const wrong = await world.as('tono').post(url(dead), stranger)
    expect(wrong.body.code).toBe('payments.payee-not-member')
    const spouse = { ...stranger, payeePersonId: spouseId, reason: 'Istri kepala keluarga' }
    await world.as('tono').post(url(dead), spouse)
    // Leaving the merged family out also frees the family it was merged into.
    const leave = { resolution: 'leave-out', reason: 'Sama dengan keluarga lain' }
    await world.as('tono').post(url(merged), leave)
    const pay = { resolution: 'pay', reason: 'Masih di kabupaten yang sama' }
    await world.as('tono').post(url(moved), pay)
    const last = await world.as('tono').post(url(reopened), pay)
    expect(last.body.unresolved).toBe(0)
  }

  test('a payee who dies between proposal and instruction sends the round back', async () => {
    const late = await seedDecree(world, { families: 2, number: '188.45/4/2023' })
    const { id } = await newRound('G', late)
    await world.as('tono').post(`/api/payment-rounds/${id}/propose`)
    await asOwnerOf(world, (client) =>
      client.query('update person set alive = false where id = $1', [late.families[0]?.headId]),
    )
    const url = `/api/payment-rounds/${id}/instruct`
    const answer = await world.as('yusuf').post(url, { rupiah: 700_000 })
    expect(answer.body).toMatchObject({ state: 'draft', unresolved: 1 })
  })
})

describe('the files', () => {
  test('the instruction file holds the NIK in full as text, and its export is an event', async () => {
    const { id } = await newInstructed('H')
    const url = `/api/payment-rounds/${id}/instruction-file`
    const xlsx = await world.as('yusuf').post(url, { format: 'xlsx' })
    expect(xlsx.status).toBe(200)
    const { sheets } = await readXlsx(xlsx.bytes)
    expect(sheets[0]?.rows.length).toBe(7)
    expect(sheets[0]?.rows[1]?.[5]).toBe(decree.families[0]?.headNationalId)
    const csv = await world.as('yusuf').post(url, { format: 'csv' })
    expect(csv.bytes.toString()).toContain(decree.families[5]?.headNationalId ?? 'missing')
    expect((await world.as('ratna').post(url, { format: 'csv' })).status).toBe(403)
    const events = await world.as('maya').get('/api/events?page=1')
    const exports = events.body.rows.filter(
      (event: { name: string }) => event.name === 'payment-instruction.exported',
    )
    expect(exports.length).toBe(2)
    expect(JSON.stringify(events.body)).not.toContain(decree.families[0]?.headNationalId)
  })

  test('the instruction file, filled in by the channel, is read as its reply', async () => {
    const { id } = await newInstructed('I')
    const file = await world
      .as('yusuf')
      .post(`/api/payment-rounds/${id}/instruction-file`, { format: 'csv' })
    const [head, ...rows] = file.bytes.toString().trim().split('\r\n')
    const filled = rows.map((row, at) => (at < 4 ? row.replace(/;;$/, ';14/12/2023;DIBAYAR') : row))
    const reply = await sendReply(world, id, Buffer.from([head, ...filled].join('\r\n')))
    expect(reply.body).toMatchObject({ rows: 6, applied: 4, unchanged: 2, waiting: 0 })
    expect(await moneyOf(id)).toEqual({ paid: 1_400_000, returned: 0, open: 700_000 })
  })

  test('bad rows wait with a finding and good rows are taken; the same bytes change nothing', async () => {
    const { id } = await newInstructed('J')
    const [a, b, c, d, e] = (await linesOf(world, id)).map((line) => line.reference)
    const bytes = replyCsv([
      [a ?? '', 'Rp350.000', '2023-12-14', 'Dibayar'],
      [b ?? '', '305.000', '2023-12-14', 'Dibayar'],
      ['TUNAI-LAIN-1-000001-8', '350000', '2023-12-14', 'Dibayar'],
      [c ?? '', '350000', '2023-12-14', 'entahlah'],
      [d ?? '', '350000', '2023-12-14', 'Dibayar'],
      [d ?? '', '0', '', 'Meninggal'],
      [e ?? '', '', '2023-12-15', 'Pindah'],
      ['Jumlah', '2.100.000', '', ''],
    ])
    const first = await sendReply(world, id, bytes)
    expect(first.body).toMatchObject({ rows: 7, applied: 2, unchanged: 0, waiting: 5 })
    const codes = first.body.findings.map((f: { row: number; code: string }) => [f.row, f.code])
    expect(codes).toEqual([
      [3, 'payments.amount-differs'],
      [4, expect.stringMatching(/^payments\.reference-/)],
      [5, 'payments.outcome-unknown'],
      [6, 'payments.two-answers'],
      [7, 'payments.two-answers'],
    ])
    const expected = { paid: 350_000, returned: 350_000, open: 1_400_000 }
    expect(await moneyOf(id)).toEqual(expected)
    const again = await sendReply(world, id, bytes)
    expect(again.body).toMatchObject({ ...first.body, repeated: true })
    expect(await moneyOf(id)).toEqual(expected)
  })

  test('returned money is never paid again silently: a person says so, with a reason', async () => {
    const { id } = await newInstructed('K')
    const [line] = await linesOf(world, id)
    const row = (status: string) => [line?.reference ?? '', '350000', '2023-12-14', status]
    await sendReply(world, id, replyCsv([row('Tidak ditemukan')]))
    const late = await sendReply(world, id, replyCsv([row('Dibayar')]))
    expect(late.body).toMatchObject({ applied: 0, waiting: 1 })
    expect(late.body.findings[0].code).toBe('payments.paid-after-return')
    expect(await moneyOf(id)).toMatchObject({ paid: 0, returned: 350_000 })
    const url = `/api/payment-rounds/${id}/lines/${line?.id}/outcome`
    const said = { outcome: 'paid', on: '2023-12-14', reason: 'Bukti bayar diperlihatkan PT Pos' }
    expect((await world.as('tono').post(url, said)).status).toBe(200)
    expect(await moneyOf(id)).toMatchObject({ paid: 350_000, returned: 0 })
  })

  test('a file that is no table, or names no columns, changes nothing and says why', async () => {
    const { id } = await newInstructed('L')
    const broken = await sendReply(world, id, Buffer.from('PK\u0003\u0004 not a workbook'))
    expect([broken.status, broken.body.code]).toEqual([422, 'payments.reply-unreadable'])
    const other = await sendReply(world, id, Buffer.from('a;b;c\r\n1;2;3'))
    expect(other.body.code).toBe('payments.reply-columns-missing')
  })
})

describe('families that were found to be one after the first was paid', () => {
  /** Two decrees of one family each, without a NIK; the first is paid, then merged. */
  async function paidThenMerged(code: string, merge: 'into-unpaid' | 'into-paid') {
    const first = await seedDecree(world, { families: 1, number: `${code}-1` })
    const second = await seedDecree(world, { families: 1, number: `${code}-2` })
    const [paid] = first.families
    const [unpaid] = second.families
    if (paid === undefined || unpaid === undefined) throw new Error('no families')
    const ids = [paid.householdId, unpaid.householdId]
    await asOwnerOf(world, (client) =>
      client.query(
        'update person set national_id_index = null where household_id = any($1::uuid[])',
        [ids],
      ),
    )
    const { id, programmeId } = await newRound(code, first)
    expect((await instruct(world, id, 350_000)).body.state).toBe('instructed')
    const [from, into] = merge === 'into-unpaid' ? ids : [...ids].reverse()
    await asOwnerOf(world, (client) =>
      client.query('update household set alias_of = $2 where id = $1', [from, into]),
    )
    return makeRound(world, { programmeId, decreeId: second.decreeId, roundNo: 1 })
  }

  test.each(['into-unpaid', 'into-paid'] as const)('are not paid twice (%s)', async (merge) => {
    const made = await paidThenMerged(`SATU-${merge === 'into-paid' ? 'A' : 'B'}`, merge)
    expect(made.body.unresolved).toBe(1)
    const [line] = await linesOf(world, made.body.id)
    expect(line?.differences.map((each) => each.kind)).toContain('already-paid')
    const answer = await world.as('tono').post(`/api/payment-rounds/${made.body.id}/propose`)
    expect(answer.body).toMatchObject({ state: 'draft', unresolved: 1 })
  })
})

test('a member who came between proposal and instruction is guarded too', async () => {
  const joined = await seedDecree(world, { families: 1, number: 'susul-1' })
  const later = await seedDecree(world, { families: 1, number: 'susul-2' })
  const { id, programmeId } = await newRound('SUSUL', joined)
  expect((await world.as('tono').post(`/api/payment-rounds/${id}/propose`)).body.state).toBe(
    'proposed',
  )
  await asOwnerOf(world, (client) =>
    client.query(
      `update person set national_id_index = (select national_id_index from person where id = $1)
       where id = $2`,
      [later.families[0]?.headId, joined.families[0]?.spouseId],
    ),
  )
  const url = `/api/payment-rounds/${id}/instruct`
  expect((await world.as('yusuf').post(url, { rupiah: 350_000 })).body.state).toBe('instructed')
  const made = await makeRound(world, { programmeId, decreeId: later.decreeId, roundNo: 1 })
  expect(made.body.unresolved).toBe(1)
})

describe('the end of a round', () => {
  test('a round closes when no rupiah is open, and then nothing moves', async () => {
    const { id } = await newInstructed('M')
    const close = () => world.as('tono').post(`/api/payment-rounds/${id}/close`)
    expect((await close()).body.code).toBe('payments.lines-open')
    const lines = await linesOf(world, id)
    const rows = lines.map((line) => [line.reference, '350000', '2023-12-14', 'Dibayar'])
    await sendReply(world, id, replyCsv(rows))
    expect((await close()).body.state).toBe('closed')
    const late = await sendReply(world, id, replyCsv(rows.slice(1)))
    expect(late.body.code).toBe('payments.wrong-state')
  })

  test('a family shows what it was due and received, also under the name it was merged into', async () => {
    const { id } = await newInstructed('N')
    const [line] = await linesOf(world, id)
    const rows = [[line?.reference ?? '', '350000', '2023-12-14', 'Dibayar']]
    await sendReply(world, id, replyCsv(rows))
    const { body } = await world.as('dewi').get(`/api/households/${line?.householdId}/aid`)
    const own = body.rows.filter((row: { roundId: string }) => row.roundId === id)
    expect(own).toMatchObject([{ outcome: 'paid', amount: 350_000, outcomeOn: '2023-12-14' }])
  })

  test('filters and pages of lines agree with the counts', async () => {
    const { id } = await newInstructed('O')
    const [line] = await linesOf(world, id)
    const rows = [[line?.reference ?? '', '350000', '2023-12-14', 'Dibayar']]
    await sendReply(world, id, replyCsv(rows))
    expect((await linesOf(world, id, '?money=paid')).map((each) => each.id)).toEqual([line?.id])
    expect((await linesOf(world, id, '?outcome=open')).length).toBe(5)
    expect((await linesOf(world, id, '?area=19.01.02.2004')).length).toBe(3)
    expect((await linesOf(world, id, '?page=2')).length).toBe(0)
  })

  test('nothing of all this was a bug', () => {
    expect(world.failures).toEqual([])
  })
})
