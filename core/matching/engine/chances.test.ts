import { expect, it } from 'vitest'
import { internColumn } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { markChances } from './chances.ts'
import { prepareField } from './field.ts'
import { buildRecords, chanceShift, type Records } from './records.ts'

const persons = 4000

/** A list in which every second person stands twice under one rare name; others share names. */
function listed(): { readonly records: Records; readonly entity: Uint32Array } {
  const names = Array.from({ length: persons }, (_, person) => {
    const name = person % 4 === 1 ? `SITI ${person % 40}` : `NAMA ${person}`
    return person % 2 === 0 ? [name, name] : [name]
  }).flat()
  const cells = scanCells(new TextEncoder().encode(`nama\n${names.join('\n')}\n`))
  const columns = [internColumn('nama', [{ cells, at: 0 }])]
  const fields = columns.map((column) => prepareField('full-name', column))
  return { records: buildRecords(columns, fields, names.length), entity: ownerOf(names) }
}

/** Rows of one rare name are one person, by the first of them. */
function ownerOf(names: readonly string[]): Uint32Array {
  return Uint32Array.from(names, (name, row) =>
    name.startsWith('SITI') ? row : names.indexOf(name),
  )
}

function chancesOf(records: Records, persons?: Uint32Array): readonly number[] {
  markChances(records, persons)
  return [...records.cells].map((cell) => cell >>> chanceShift)
}

it('counts a name by persons, not by their rows', () => {
  const { records, entity } = listed()
  const told = chancesOf(records, entity)
  const byRows = chancesOf(records)
  // Row 0 and the next are one person: by rows the name is more than twice as frequent.
  expect((told[0] ?? 0) - (byRows[0] ?? 0)).toBeGreaterThanOrEqual(2)
  // A hundred persons share the name of row 2.
  expect(Math.abs((told[2] ?? 0) - (byRows[2] ?? 0))).toBeLessThanOrEqual(2)
})
