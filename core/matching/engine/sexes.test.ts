import { expect, it } from 'vitest'
import { internColumn } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { tellsSex } from './sexes.ts'

function isSex(values: readonly string[]): boolean {
  const cells = scanCells(
    new TextEncoder().encode(`x,y\n${values.map((v) => `${v},1\n`).join('')}`),
  )
  return tellsSex(internColumn('x', [{ cells, at: 0 }]))
}

it('knows the sex however it is written', () => {
  expect(isSex(['L', 'P', 'P', ''])).toBe(true)
  expect(isSex(['Laki-laki', 'PEREMPUAN', 'laki - laki'])).toBe(true)
  expect(isSex(['male', 'F', 'female', 'M'])).toBe(true)
})

it('takes nothing else for it', () => {
  // One letter is not two sexes; a state or a grade is none.
  expect(isSex(['P', 'P', 'P'])).toBe(false)
  expect(isSex(['L', 'P', 'S', 'M', 'XL'])).toBe(false)
  expect(isSex(['1', '2', '1'])).toBe(false)
})
