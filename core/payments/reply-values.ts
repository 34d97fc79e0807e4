import { type PlainDate, parsePlainDate, plainDateOf } from '../kernel/plain-date.ts'
import type { Outcome } from './outcome.ts'

/** Words that channels write for an outcome, in small letters without punctuation. */
const outcomeWords: Readonly<Record<string, Outcome>> = {
  dibayar: 'paid',
  terbayar: 'paid',
  'sudah dibayar': 'paid',
  bayar: 'paid',
  cair: 'paid',
  sukses: 'paid',
  berhasil: 'paid',
  lunas: 'paid',
  paid: 'paid',
  diserahkan: 'delivered',
  diterima: 'delivered',
  diantar: 'delivered',
  terkirim: 'delivered',
  delivered: 'delivered',
  menolak: 'refused',
  'penerima menolak': 'refused',
  refused: 'refused',
  'tidak ditemukan': 'not-found',
  'alamat tidak ditemukan': 'not-found',
  'tidak dikenal': 'not-found',
  'not found': 'not-found',
  pindah: 'moved',
  moved: 'moved',
  meninggal: 'dead',
  'meninggal dunia': 'dead',
  wafat: 'dead',
  dead: 'dead',
  kembali: 'returned',
  dikembalikan: 'returned',
  retur: 'returned',
  'gagal bayar': 'returned',
  'gagal salur': 'returned',
  returned: 'returned',
  'belum dibayar': 'open',
  'belum diambil': 'open',
  'belum datang': 'open',
  belum: 'open',
  open: 'open',
  'tidak diketahui': 'unknown',
  'tidak jelas': 'unknown',
  unknown: 'unknown',
}

/** The outcome that a channel's word means, or undefined for a word we do not know. */
export function outcomeOf(text: string): Outcome | undefined {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
  return Object.hasOwn(outcomeWords, words) ? outcomeWords[words] : undefined
}

/**
 * Whole rupiah of `350000`, `350.000`, `Rp 350.000,00`, `350,000.00`; undefined when the text is
 * no amount or has sen that are not zero.
 */
export function amountOf(text: string): number | undefined {
  const bare = text
    .replace(/\s/g, '')
    .replace(/^(rp|idr)\.?/i, '')
    .replace(/,-$/, '')
  const match = /^(\d{1,3}(?:([.,])\d{3}(?:\2\d{3})*)?|\d+)(?:[.,]0{1,2})?$/.exec(bare)
  if (match?.[1] === undefined) return undefined
  const value = Number(match[1].replace(/[.,]/g, ''))
  return Number.isSafeInteger(value) ? value : undefined
}

/** The day of `2023-12-14`, `14/12/2023`, `14-12-2023`, `14.12.2023`, also with a time behind. */
export function dayOfText(text: string): PlainDate | undefined {
  const day = text.trim().split(/[T ]/)[0] ?? ''
  const iso = parsePlainDate(day)
  if (iso !== undefined) return iso
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(day)
  if (match === null) return undefined
  return plainDateOf({ day: Number(match[1]), month: Number(match[2]), year: Number(match[3]) })
}
