import { soundOf } from '../person-name.ts'
import type { Kind } from './kinds.ts'

/** Words before, behind or inside a name that are no part of it. */
const titles = new Set(
  (
    'H HJ HAJI HAJAH HJH KH KYAI KIAI UST USTADZ USTAD USTADZAH TGK TENGKU TUANKU DR DRS DRA DRG ' +
    'IR PROF BAPAK BPK IBU SDR SDRI TN NY NN ALM ALMH ALMARHUM ALMARHUMAH BIN BINTI BTE BT BTI ' +
    'MR MRS MS'
  ).split(' '),
)

/** Degrees as a last word; as a first word they may be somebody's name. */
const degrees = new Set('ST SE SH SPD SAG SKM SSOS SIP MM MSI MPD AMD SKOM B'.split(' '))

/** How the ways of an address are cut short. */
const ways = new Map(
  Object.entries({
    JALAN: 'JL JLN',
    DUSUN: 'DSN DS',
    GANG: 'GG',
    NOMOR: 'NO',
    KAMPUNG: 'KP KPG',
    STREET: 'ST STR',
    ROAD: 'RD',
    AVENUE: 'AV AVE',
  }).flatMap(([word, forms]) => forms.split(' ').map((form): [string, string] => [form, word])),
)

const plain = /^[A-Z0-9 ]*$/
const marks = /[\u0300-\u036f\u064b-\u065f\u0670'’‘`´]/g
const brackets = /\([^)]*\)|\[[^\]]*\]/g
const others = /[^\p{L}\p{N}\p{M}]+/gu

const mostNameWords = 6
const mostWords = 8

export function isNameKind(kind: Kind): boolean {
  return kind === 'full-name' || kind === 'given-name' || kind === 'surname'
}

/**
 * The words of a value in upper case without accents and marks: of a name without titles, degrees,
 * `bin` and what stands in brackets. Never empty when the text has a letter or a digit.
 */
export function wordsOfText(kind: Kind, text: string): string[] {
  const name = isNameKind(kind)
  const all = split(text.toUpperCase(), name)
  if (!name) return all.slice(0, mostWords)
  const last = all.length - 1
  const kept = all.filter(
    (word, at) => !titles.has(word) && !(at > 0 && at === last && degrees.has(word)),
  )
  return (kept.length === 0 ? all : kept).slice(0, mostNameWords)
}

function split(upper: string, name: boolean): string[] {
  if (plain.test(upper)) return upper.split(' ').filter((word) => word !== '')
  const bare = upper.normalize('NFD').replace(marks, '')
  const spaced = (name ? bare.replace(brackets, ' ') : bare).replace(others, ' ')
  const words = spaced.split(' ').filter((word) => word !== '')
  return words.length > 0 || !name ? words : split(upper.replace(/[()[\]]/g, ' '), false)
}

/** A word as it is compared: by its sound in names, written out in addresses. */
export function comparedWord(kind: Kind, word: string): string {
  if (isNameKind(kind)) return soundOf(word)
  return kind === 'address' ? (ways.get(word) ?? word) : word
}
