import type { Comparisons } from './comparisons.ts'
import { type Field, levelsOf } from './field.ts'
import { chanceStep, chanceSteps, equal } from './found.ts'
import type { StrangerChances } from './model.ts'
import { type Records, valueMask } from './records.ts'
import { createRefineNik, type RefineNik } from './sound-niks.ts'
import { isNameKind } from './word-text.ts'

/** Pairs of strangers looked at. */
const strangerPairs = 50_000
/** Of names and addresses only how often they differ is not in the values: fewer tell that. */
const strangerWords = 1_500
const pairsOfOneValue = 40

/** Pairs of rows that nothing brought together, and the level of each field of each. */
export type Strangers = {
  readonly fields: readonly Field[]
  readonly left: Uint32Array
  readonly right: Uint32Array
  /** [pair · fields + field] */
  readonly levels: Uint8Array
  /** [field][level]: how often all these pairs fell there. */
  readonly counts: readonly Float64Array[]
  /** Pairs of one date of birth, and the level of their NIKs. */
  readonly bornTogether: Met
  /** For each field of mail addresses: pairs who share a name, and the level of their addresses. */
  readonly namesakes: readonly (Met | undefined)[]
}

/** Pairs that share a value of one field, and the level of another field of theirs. */
type Met = {
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly levels: readonly number[]
}

type Meeting = {
  readonly records: Records
  readonly sample: Uint32Array
  readonly compare: Comparing
}

/** Compares rows of a sample with those behind them, in an order that says nothing: of hashes. */
export function meetStrangers(
  fields: readonly Field[],
  records: Records,
  given: { readonly sample: Uint32Array; readonly comparisons: Comparisons },
): Strangers {
  const { sample, comparisons } = given
  const apartUpTo = Math.min(
    sample.length - 1,
    Math.ceil(strangerPairs / Math.max(1, sample.length)),
  )
  const count = Math.max(0, apartUpTo * sample.length)
  const left = new Uint32Array(count)
  const right = new Uint32Array(count)
  const levels = new Uint8Array(count * fields.length)
  const counts = fields.map(() => new Float64Array(16))
  const refineNik = createRefineNik(fields, records)
  const compare = createComparing(records, { comparisons, refineNik })
  const mostPairs = fields.map(({ values }) => (values.shape === 'words' ? strangerWords : count))
  let pair = 0
  for (let apart = 1; apart <= apartUpTo; apart += 1) {
    for (let at = 0; at < sample.length; at += 1) {
      left[pair] = sample[at] ?? 0
      right[pair] = sample[(at + apart) % sample.length] ?? 0
      pair += 1
    }
  }
  for (const [field, row] of counts.entries()) {
    const most = Math.min(count, mostPairs[field] ?? 0)
    for (pair = 0; pair < most; pair += 1) {
      const level = compare(field, left[pair] ?? 0, right[pair] ?? 0)
      levels[pair * fields.length + field] = level
      row[level] = (row[level] ?? 0) + 1
    }
  }
  const meeting = { records, sample, compare }
  const names = [...fields.keys()].filter((at) => isNameKind(fields[at]?.kind ?? 'text'))
  const { nik, birthDate } = records.roles
  return {
    fields,
    left,
    right,
    levels,
    counts,
    bornTogether: meetSharing([birthDate], nik, meeting),
    namesakes: fields.map(({ kind }, at) =>
      kind === 'email' ? meetSharing(names, at, meeting) : undefined,
    ),
  }
}

type Comparing = (field: number, left: number, right: number) => number

function createComparing(
  { cells, width, roles }: Records,
  given: { readonly comparisons: Comparisons; readonly refineNik: RefineNik },
): Comparing {
  const { comparisons, refineNik } = given
  return (field, left, right) => {
    const one = (cells[left * width + field] ?? 0) & valueMask
    const other = (cells[right * width + field] ?? 0) & valueMask
    if (one === 0 || other === 0) return 0
    if (one === other) return equal
    const level = (comparisons.between(field, one, other) / chanceSteps) | 0
    return field === roles.nik ? refineNik(level, left, right) : level
  }
}

