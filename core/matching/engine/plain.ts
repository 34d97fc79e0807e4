import { createJaroWinkler } from '../strings/jaro-winkler.ts'
import { type Column, valueText } from '../table/column.ts'
import type { Compare } from './found.ts'
import type { Kind } from './kinds.ts'
import { NumberList, sharedCodes, sharedNumbers } from './shared-arrays.ts'

/** A column of values taken as they are, in upper case. In memory that workers share. */
export type Plain = {
  readonly shape: 'plain'
  readonly letters: Uint16Array
  readonly starts: Uint32Array
  /** How far the part before an `@` reaches; 0 where there is none. */
  readonly heads: Uint16Array
  /** Only equal or not: the value is one of a few. */
  readonly category: boolean
}

export const plainLevels = [
  'missing',
  'equal',
  'same-user',
  'similar',
  'alike',
  'different',
] as const

const levels = { sameUser: 2, similar: 3, alike: 4, different: 5 }

export function preparePlain(kind: Kind, column: Column): Plain {
  const letters = new NumberList()
  const starts = sharedNumbers(new Uint32Array(column.size + 1))
  const heads = sharedCodes(new Uint16Array(column.size))
  for (let value = 1; value < column.size; value += 1) {
    const text = valueText(column, value).toUpperCase()
    for (let at = 0; at < text.length; at += 1) letters.push(text.charCodeAt(at))
    starts[value + 1] = letters.length
    heads[value] = Math.max(0, text.indexOf('@'))
  }
  const category = kind === 'category'
  return { shape: 'plain', letters: sharedCodes(letters.view()), starts, heads, category }
}

const similarFrom = 0.94
const alikeFrom = 0.85
const shortestUser = 4

/** Compares values letter by letter; of mail addresses first the part before the `@`. Symmetric. */
export function comparePlain(field: Plain): Compare {
  const { letters, starts, heads } = field
  const texts = { codes: letters, starts }
  const jaroWinkler = createJaroWinkler()

  function hasSameUser(left: number, right: number): boolean {
    const length = heads[left] ?? 0
    if (length < shortestUser || length !== heads[right]) return false
    return startAlike(left, right, length)
  }

  function startAlike(left: number, right: number, length: number): boolean {
    const a = starts[left] ?? 0
    const b = starts[right] ?? 0
    for (let at = 0; at < length; at += 1) if (letters[a + at] !== letters[b + at]) return false
    return true
  }

  return (left, right, found) => {
    found.chance = 0
    const n = (starts[left + 1] ?? 0) - (starts[left] ?? 0)
    const m = (starts[right + 1] ?? 0) - (starts[right] ?? 0)
    if (n === m && startAlike(left, right, n)) found.level = 1
    else if (field.category) found.level = levels.different
    else if (hasSameUser(left, right)) found.level = levels.sameUser
    else {
      const similarity = jaroWinkler.between(texts, left, right)
      if (similarity >= similarFrom) found.level = levels.similar
      else found.level = similarity >= alikeFrom ? levels.alike : levels.different
    }
  }
}
