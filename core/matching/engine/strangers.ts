import { comparerOf, type Field, levelsOf } from './field.ts'
import { chanceStep, equal, type Found } from './found.ts'
import type { Model } from './model.ts'
import { type Records, valueMask } from './records.ts'

const apartUpTo = 24
const pairsOfOneDay = 40

/**
 * How often strangers fall on each level, from rows of a sample beside each other in an order that
 * says nothing (of their hashes). Rows known to be one person (`entity`) are left out. For a NIK
 * also among people of one date of birth: the number holds the date.
 */
export function measureStrangers(
  fields: readonly Field[],
  records: Records,
  given: { readonly sample: Uint32Array; readonly entity: Uint32Array | undefined },
): Pick<Model, 'chances' | 'bornTogether'> {
  const chances = fields.map((field, at) => {
    const counts = new Float64Array(16)
    eachStranger(given, (left, right) => countLevel({ field, at, records, counts }, left, right))
    return stepsOf(counts, levelsOf(field).length)
  })
  return { chances, bornTogether: measureBornTogether(fields, records, given) }
}

function eachStranger(
  given: { readonly sample: Uint32Array; readonly entity: Uint32Array | undefined },
  visit: (left: number, right: number) => void,
): void {
  const { sample, entity } = given
  for (let apart = 1; apart <= apartUpTo; apart += 1) {
    for (let at = 0; at + apart < sample.length; at += 1) {
      const [left = 0, right = 0] = [sample[at], sample[at + apart]]
      if (entity !== undefined && entity[left] === entity[right]) continue
      visit(left, right)
    }
  }
}

type Counting = {
  readonly field: Field
  readonly at: number
  readonly records: Records
  readonly counts: Float64Array
}

function countLevel({ field, at, records, counts }: Counting, left: number, right: number): void {
  const { cells, width } = records
  const one = (cells[left * width + at] ?? 0) & valueMask
  const other = (cells[right * width + at] ?? 0) & valueMask
  if (one === 0 || other === 0) return
  const found: Found = { level: equal, chance: 0 }
  if (one !== other) comparer(field)(one, other, found)
  counts[found.level] = (counts[found.level] ?? 0) + 1
}

const comparers = new WeakMap<Field, ReturnType<typeof comparerOf>>()

function comparer(field: Field): ReturnType<typeof comparerOf> {
  const known = comparers.get(field) ?? comparerOf(field)
  comparers.set(field, known)
  return known
}

/** Half bits of each level; what was never seen is seen a third of a time. */
function stepsOf(counts: Float64Array, length: number): readonly number[] {
  let total = 1
  for (let level = 1; level < length; level += 1) total += counts[level] ?? 0
  return Array.from({ length }, (_, level) =>
    level === 0 ? 0 : chanceStep(((counts[level] ?? 0) + 0.3) / total),
  )
}

function measureBornTogether(
  fields: readonly Field[],
  records: Records,
  given: { readonly sample: Uint32Array; readonly entity: Uint32Array | undefined },
): readonly number[] {
  const at = fields.findIndex((field) => field.kind === 'nik')
  const dateAt = fields.findIndex((field) => field.kind === 'date')
  const field = fields[at]
  if (field === undefined || dateAt < 0) return []
  const { cells, width } = records
  const byDay = new Map<number, number[]>()
  for (const row of given.sample) {
    const day = cells[row * width + dateAt] ?? 0
    if (day === 0 || cells[row * width + at] === 0) continue
    const rows = byDay.get(day)
    if (rows === undefined) byDay.set(day, [row])
    else rows.push(row)
  }
  const counts = new Float64Array(16)
  for (const rows of byDay.values()) {
    const few = rows.slice(0, pairsOfOneDay)
    for (const [place, left] of few.entries()) {
      for (const right of few.slice(place + 1)) {
        const same = (cells[left * width + at] ?? 0) === (cells[right * width + at] ?? 0)
        if (same || (given.entity !== undefined && given.entity[left] === given.entity[right]))
          continue
        countLevel({ field, at, records, counts }, left, right)
      }
    }
  }
  return stepsOf(counts, levelsOf(field).length)
}