/** Pairs that have a value of one of these fields in common; those whose `of` is equal left out. */
function meetSharing(shared: readonly number[], of: number, meeting: Meeting): Met {
  const { records, sample, compare } = meeting
  const { cells, width } = records
  const met = { left: [] as number[], right: [] as number[], levels: [] as number[] }
  if (of < 0) return met
  for (const field of shared) {
    if (field < 0) continue
    const present = [...sample].filter((row) => cells[row * width + field] !== 0)
    const byValue = Map.groupBy(present, (row) => cells[row * width + field] ?? 0)
    for (const rows of byValue.values()) {
      const few = rows.slice(0, pairsOfOneValue)
      for (const [place, left] of few.entries()) {
        for (const right of few.slice(place + 1)) {
          const level = compare(of, left, right)
          if (level <= equal) continue
          met.left.push(left)
          met.right.push(right)
          met.levels.push(level)
        }
      }
    }
  }
  return met
}

/**
 * How often strangers fall on each level, in half bits. Rows known to be one person (`entity`) are
 * left out. For a NIK also among people of one date of birth, because the number holds the date;
 * for a mail address among people who share a name, because it is made of names.
 */
export function chancesOfStrangers(
  strangers: Strangers,
  entity: Uint32Array | undefined,
): StrangerChances {
  const { fields, left, right, levels, bornTogether, namesakes } = strangers
  const areOne = (one: number, other: number) =>
    entity !== undefined && entity[one] === entity[other]
  const counts = strangers.counts.map((row) => row.slice())
  for (let pair = 0; pair < left.length; pair += 1) {
    if (!areOne(left[pair] ?? 0, right[pair] ?? 0)) continue
    for (const [field, row] of counts.entries()) {
      const level = levels[pair * fields.length + field] ?? 0
      row[level] = (row[level] ?? 0) - 1
    }
  }
  const stepsMet = (met: Met, field: Field | undefined): readonly number[] => {
    if (field === undefined) return []
    const seen = new Float64Array(16)
    for (const [pair, level] of met.levels.entries()) {
      if (areOne(met.left[pair] ?? 0, met.right[pair] ?? 0)) continue
      seen[level] = (seen[level] ?? 0) + 1
    }
    return stepsOf(seen, levelsOf(field).length)
  }
  return {
    chances: fields.map((field, at) => stepsOf(counts[at], levelsOf(field).length)),
    bornTogether: stepsMet(
      bornTogether,
      fields.find((field) => field.kind === 'nik'),
    ),
    namesakes: namesakes.map((met, at) => (met === undefined ? [] : stepsMet(met, fields[at]))),
  }
}

/** Of each field: how often one of two rows, or of a row of either list, lacks the value. */
export function gapsOfStrangers({ rows, sideStart, width, cells }: Records): readonly number[] {
  const shareFilled = (at: number, from: number, to: number): number => {
    let filled = 0
    for (let row = from; row < to; row += 1) if (cells[row * width + at] !== 0) filled += 1
    return to === from ? 1 : filled / (to - from)
  }
  const across = sideStart < rows
  return Array.from({ length: width }, (_, at) => {
    const one = shareFilled(at, 0, across ? sideStart : rows)
    return 1 - one * (across ? shareFilled(at, sideStart, rows) : one)
  })
}

/** Half bits of each level; what was never seen is seen a third of a time. */
function stepsOf(counts: Float64Array | undefined, length: number): readonly number[] {
  let total = 1
  for (let level = 1; level < length; level += 1) total += counts?.[level] ?? 0
  return Array.from({ length }, (_, level) =>
    level === 0 ? 0 : chanceStep(((counts?.[level] ?? 0) + 0.3) / total),
  )
}
