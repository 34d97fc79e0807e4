import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '../kernel/plain-date.ts'
import { rupiah } from '../kernel/rupiah.ts'
import { moneyOf, moveOf, outcomes } from './outcome.ts'
import { isReference, lineReference, tidyReference } from './reference.ts'
import { type ReplyLine, readReply } from './reply.ts'
import { amountOf, dayOfText, outcomeOf } from './reply-values.ts'

const today = plainDate('2023-12-20')
const header = ['No', 'No. Referensi', 'Nama', 'Jumlah', 'Tanggal', 'Status']

function lineOf(lineNo: number, outcome: ReplyLine['outcome'] = 'open'): ReplyLine {
  const reference = lineReference({ programmeCode: 'TUNAI', roundNo: 2, lineNo })
  return { id: `line ${lineNo}`, reference, amount: rupiah(350_000), outcome, leftOut: false }
}

function read(rows: readonly (readonly string[])[], lines: readonly ReplyLine[]) {
  const reading = readReply({ rows: [header, ...rows], lines, kind: 'cash', today })
  if (reading === undefined) throw new Error('the header was not found')
  return reading
}

const row = (reference: string, amount: string, day: string, status: string) => [
  '1',
  reference,
  'Nama',
  amount,
  day,
  status,
]

describe('values of a reply', () => {
  test.each([
    ['350000', 350_000],
    ['Rp350.000', 350_000],
    ['Rp 350.000,00', 350_000],
    ['350,000.00', 350_000],
    ['1.802.850.000', 1_802_850_000],
    ['Rp350.000,-', 350_000],
    ['350.000,50', undefined],
    ['35.00.00', undefined],
    ['tiga ratus', undefined],
    ['-350000', undefined],
    ['3.5e5', undefined],
  ])('the amount of %s is %s', (text, amount) => {
    expect(amountOf(text)).toBe(amount)
  })

  test.each([
    ['2023-12-14', '2023-12-14'],
    ['14/12/2023', '2023-12-14'],
    ['14-12-2023 09:41', '2023-12-14'],
    ['31.02.2023', undefined],
    ['12/31/2023', undefined],
  ])('the day of %s is %s', (text, day) => {
    expect(dayOfText(text)).toBe(day)
  })

  test('a word that no channel is known to use is no outcome', () => {
    expect(outcomeOf('DIBAYAR.')).toBe('paid')
    expect(outcomeOf('entah')).toBeUndefined()
    expect(outcomeOf('constructor')).toBeUndefined()
  })

  test('one wrong digit in a reference shows', () => {
    const digits = fc.record({ roundNo: fc.integer({ min: 1, max: 60 }), lineNo: fc.nat(999_999) })
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (made, where, more) => {
        const reference = lineReference({ programmeCode: 'TUNAI', ...made })
        expect(isReference(reference)).toBe(true)
        const places = [...reference.matchAll(/\d/g)].map((match) => match.index)
        const at = places[where % places.length] ?? 0
        const wrong = (Number(reference[at]) + more) % 10
        expect(isReference(`${reference.slice(0, at)}${wrong}${reference.slice(at + 1)}`)).toBe(
          false,
        )
      }),
    )
  })
})

