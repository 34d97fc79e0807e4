import { expect, it } from 'vitest'
import { internColumn } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { markChances, type Repeated } from './chances.ts'
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

function chancesOf(records: Records, repeated?: Repeated): readonly number[] {
  markChances(records, repeated)
  return [...records.cells].map((cell) => cell >>> chanceShift)
}

it('counts a name by persons, told by the rows of each or by a sample of pairs', () => {
  const { records, entity } = listed()
  const told = chancesOf(records, { entity })
  const all = [...entity.keys()].filter((row) => entity[row] !== row)
  const sampled = all.filter((_, at) => at % 5 === 0)
  const sure = {
    left: Uint32Array.from(sampled, (row) => entity[row] ?? 0),
    right: Uint32Array.from(sampled),
    every: 5,
  }
  expect(chancesOf(records, { sure })).toEqual(told)
  // By rows alone a name on two rows of one person is more than twice as frequent.
  const byRows = chancesOf(records)
  const twice = entity.findIndex((first, row) => first !== row)
  expect((told[twice] ?? 0) - (byRows[twice] ?? 0)).toBeGreaterThanOrEqual(2)
})
