import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAlphabet, lengthOf, textsOf } from './texts.ts'

const anyText = fc.string({ unit: 'binary' })

test('a text is as long as it has characters of Unicode, also beyond the first plane', () => {
  const texts = textsOf(['', 'SITI', '𠮷野家', '😀😀', 'e\u0301', '\ud800'])
  expect([0, 1, 2, 3, 4, 5].map((at) => lengthOf(texts, at))).toEqual([0, 4, 3, 2, 2, 1])
})

test('equal characters have equal codes and different ones different codes', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 20 }), (strings) => {
      const { codes, starts, alphabet } = textsOf(strings)
      const points = strings.flatMap((each) => [...each].map((char) => char.codePointAt(0)))
      expect(codes.length).toBe(points.length)
      expect(starts.length).toBe(strings.length + 1)
      const pairs = new Set(points.map((point, at) => `${point} ${codes[at]}`))
      expect(pairs.size).toBe(new Set(points).size)
      expect(alphabet.size).toBe(new Set(points).size)
      expect(new Set(codes).size).toBe(alphabet.size)
    }),
  )
})

test('texts of one alphabet agree on its codes, and lie where threads can share them', () => {
  const alphabet = createAlphabet()
  const known = textsOf(['BUDI'], { alphabet, shared: true })
  const asked = textsOf(['IDUB'], { alphabet })
  expect([...asked.codes]).toEqual([...known.codes].reverse())
  expect(known.codes.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(known.starts.buffer).toBeInstanceOf(SharedArrayBuffer)
})

test('more characters than there are codes share the last one', () => {
  const alphabet = createAlphabet()
  for (let point = 0; point < 0x10000 + 10; point++) alphabet.codeOf(point)
  expect(alphabet.size).toBe(0x10000)
  expect(alphabet.codeOf(0x10000 + 9)).toBe(0xffff)
  expect(alphabet.codeOf(65)).toBe(65)
})

test('many texts outgrow the first room without a loss', () => {
  const strings = Array.from({ length: 3000 }, (_, at) => `name ${at}`)
  const { codes, starts, alphabet } = textsOf(strings)
  const points = new Map(
    [...'name 0123456789'].map((char) => [alphabet.codeOf(char.charCodeAt(0)), char]),
  )
  const read = strings.map((_, at) =>
    [...codes.subarray(starts[at], starts[at + 1])].map((code) => points.get(code)).join(''),
  )
  expect(read).toEqual(strings)
})
