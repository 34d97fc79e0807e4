import type { Kind } from '../../core/matching/engine/kinds.ts'
import { createJaroWinkler } from '../../core/matching/strings/jaro-winkler.ts'
import { createOsa } from '../../core/matching/strings/osa.ts'
import { type Texts, textsOf } from '../../core/matching/strings/texts.ts'
import type { PairFeatures } from './cross-validate.ts'
import { isName, isNumber, type QuickColumn, type QuickTable } from './quick-table.ts'

type Feature = (left: number, right: number) => number

/** What can be seen of pairs column by column; NaN where one side is missing. */
export function quickFeatures(
  table: QuickTable,
  { left, right }: { readonly left: Uint32Array; readonly right: Uint32Array },
): PairFeatures {
  const features = [
    ...table.columns.flatMap((column) => featuresOf(column, table.rows)),
    ...acrossColumns(table),
  ]
  const width = features.length
  const values = new Float32Array(left.length * width)
  for (let pair = 0; pair < left.length; pair++) {
    const [one, other] = [left[pair] ?? 0, right[pair] ?? 0]
    for (const [at, feature] of features.entries()) {
      values[pair * width + at] = feature(one, other)
    }
  }
  return { left, right, width, values }
}

const jaro = createJaroWinkler()
const osa = createOsa()

function featuresOf(column: QuickColumn, rows: number): Feature[] {
  const { kind, texts, held } = column
  const encoded = textsOf(texts)
  const both = (feature: Feature): Feature => {
    return (left, right) => {
      return texts[left] === '' || texts[right] === '' ? Number.NaN : feature(left, right)
    }
  }
  const rarity = both((left, right) =>
    texts[left] === texts[right] ? Math.log(rows / (held.get(texts[left] ?? '') ?? 1)) : -1,
  )
  const common = both((left, right) => {
    return Math.log((held.get(texts[left] ?? '') ?? 1) * (held.get(texts[right] ?? '') ?? 1))
  })
  const edits = both((left, right) => osa.distance(encoded, left, right, 9))
  if (kind === 'category') return [rarity]
  if (kind === 'date') return [rarity, edits, ...dateFeatures(texts).map(both)]
  const alike = both((left, right) => jaro.between(encoded, left, right))
  const basic = [rarity, common, edits, alike]
  if (isNumber(kind) || kind === 'email') return [...basic, ...halves(texts).map(both)]
  return [...basic, ...wordFeatures(texts, rows).map(both)]
}

function dateFeatures(texts: readonly string[]): Feature[] {
  const part = (from: number, to: number): Feature => {
    const number = (row: number) => Number((texts[row] ?? '').slice(from, to))
    return (left, right) => Math.abs(number(left) - number(right))
  }
  const swapped: Feature = (left, right) => {
    const text = texts[right] ?? ''
    return texts[left] === text.slice(0, 4) + text.slice(6) + text.slice(4, 6) ? 1 : 0
  }
  const heap: Feature = (left, right) => {
    const heaped = (row: number) => Number((texts[row] ?? '').endsWith('0101'))
    return heaped(left) + heaped(right)
  }
  return [part(0, 4), part(4, 6), part(6, 8), swapped, heap]
}

function halves(texts: readonly string[]): Feature[] {
  const same = (cut: (text: string) => string): Feature => {
    return (left, right) => Number(cut(texts[left] ?? '') === cut(texts[right] ?? ''))
  }
  return [same((text) => text.slice(0, 6)), same((text) => text.slice(6, 12))]
}

