import { expect, test } from 'vitest'
import { guessKinds, type SampledColumn } from './guess-kinds.ts'

const rows = 100

function column(name: string, value: (row: number) => string): SampledColumn {
  return { name, values: Array.from({ length: rows }, (_, row) => value(row)) }
}

const two = (number: number) => String(number).padStart(2, '0')
const words = ['SITI', 'BUDI', 'RATNA', 'TONO', 'MAYA', 'WAYAN', 'SARI', 'AGUS', 'NUR', 'EKO']
const wordOf = (row: number) => `${words[row % 10]}${'BCDFGHJKLM'[Math.floor(row / 10)]}A`
const serial = (row: number) => String(row + 1).padStart(4, '0')
// Every second one of a woman: 40 on the day.
const nik = (row: number) => {
  const born = [(row % 28) + 1 + (row % 2) * 40, (row % 12) + 1, row % 100].map(two).join('')
  return `190199${born}${serial(row)}`
}
const card = (row: number) => `190199${two((row % 28) + 1)}0619${serial(row % 40)}`
const day = (row: number) => `19${two(row % 100)}-${two((row % 12) + 1)}-${two((row % 28) + 1)}`

const id = column('row_id', (row) => `r${row}`)

/** What one column beside an id is taken for. */
function kindOf(name: string, value: (row: number) => string): string | undefined {
  return guessKinds([id, column(name, value)]).columns[0]?.kind
}

test.each([
  ['NIK', nik, 'nik'],
  ['No. KTP', nik, 'nik'],
  ['No KK', card, 'family-card'],
  ['Nomor Kartu Keluarga', card, 'family-card'],
  ['Nama Lengkap', (row: number) => `${wordOf(row)} ${wordOf(row + 7)}`, 'full-name'],
  ['nama_ibu_kandung', wordOf, 'full-name'],
  ['nama_depan', wordOf, 'given-name'],
  ['given_name', wordOf, 'given-name'],
  ['firstName', wordOf, 'given-name'],
  ['Last Name', wordOf, 'surname'],
  ['marga', wordOf, 'surname'],
  ['tglLahir', day, 'date'],
  ['date_of_birth', (row: number) => day(row).replaceAll('-', ''), 'date'],
  ['Tanggal Lahir', (row: number) => day(row).split('-').reverse().join('/'), 'date'],
  ['Tempat Lahir', wordOf, 'place'],
  ['Kecamatan', wordOf, 'place'],
  ['suburb', wordOf, 'place'],
  ['Alamat', (row: number) => `JL. ${wordOf(row)} ${row}`, 'address'],
  ['address_2', (row: number) => `${wordOf(row)} park`, 'address'],
  ['No. HP', (row: number) => `0812${serial(row)}${serial(row)}`, 'phone'],
  ['e-mail', (row: number) => `${wordOf(row)}@example.org`, 'email'],
  ['Jenis Kelamin', (row: number) => (row % 2 === 0 ? 'L' : 'P'), 'category'],
  ['soc_sec_id', (row: number) => `18${serial(row)}7`, 'identifier'],
])('a heading %s promises what its values are', (name, value, kind) => {
  expect(kindOf(name, value)).toBe(kind)
})

test.each([
  ['kolom a', nik, 'nik'],
  ['kolom b', card, 'family-card'],
  ['kolom c', day, 'date'],
  ['kolom d', (row: number) => day(row).replaceAll('-', ''), 'date'],
  ['kolom e', (row: number) => `${wordOf(row)}@example.org`, 'email'],
  ['kolom f', (row: number) => `+62812${serial(row)}${serial(row)}`, 'phone'],
  ['kolom g', (row: number) => ['A', 'B', 'C'][row % 3] ?? '', 'category'],
  ['kolom h', (row: number) => `77${serial(row)}${row % 3}`, 'identifier'],
  ['kolom i', (row: number) => `${wordOf(row)} ${row}`, 'text'],
  // The heading promises something else than what stands below it.
  ['tgl_lahir', wordOf, 'text'],
  ['nama', (row: number) => `${wordOf(row)}@example.org`, 'email'],
  ['phone', (row: number) => `${wordOf(row)}@example.org`, 'email'],
])('values speak where the heading %s does not, or is wrong', (name, value, kind) => {
  expect(kindOf(name, value)).toBe(kind)
})

test('a column named for clusters is never compared nor an id', () => {
  for (const name of ['cluster', 'Cluster_ID', 'entity_id', 'true_id']) {
    const guess = guessKinds([column(name, (row) => `c${row}`), id, column('nama', wordOf)])
    expect(guess.id).toBe('row_id')
    expect(guess.columns.map((each) => each.name)).toEqual(['nama'])
    expect(guess.left).toEqual([{ name, because: 'says-who-is-who' }])
  }
})

test('the id is what names each row: its heading first, then its values', () => {
  const repeated = column('id', (row) => `r${row % 50}`)
  const other = column('berkas', (row) => `b${row}`)
  expect(guessKinds([repeated, other, column('nama', wordOf)]).id).toBe('berkas')
  expect(guessKinds([other, id]).id).toBe('row_id')
  // A NIK on every row is a person's number, not the row's.
  expect(guessKinds([column('nik', nik), column('nama', wordOf)]).id).toBeUndefined()
  expect(guessKinds([column('id', (row) => (row === 5 ? '' : `r${row}`))]).id).toBeUndefined()
})

test('what repeats another column, or says the same on every row, is not compared', () => {
  const name = column('nama', (row) => `${wordOf(row)} ${wordOf(row + 3)}`)
  const first = column('first_tok', wordOf)
  const same = column('provinsi', () => 'KEPULAUAN BANGKA BELITUNG')
  const none = column('catatan', () => '')
  expect(guessKinds([id, name, first, same, none]).left).toEqual([
    { name: 'first_tok', because: 'part-of-another', of: 'nama' },
    { name: 'provinsi', because: 'the-same-everywhere' },
    { name: 'catatan', because: 'nothing' },
  ])
})
