import type { Chance } from './chance.ts'

/** What is wrong in one row of a list. Several may be; of the number only one. */
export type RowErrors = {
  readonly nationalId?: 'typo' | 'family-card' | 'empty'
  readonly name?: true
  readonly birthDate?: true
  readonly labels?: true
  /** ID Keluarga lost its leading zeros: a spreadsheet took it for a number. */
  readonly lostZeros?: true
  /** The same address in other words. */
  readonly address?: true
}

/** Shares of rows with each error: the minimum, a little more. */
export const errorShares = {
  typo: 0.0415,
  'family-card': 0.0158,
  empty: 0.0312,
  name: 0.255,
  birthDate: 0.083,
  labels: 0.105,
  lostZeros: 0.0312,
} as const

/** Errors for rows by position; counts are exact, not chance, so that a minimum holds. */
export function planErrors(rows: readonly unknown[], chance: Chance): RowErrors[] {
  // Exact doubles repeat a row: a share of all rows is a share of the others, and a reserve.
  const count = (share: number) => Math.ceil(share * rows.length * 1.035)
  const marks: Marks[] = rows.map(() => ({}))
  const order = chance.shuffled(marks)
  for (const kind of ['typo', 'family-card', 'empty'] as const) {
    for (const mark of order.splice(0, count(errorShares[kind]))) mark.nationalId = kind
  }
  for (const kind of ['name', 'birthDate', 'labels', 'lostZeros'] as const) {
    for (const mark of chance.shuffled(marks).slice(0, count(errorShares[kind]))) mark[kind] = true
  }
  return marks
}

type Marks = { -readonly [Key in keyof RowErrors]: RowErrors[Key] }

/** Errors of one person who is not a head: each by its share. */
export function drawErrors(chance: Chance): RowErrors {
  const shares = errorShares
  const number = chance.weighted<RowErrors['nationalId']>([
    [undefined, 1 - shares.typo - shares['family-card'] - shares.empty],
    ['typo', shares.typo],
    ['family-card', shares['family-card']],
    ['empty', shares.empty],
  ])
  return {
    ...(number === undefined ? {} : { nationalId: number }),
    ...(chance.happens(shares.name) ? { name: true } : {}),
    ...(chance.happens(shares.birthDate) ? { birthDate: true } : {}),
    ...(chance.happens(shares.labels) ? { labels: true } : {}),
  }
}

/**
 * Sixteen digits with one wrong, nobody else's in the list: two families that share a number are
 * not both paid, and the story says what each is paid. `taken` grows by the number.
 */
export function mistypeNumber(number: string, chance: Chance, taken: Set<string>): string {
  for (;;) {
    const wrong = mistypeOnce(number, chance)
    if (taken.has(wrong)) continue
    taken.add(wrong)
    return wrong
  }
}

/**
 * The first six digits stay: they carry the mark of synthetic people, and a list with other regions
 * is refused by the demonstration.
 */
function mistypeOnce(number: string, chance: Chance): string {
  const at = chance.between(6, 15)
  if (chance.happens(0.2) && number[at - 1] !== number[at] && at > 6) {
    return number.slice(0, at - 1) + number[at] + number[at - 1] + number.slice(at + 1)
  }
  const wrong = (Number(number[at]) + chance.between(1, 9)) % 10
  return number.slice(0, at) + wrong + number.slice(at + 1)
}

/** Another day than the true one: swapped, a year off, a day off, or rounded to 1 January. */
export function mistakeBirth(bornOn: string, chance: Chance): string {
  const [year = '', month = '', day = ''] = bornOn.split('-')
  const swapped = `${year}-${day}-${month}`
  if (Number(day) <= 12 && day !== month && chance.happens(0.5)) return swapped
  const rounded = `${year}-01-01`
  if (chance.happens(0.2) && rounded !== bornOn) return rounded
  if (chance.happens(0.5)) {
    const other = Number(year) + chance.pick([-10, -2, -1, 1])
    return `${other}-${month}-${month === '02' ? '15' : day}`
  }
  const near = Number(day) > 15 ? Number(day) - 1 : Number(day) + 1
  return `${year}-${month}-${String(near).padStart(2, '0')}`
}

/** The same door in other words. */
export function rewordAddress(address: string, chance: Chance): string {
  const short = address.replace('Jl.', 'Jalan').replace('No. ', 'No.')
  return chance.pick([
    short,
    address.replace(/RT 0+/, 'RT').replace(/RW 0+/, 'RW'),
    address.replace(/ RT .*/, ''),
    address.toUpperCase(),
    address.replace(/ No\. \d+/, ''),
  ])
}
