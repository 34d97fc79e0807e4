import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createJaroWinkler, jaroWinkler } from './jaro-winkler.ts'
import { createAlphabet, textsOf } from './texts.ts'

/** As in the definition: search, mark, count; characters of Unicode. */
function plainJaroWinkler(one: string, other: string): number {
  const [left, right] = [[...one], [...other]]
  if (left.length === 0 || right.length === 0) return 0
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1)
  const takenRight = right.map(() => false)
  const metLeft: string[] = []
  left.forEach((char, at) => {
    for (let place = Math.max(0, at - reach); place <= at + reach; place++) {
      if (takenRight[place] !== false || right[place] !== char) continue
      takenRight[place] = true
      metLeft.push(char)
      return
    }
  })
  const metRight = right.filter((_, at) => takenRight[at])
  const common = metLeft.length
  if (common === 0) return 0
  const moved = metLeft.filter((char, at) => char !== metRight[at]).length
  const same = common - Math.floor(moved / 2)
  const jaro = (common / left.length + common / right.length + same / common) / 3
  if (jaro <= 0.7) return jaro
  let prefix = 0
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

// Few letters, so that many are equal; of one, two and three bytes, and beyond the first plane.
const letter = fc.constantFrom('A', 'B', 'C', 'D', 'é', 'ش', '𠮷', '😀')
const text = (maxLength: number) =>
  fc.array(letter, { maxLength, size: 'max' }).map((letters) => letters.join(''))
const anyText = fc.oneof(text(8), text(31), text(34), text(66), text(140))
// A copy with slips: random texts alone are seldom similar.
const slips = fc.array(fc.tuple(fc.nat(140), letter), { maxLength: 4 })
const similarTexts = fc.tuple(anyText, slips).map(([one, changes]): [string, string] => {
  const copy = [...one]
  for (const [at, char] of changes) copy.splice(at % (copy.length + 1), at % 2, char)
  return [one, copy.join('')]
})
const pair = fc.oneof(similarTexts, fc.tuple(anyText, anyText))
const runs = { numRuns: 2000 }

test.each([
  ['MARTHA', 'MARHTA', 0.9611],
  ['DIXON', 'DICKSONX', 0.8133],
  ['DWAYNE', 'DUANE', 0.84],
  ['JELLYFISH', 'SMELLYFISH', 0.8963],
  ['ABC', 'XYZ', 0],
  ['A', 'A', 1],
  ['', '', 0],
  ['', 'A', 0],
])('%s and %s are as similar as published', (left, right, published) => {
  expect(jaroWinkler(left, right)).toBeCloseTo(published, 4)
})

test('it is what the definition says, at any length and for all of Unicode', () => {
  const kernel = createJaroWinkler()
  fc.assert(
    fc.property(pair, ([left, right]) => {
      expect(kernel.between(textsOf([left, right]), 0, 1)).toBe(plainJaroWinkler(left, right))
    }),
    runs,
  )
})

test('one against many finds what each pair alone finds, whichever side is prepared', () => {
  const kernel = createJaroWinkler()
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), (pairs) => {
      const strings = pairs.flat()
      const alphabet = createAlphabet()
      const texts = textsOf(strings, { alphabet, shared: true })
      const apart = textsOf(strings, { alphabet })
      strings.forEach((left, at) => {
        kernel.prepare(texts, at)
        strings.forEach((right, other) => {
          const expected = plainJaroWinkler(left, right)
          expect(kernel.against(texts, other)).toBe(expected)
          expect(kernel.against(apart, other)).toBe(expected)
        })
      })
    }),
  )
})

test('it is symmetric, from 0 to 1, and 1 for equal texts alone', () => {
  fc.assert(
    fc.property(pair, ([left, right]) => {
      const similarity = jaroWinkler(left, right)
      expect(jaroWinkler(right, left)).toBe(similarity)
      expect(similarity).toBeGreaterThanOrEqual(0)
      expect(similarity).toBeLessThanOrEqual(1)
      expect(similarity === 1).toBe(left === right && left !== '')
    }),
    runs,
  )
})

test('at 32 and 64 characters, where words end, a slip at either end counts', () => {
  for (const length of [31, 32, 33, 63, 64, 65, 128]) {
    const whole = Array.from({ length }, (_, at) => String.fromCodePoint(0x1f600 + at)).join('')
    const slips = [`X${whole}`, `${whole}X`, `X${[...whole].slice(1).join('')}`]
    for (const other of [...slips, `${[...whole].slice(0, -1).join('')}X`, whole]) {
      expect(jaroWinkler(whole, other)).toBe(plainJaroWinkler(whole, other))
    }
  }
})

test('a kernel forgets the text before', () => {
  const kernel = createJaroWinkler()
  const texts = textsOf(['ABCDEFGH', 'HGFEDCBA', 'A'.repeat(80), 'XYZ', 'ABC'])
  kernel.between(texts, 0, 1)
  kernel.between(texts, 2, 1)
  expect(kernel.between(texts, 3, 4)).toBe(0)
  expect(kernel.between(texts, 3, 2)).toBe(0)
})