/** Word by word: the best partner of each, how rare what they share is, numbers in addresses. */
function wordFeatures(texts: readonly string[], rows: number): Feature[] {
  const words = new Map<string, number>()
  const held: number[] = []
  const inRow = texts.map((text) =>
    text.split(' ').map((word) => {
      const number = words.get(word) ?? words.size
      words.set(word, number)
      held[number] = (held[number] ?? 0) + 1
      return number
    }),
  )
  const encoded = textsOf([...words.keys()])
  const rarity = (word: number) => Math.log(rows / (held[word] ?? 1))
  const sides = (left: number, right: number) => {
    const [one, other] = [inRow[left] ?? [], inRow[right] ?? []]
    return one.length <= other.length ? { one, other } : { one: other, other: one }
  }
  const shared: Feature = (left, right) => {
    const { one, other } = sides(left, right)
    return one.reduce((sum, word) => sum + (other.includes(word) ? rarity(word) : 0), 0)
  }
  const unshared: Feature = (left, right) => {
    const { one, other } = sides(left, right)
    return one.reduce((sum, word) => sum + (other.includes(word) ? 0 : rarity(word)), 0)
  }
  const bestMean: Feature = (left, right) => {
    const { one, other } = sides(left, right)
    return one.reduce((sum, word) => sum + bestOf(encoded, word, other), 0) / one.length
  }
  const worst: Feature = (left, right) => {
    const { one, other } = sides(left, right)
    return one.reduce((least, word) => Math.min(least, bestOf(encoded, word, other)), 1)
  }
  const more: Feature = (left, right) => {
    const { one, other } = sides(left, right)
    return other.length - one.length
  }
  return [shared, unshared, bestMean, worst, more, cutEqual(texts), numbersEqual(texts)]
}

function bestOf(encoded: Texts, word: number, others: readonly number[]): number {
  let best = 0
  for (const other of others) best = Math.max(best, jaro.between(encoded, word, other))
  return best
}

/** Equal letters in any order of words and without spaces: joined and reversed names. */
function cutEqual(texts: readonly string[]): Feature {
  const joined = texts.map((text) => text.replaceAll(' ', ''))
  const sorted = texts.map((text) => text.split(' ').sort().join(''))
  return (left, right) => {
    return Number(joined[left] === joined[right]) + 2 * Number(sorted[left] === sorted[right])
  }
}

function numbersEqual(texts: readonly string[]): Feature {
  const numbers = texts.map((text) => text.replace(/\D/g, ''))
  return (left, right) => {
    if (numbers[left] === '' || numbers[right] === '') return Number.NaN
    return Number(numbers[left] === numbers[right])
  }
}

/** A KK where the NIK should be, the birth date in the other's NIK, given and last name swapped. */
function acrossColumns({ columns }: QuickTable): Feature[] {
  const textsOfKind = (kind: Kind) => columns.find((column) => column.kind === kind)?.texts
  const nik = textsOfKind('nik')
  const card = textsOfKind('family-card')
  const date = textsOfKind('date')
  const features: Feature[] = []
  if (nik !== undefined && card !== undefined) {
    features.push((left, right) => {
      const isCard = (one: number, other: number) => nik[one] !== '' && nik[one] === card[other]
      return Number(isCard(left, right)) + Number(isCard(right, left))
    })
  }
  if (nik !== undefined && date !== undefined) {
    const born = nik.map((text) => (text.length === 16 ? bornOf(text) : ''))
    const short = date.map((text) => text.slice(2))
    features.push((left, right) => {
      const says = (one: number, other: number) => {
        if (born[one] === '' || short[other] === '') return 0.5
        return Number(born[one] === short[other])
      }
      return says(left, right) + says(right, left)
    })
  }
  const names = columns.filter(({ kind }) => isName(kind))
  const [given, last] = names
  if (given?.kind === 'given-name' && last?.kind === 'surname') {
    const [one, other] = [given.texts, last.texts]
    const whole = textsOf(one.map((text, row) => `${text} ${other[row]}`))
    features.push((left, right) => jaro.between(whole, left, right))
    features.push((left, right) => {
      return Number(one[left] === other[right]) + Number(other[left] === one[right])
    })
  }
  return features
}

/** Year, month and day within a NIK, a woman's day without the 40. */
function bornOf(nik: string): string {
  const day = Number(nik.slice(6, 8))
  const own = String(day > 40 ? day - 40 : day).padStart(2, '0')
  return nik.slice(10, 12) + nik.slice(8, 10) + own
}
