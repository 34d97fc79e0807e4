import { labelKey } from './label-key.ts'
import { labelTables } from './parameters/p3ke-label-tables.ts'

export type LabelTable = keyof typeof labelTables

type Matcher = {
  readonly whole: ReadonlyMap<string, string>
  readonly words: readonly (readonly [string, string])[]
}

const matchers: ReadonlyMap<string, Matcher> = new Map(
  Object.entries(labelTables).map(([name, table]) => [name, matcherOf(table)]),
)

/** The canonical code of a label, or undefined when nobody understands it. Empty text has none. */
export function codeOfLabel(table: LabelTable, label: string): string | undefined {
  const key = labelKey(label)
  const matcher = matchers.get(table)
  if (key === '' || matcher === undefined) return undefined
  const whole = matcher.whole.get(key)
  if (whole !== undefined) return whole
  const padded = ` ${key} `
  const word = matcher.words.find(([part]) => padded.includes(` ${part} `))
  return word?.[1] ?? slipOf(matcher, key)
}

function matcherOf(table: Readonly<Record<string, readonly string[]>>): Matcher {
  const whole = new Map<string, string>()
  const words: (readonly [string, string])[] = []
  for (const [code, labels] of Object.entries(table)) {
    for (const label of labels) {
      if (label.endsWith('*')) words.push([label.slice(0, -1), code])
      else if (!whole.has(label)) whole.set(label, code)
    }
  }
  return { whole, words }
}

/** One letter wrong, missing, too many, or two swapped, in a label of five letters or more. */
function slipOf(matcher: Matcher, key: string): string | undefined {
  if (key.length < 5) return undefined
  const codes = new Set<string>()
  for (const [label, code] of matcher.whole) {
    if (label.length >= 5 && oneSlipApart(label, key)) codes.add(code)
  }
  const [only, second] = codes
  return second === undefined ? only : undefined
}

function oneSlipApart(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false
  let start = 0
  while (start < left.length && left[start] === right[start]) start++
  const tail = (text: string, skip: number) => text.slice(start + skip)
  if (tail(left, 1) === tail(right, 1)) return true
  if (tail(left, 1) === tail(right, 0) || tail(left, 0) === tail(right, 1)) return true
  const swapped = left[start] === right[start + 1] && left[start + 1] === right[start]
  return swapped && tail(left, 2) === tail(right, 2)
}