describe('reading a reply', () => {
  test('every row is taken, unchanged, or waits with a finding: none is lost', () => {
    const lines = Array.from({ length: 8 }, (_, at) =>
      lineOf(at + 1, outcomes[at % outcomes.length]),
    )
    const someRow = fc.record({
      line: fc.integer({ min: 0, max: 10 }),
      amount: fc.constantFrom('350000', 'Rp350.000', '0', '', '305000', 'x'),
      day: fc.constantFrom('14/12/2023', '', '99/99/9999', '2024-01-01'),
      status: fc.constantFrom(
        'Dibayar',
        'Diterima',
        'Pindah',
        'Retur',
        'Belum',
        'apa',
        '',
        'Wafat',
      ),
    })
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 30 }), (some) => {
        const rows = some.map((each) =>
          row(
            lines[each.line]?.reference ?? 'ASING-1-000001-1',
            each.amount,
            each.day,
            each.status,
          ),
        )
        const reading = read(rows, lines)
        expect(reading.updates.length + reading.unchanged + reading.waiting).toBe(reading.rows)
        expect(reading.rows).toBe(rows.length)
        const waits = new Set(
          reading.findings.filter((each) => each.severity === 'wait').map((each) => each.row),
        )
        if (reading.waiting > 0) expect(waits.size).toBeGreaterThan(0)
        expect(new Set(reading.updates.map((each) => each.id)).size).toBe(reading.updates.length)
        for (const update of reading.updates) {
          const before = lines.find((line) => line.id === update.id)?.outcome ?? 'open'
          expect(['apply', 'look']).toContain(moveOf(before, update.outcome))
        }
      }),
    )
  })

  test('what was taken is unchanged when it is said again', () => {
    const paid = [row(lineOf(1).reference, '350000', '14/12/2023', 'Dibayar')]
    const [update] = read(paid, [lineOf(1)]).updates
    expect(update).toEqual({ id: 'line 1', outcome: 'paid', on: '2023-12-14' })
    expect(read(paid, [lineOf(1, 'paid')])).toMatchObject({ updates: [], unchanged: 1, waiting: 0 })
  })

  test('the same answer twice counts once and is shown; two answers both wait', () => {
    const said = (status: string) => row(lineOf(1).reference, '350000', '14/12/2023', status)
    const twice = read([said('Dibayar'), said('Dibayar')], [lineOf(1)])
    expect(twice).toMatchObject({ unchanged: 1, waiting: 0 })
    expect(twice.findings).toMatchObject([{ row: 3, code: 'payments.row-twice', severity: 'look' }])
    const two = read([said('Dibayar'), said('Retur')], [lineOf(1)])
    expect(two).toMatchObject({ updates: [], waiting: 2 })
  })

  test('money that was paid and comes back is taken and shown; the other way round it waits', () => {
    const said = (status: string) => [row(lineOf(1).reference, '350000', '14/12/2023', status)]
    const back = read(said('Retur'), [lineOf(1, 'paid')])
    expect(back.updates.length).toBe(1)
    expect(back.findings.map((each) => each.code)).toEqual(['payments.returned-after-paid'])
    const again = read(said('Dibayar'), [lineOf(1, 'returned')])
    expect(again).toMatchObject({ updates: [], waiting: 1 })
  })

  test('a reference is found however it was typed, a mistyped one is told from a foreign one', () => {
    const { reference } = lineOf(1)
    expect(tidyReference(` ${reference.toLowerCase().replaceAll('-', ' – ')} `)).toBe(reference)
    const mistyped = reference.replace('000001', '000002')
    const foreign = lineReference({ programmeCode: 'LAIN', roundNo: 1, lineNo: 1 })
    const codes = read(
      [mistyped, foreign, ''].map((each) => row(each, '350000', '', 'Dibayar')),
      [lineOf(1)],
    ).findings.map((each) => each.code)
    expect(codes).toEqual([
      'payments.reference-mistyped',
      'payments.reference-unknown',
      'payments.reference-missing',
    ])
  })

  test('title lines, a second header and a total line are no rows', () => {
    const rows = [
      ['BALASAN PEMBAYARAN'],
      [],
      header,
      row(lineOf(1).reference, '350000', '14/12/2023', 'Dibayar'),
      header,
      ['Jumlah', '', '', '350.000', '', ''],
    ]
    const reading = readReply({ rows, lines: [lineOf(1)], kind: 'cash', today })
    expect(reading).toMatchObject({ rows: 1, waiting: 0 })
  })

  test('a parcel needs no amount, and no outcome of a file without columns is guessed', () => {
    const rows = [header, row(lineOf(1).reference, '', '14/12/2023', 'Diterima')]
    const parcel = readReply({ rows, lines: [lineOf(1)], kind: 'in-kind', today })
    expect(moneyOf[parcel?.updates[0]?.outcome ?? 'open']).toBe('paid')
    expect(readReply({ rows: [['a', 'b']], lines: [], kind: 'cash', today })).toBeUndefined()
  })
})
