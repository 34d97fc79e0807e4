import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOsa, osaDistance } from './osa.ts'
import { createAlphabet, textsOf } from './texts.ts'

/** The table of distances, row by row; characters of Unicode. */
function plainDistance(one: string, other: string): number {
  const [left, right] = [[...one], [...other]]
  const rows = [Array.from({ length: right.length + 1 }, (_, column) => column)]
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= left.length; row++) {
    rows[row] = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      rows[row]?.push(
        Math.min(
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          cell(row - 1, column - 1) + (same ? 0 : 1),
          row > 1 && column > 1 && swapped ? cell(row - 2, column - 2) + 1 : row + column,
        ),
      )
    }
  }
  return cell(left.length, right.length)
}

const letter = fc.constantFrom('A', 'B', 'C', 'D', 'é', 'ش', '𠮷', '😀')
const text = (maxLength: number) =>
  fc.array(letter, { maxLength, size: 'max' }).map((letters) => letters.join(''))
const anyText = fc.oneof(text(8), text(31), text(34), text(66), text(140))
const slips = fc.array(fc.tuple(fc.nat(140), letter, fc.nat(3)), { maxLength: 5 })
// A copy with slips, two neighbours swapped among them.
const similarTexts = fc.tuple(anyText, slips).map(([one, changes]): [string, string] => {
  const copy = [...one]
  for (const [place, char, kind] of changes) {
    const at = place % (copy.length + 1)
    if (kind > 1) copy.splice(at, 2, ...copy.slice(at, at + 2).reverse())
    else copy.splice(at, kind, char)
  }
  return [one, copy.join('')]
})
const pair = fc.oneof(similarTexts, fc.tuple(anyText, anyText))
const runs = { numRuns: 2000 }

test.each([
  ['CA', 'ABC', 3],
  ['SITI', 'STII', 1],
  ['KITTEN', 'SITTING', 3],
  ['A CAT', 'AN ABCT', 4],
  ['', '', 0],
  ['', 'ABC', 3],
  ['ABC', '', 3],
])('from %s to %s it is as published', (left, right, edits) => {
  expect(osaDistance(left, right)).toBe(edits)
})

test('it is what the table of distances says, at any length and for all of Unicode', () => {
  const kernel = createOsa()
  fc.assert(
    fc.property(pair, ([left, right]) => {
      const texts = textsOf([left, right])
      const expected = plainDistance(left, right)
      expect(kernel.distance(texts, 0, 1)).toBe(expected)
      expect(kernel.distance(texts, 1, 0)).toBe(expected)
    }),
    runs,
  )
})

test('a bound keeps every distance up to it and answers one more for all above', () => {
  const kernel = createOsa()
  fc.assert(
    fc.property(pair, fc.nat(12), ([left, right], atMost) => {
      const expected = Math.min(plainDistance(left, right), atMost + 1)
      expect(kernel.distance(textsOf([left, right]), 0, 1, atMost)).toBe(expected)
    }),
    runs,
  )
})

test('one against many finds what each pair alone finds, whichever side is prepared', () => {
  const kernel = createOsa()
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), (pairs) => {
      const strings = pairs.flat()
      const alphabet = createAlphabet()
      const texts = textsOf(strings, { alphabet, shared: true })
      const apart = textsOf(strings, { alphabet })
      strings.forEach((left, at) => {
        kernel.prepare(texts, at)
        strings.forEach((right, other) => {
          const expected = plainDistance(left, right)
          expect(kernel.against(texts, other)).toBe(expected)
          expect(kernel.against(apart, other)).toBe(expected)
          expect(kernel.against(texts, other, 2)).toBe(Math.min(expected, 3))
        })
      })
    }),
  )
})

test('it is none for equal texts alone, and between the two lengths', () => {
  fc.assert(
    fc.property(pair, ([left, right]) => {
      const [one, other] = [[...left].length, [...right].length]
      const distance = osaDistance(left, right)
      expect(distance === 0).toBe(left === right)
      expect(distance).toBeGreaterThanOrEqual(Math.abs(one - other))
      expect(distance).toBeLessThanOrEqual(Math.max(one, other))
    }),
    runs,
  )
})

test('two neighbours swapped across the end of a word are one edit', () => {
  for (const length of [31, 32, 33, 63, 64, 65, 96]) {
    const whole = Array.from({ length: length + 1 }, (_, at) => String.fromCodePoint(0x4e00 + at))
    for (const at of [30, 31, 32, 62, 63, 64].filter((each) => each + 1 < whole.length)) {
      const swapped = [...whole]
      swapped.splice(at, 2, ...whole.slice(at, at + 2).reverse())
      expect(osaDistance(whole.join(''), swapped.join(''))).toBe(1)
    }
  }
})
