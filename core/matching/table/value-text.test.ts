import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOfBytes } from './value-text.ts'

const seed = 20_261_122
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

test('any text comes back from its bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff)), (points) => {
      const text = String.fromCodePoint(...points)
      const bytes = new TextEncoder().encode(text)
      expect(textOfBytes(bytes, 0, bytes.length)).toBe(text.toWellFormed())
    }),
    { seed },
  )
})

test('broken bytes become the characters that the Encoding Standard says', () => {
  const hard = fc.constantFrom(
    ...[0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf],
    ...[0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff],
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(hard, fc.nat(255)), { maxLength: 12 }), (numbers) => {
      const bytes = Uint8Array.from(numbers)
      expect(textOfBytes(bytes, 0, bytes.length)).toBe(decoder.decode(bytes))
    }),
    { seed, numRuns: 5000 },
  )
})

test('a long text comes back too', () => {
  const text = 'abcdefghij'.repeat(200_000)
  expect(textOfBytes(new TextEncoder().encode(text), 0, text.length)).toBe(text)
})

test('only the bytes asked for are read', () => {
  const bytes = new TextEncoder().encode('aéb')
  expect(textOfBytes(bytes, 1, 3)).toBe('é')
  expect(textOfBytes(bytes, 0, 2)).toBe('a\uFFFD')
})
