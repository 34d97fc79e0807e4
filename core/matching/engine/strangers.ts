import { comparerOf, type Field, levelsOf } from './field.ts'
import { chanceStep, equal, type Found } from './found.ts'
import type { Model } from './model.ts'
import { type Records, valueMask } from './records.ts'

/** Pairs of strangers looked at. */
const strangerPairs = 80_000
const pairsOfOneDay = 40

/** Pairs of rows that nothing brought together, and the level of each field of each. */
export type Strangers = {
  readonly fields: readonly Field[]
  readonly left: Uint32Array
  readonly right: Uint32Array
  /** [pair · fields + field] */
  readonly levels: Uint8Array
  /** Pairs of one date of birth, and the level of their NIKs. */
  readonly bornTogether: {
    readonly left: readonly number[]
    readonly right: readonly number[]
    readonly levels: readonly number[]
  }
}

/** Compares rows of a sample with those behind them, in an order that says nothing: of hashes. */
export function meetStrangers(
  fields: readonly Field[],
  records: Records,
  sample: Uint32Array,
): Strangers {
  const apartUpTo = Math.min(
    sample.length - 1,
    Math.ceil(strangerPairs / Math.max(1, sample.length)),
  )
  const count = Math.max(0, apartUpTo * sample.length)
  const left = new Uint32Array(count)
  const right = new Uint32Array(count)
  const levels = new Uint8Array(count * fields.length)
  const compare = createComparing(fields, records)
  let pair = 0
  for (let apart = 1; apart <= apartUpTo; apart += 1) {
    for (let at = 0; at < sample.length; at += 1) {
      const one = sample[at] ?? 0
      const other = sample[(at + apart) % sample.length] ?? 0
      left[pair] = one
      right[pair] = other
      for (let field = 0; field < fields.length; field += 1) {
        levels[pair * fields.length + field] = compare(field, one, other)
      }
      pair += 1
    }
  }
  const bornTogether = meetBornTogether(fields, { records, sample, compare })
  return { fields, left, right, levels, bornTogether }
}

type Comparing = (field: number, left: number, right: number) => number

function createComparing(fields: readonly Field[], { cells, width }: Records): Comparing {
  const comparers = fields.map(comparerOf)
  const found: Found = { level: equal, chance: 0 }
  return (field, left, right) => {
    const one = (cells[left * width + field] ?? 0) & valueMask
    const other = (cells[right * width + field] ?? 0) & valueMask
    if (one === 0 || other === 0) return 0
    if (one === other) return equal
    comparers[field]?.(one, other, found)
    return found.level
  }
}

function meetBornTogether(
  fields: readonly Field[],
  given: {
    readonly records: Records
    readonly sample: Uint32Array
    readonly compare: Comparing
  },
): Strangers['bornTogether'] {
  const { records, sample, compare } = given
  const { cells, width } = records
  const nik = fields.findIndex((field) => field.kind === 'nik')
  const date = fields.findIndex((field) => field.kind === 'date')
  const met = { left: [] as number[], right: [] as number[], levels: [] as number[] }
  if (nik < 0 || date < 0) return met
  const present = [...sample].filter((row) => cells[row * width + date] !== 0)
  const byDay = Map.groupBy(present, (row) => cells[row * width + date] ?? 0)
  for (const rows of byDay.values()) {
    const few = rows.slice(0, pairsOfOneDay)
    for (const [place, left] of few.entries()) {
      for (const right of few.slice(place + 1)) {
        const level = compare(nik, left, right)
        if (level <= equal) continue
        met.left.push(left)
        met.right.push(right)
        met.levels.push(level)
      }
    }
  }
  return met
}

/**
 * How often strangers fall on each level, in half bits. Rows known to be one person (`entity`) are
 * left out. For a NIK also among people of one date of birth: the number holds the date.
 */
export function chancesOfStrangers(
  strangers: Strangers,
  entity: Uint32Array | undefined,
): Pick<Model, 'chances' | 'bornTogether'> {
  const { fields, left, right, levels, bornTogether } = strangers
  const areOne = (one: number, other: number) =>
    entity !== undefined && entity[one] === entity[other]
  const counts = fields.map(() => new Float64Array(16))
  for (let pair = 0; pair < left.length; pair += 1) {
    if (areOne(left[pair] ?? 0, right[pair] ?? 0)) continue
    for (const [field, row] of counts.entries()) {
      const level = levels[pair * fields.length + field] ?? 0
      row[level] = (row[level] ?? 0) + 1
    }
  }
  const together = new Float64Array(16)
  for (const [pair, level] of bornTogether.levels.entries()) {
    if (areOne(bornTogether.left[pair] ?? 0, bornTogether.right[pair] ?? 0)) continue
    together[level] = (together[level] ?? 0) + 1
  }
  const nik = fields.find((field) => field.kind === 'nik')
  return {
    chances: fields.map((field, at) => stepsOf(counts[at], levelsOf(field).length)),
    bornTogether: nik === undefined ? [] : stepsOf(together, levelsOf(nik).length),
  }
}

/** Half bits of each level; what was never seen is seen a third of a time. */
function stepsOf(counts: Float64Array | undefined, length: number): readonly number[] {
  let total = 1
  for (let level = 1; level < length; level += 1) total += counts?.[level] ?? 0
  return Array.from({ length }, (_, level) =>
    level === 0 ? 0 : chanceStep(((counts?.[level] ?? 0) + 0.3) / total),
  )
}
