import fc from 'fast-check'
import { expect, test } from 'vitest'
import { internColumn } from './column.ts'
import { digitsOf } from './digits.ts'
import { scanCells } from './header.ts'

const seed = 20_261_122

/** [high, low, length] of each text. */
function digitsOfTexts(texts: readonly string[]): number[][] {
  const quoted = texts.map((text) => `"${text}"`).join('\n')
  const cells = scanCells(new TextEncoder().encode(`nik\n${quoted}`))
  const column = internColumn('nik', [{ cells, at: 0 }])
  const { high, low, length } = digitsOf(column)
  expect([high.length, low.length, length.length]).toEqual(Array(3).fill(column.size))
  return Array.from(column.rows, (at) => [high[at] ?? -1, low[at] ?? -1, length[at] ?? -1])
}

test('sixteen digits are two numbers of eight, fewer stand at the right', () => {
  expect(digitsOfTexts(['3315992015107500', '+62 899-0000-0012', '0007', '', 'no digit'])).toEqual([
    [33159920, 15107500, 16],
    [62899, 12, 13],
    [0, 7, 4],
    [0, 0, 0],
    [0, 0, 0],
  ])
})

test('of more than sixteen digits the first sixteen are read, and all counted', () => {
  expect(digitsOfTexts(['33159920151075001', '9'.repeat(300)])).toEqual([
    [33159920, 15107500, 17],
    [99999999, 99999999, 255],
  ])
})

test('any value has the digits that are left when others are taken out', () => {
  const text = fc.string({
    unit: fc.constantFrom('0', '1', '5', '9', 'x', '-', ' ', 'é', '٣'),
    maxLength: 24,
  })
  fc.assert(
    fc.property(text, (value) => {
      const digits = value.replace(/[^0-9]/g, '')
      const read = BigInt(digits.slice(0, 16))
      const half = 100_000_000n
      expect(digitsOfTexts([value])).toEqual([
        [Number(read / half), Number(read % half), digits.length],
      ])
    }),
    { seed, numRuns: 500 },
  )
})
