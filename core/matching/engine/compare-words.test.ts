import { describe, expect, it } from 'vitest'
import { internColumn, valueText } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { wordLevels } from './compare-words.ts'
import { comparerOf, prepareField } from './field.ts'

/** A hundred each of Siti and Nur, so that they are weak words, and names that stand once. */
const names = [
  ...Array.from({ length: 100 }, (_, at) => [`SITI LESTARI${at}`, `NUR WAHYUNI${at}`]).flat(),
  ...['SITI RAHAYU', 'NUR RAHAYU', 'RAHAYU', 'RAHAJU', 'SANTOSO', 'BUDI SANTOSO PUTRA'],
  ...['KASIH PUTRA', 'BUDI SANTOSO', 'PUTRA SANTOSO BUDI'],
]

function compare(one: string, other: string): { readonly level: string; readonly bits: number } {
  const cells = scanCells(new TextEncoder().encode(`nama\n${names.join('\n')}\n`))
  const column = internColumn('nama', [{ cells, at: 0 }])
  const field = prepareField('full-name', column)
  const numberOf = (name: string) =>
    Array.from({ length: column.size }, (_, at) => at).find(
      (value) => value > 0 && valueText(column, value) === name,
    ) ?? 0
  const found = { level: 0, chance: 0 }
  comparerOf(field)(numberOf(one), numberOf(other), found)
  return { level: wordLevels[found.level] ?? '', bits: found.chance / 2 }
}

describe('two names', () => {
  it.each([
    ['SITI RAHAYU', 'RAHAYU', 'shortened'],
    ['SITI RAHAYU', 'NUR RAHAYU', 'some'],
    ['RAHAYU', 'RAHAJU', 'similar'],
    ['SANTOSO', 'BUDI SANTOSO PUTRA', 'part'],
    ['PUTRA SANTOSO BUDI', 'BUDI SANTOSO PUTRA', 'shortened'],
    ['KASIH PUTRA', 'BUDI SANTOSO PUTRA', 'some'],
    ['SITI RAHAYU', 'BUDI SANTOSO', 'different'],
  ])('%s and %s: %s', (one, other, level) => {
    expect(compare(one, other).level).toBe(level)
    expect(compare(other, one).level).toBe(level)
  })

  it('says less of one word that meets any of three than of one that meets one', () => {
    const word = compare('SITI RAHAYU', 'RAHAYU').bits
    expect(compare('SANTOSO', 'BUDI SANTOSO PUTRA').bits).toBeLessThanOrEqual(word - 1.5)
  })
})
