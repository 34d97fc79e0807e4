import { birthLevels } from './birth-date.ts'
import { type Field, fields } from './comparison.ts'
import type { PairLabels } from './labels.ts'
import { type LevelShares, type Model, priorBits } from './model.ts'
import { nameLevels } from './name-comparison.ts'
import { nationalIdLevels } from './number-comparison.ts'
import type { Weights } from './parameters/weights.ts'

/** Candidate pairs as numbers: levels packed three bits a field, and log2 of chance agreement. */
export type PairVectors = {
  readonly levels: Uint32Array
  /** Sum of log2(u) over the fields of each pair. */
  readonly otherBits: Float64Array
  readonly count: number
}

export function packLevels(codes: readonly number[]): number {
  let packed = 0
  for (const [at, code] of codes.entries()) packed |= code << (at * 3)
  return packed >>> 0
}

export function unpackLevel(packed: number, at: number): number {
  return (packed >>> (at * 3)) & 7
}

/**
 * Learns m and the share of doubles by expectation-maximisation without labels, u being known from
 * the frequencies of all rows. The starting weights count as `weights.strength` pairs, so that a
 * short list keeps to them. Deterministic; the pairs must come in an order of their own values.
 * Labels of persons, when there are any, stand in the place of a pair's probability (1 or 0) in
 * every round (Nigam, McCallum, Thrun, Mitchell 2000); m counts them by their weight, the share of
 * doubles once.
 */
export function* learnModel(
  start: Model,
  weights: Weights,
  input: {
    readonly pairs: PairVectors
    readonly familyCount: number
    readonly labels?: PairLabels | undefined
  },
): Generator<void, Model> {
  let model = start
  for (let round = 0; round < rounds; round += 1) {
    const before = model.priorBits
    model = learnOnce({ start, model, weights, ...input })
    if (Math.abs(before - model.priorBits) < 1e-4) break
    yield
  }
  return model
}

const rounds = 25

function learnOnce(input: {
  readonly start: Model
  readonly model: Model
  readonly weights: Weights
  readonly pairs: PairVectors
  readonly familyCount: number
  readonly labels?: PairLabels | undefined
}): Model {
  const { start, model, weights, pairs, labels } = input
  const counts = fields.map(() => new Float64Array(8))
  const bits = fields.map((field) => model.same[field].map((share) => Math.log2(share)))
  let samePairs = 0
  for (let pair = 0; pair < pairs.count; pair += 1) {
    const packed = pairs.levels[pair] ?? 0
    const said = labels?.said[pair] ?? 0
    if (said === 0 && isRelative(packed)) continue
    let total = model.priorBits - (pairs.otherBits[pair] ?? 0)
    for (const [at, row] of bits.entries()) {
      const code = unpackLevel(packed, at)
      if (code !== 0) total += row[code] ?? 0
    }
    const odds = 2 ** Math.min(60, Math.max(-60, total))
    const probability = said === 0 ? odds / (1 + odds) : 2 - said
    if (probability < 1e-6) continue
    samePairs += probability
    const counted = said === 0 ? probability : (labels?.weights[pair] ?? 1)
    for (const [at, row] of counts.entries()) {
      const code = unpackLevel(packed, at)
      row[code] = (row[code] ?? 0) + counted
    }
  }
  const floor = weights.doubleShare * input.familyCount * 0.05
  return {
    ...model,
    same: mixed(start.same, counts, weights.strength),
    priorBits: priorBits(Math.max(samePairs, floor), input.familyCount),
  }
}

/** Another name, and neither number nor date to say it is one person: twins and relatives. */
function isRelative(packed: number): boolean {
  if (unpackLevel(packed, fields.indexOf('name')) < oneWord) return false
  const number = unpackLevel(packed, fields.indexOf('national-id'))
  const birth = unpackLevel(packed, fields.indexOf('birth-date'))
  return number !== equalNumber || birth >= sameYear
}

const equalNumber = nationalIdLevels.indexOf('equal')
const oneWord = nameLevels.indexOf('one-word')
const sameYear = birthLevels.indexOf('same-year')

/** Counted shares, the starting shares weighing as so many pairs. `role` is never learnt. */
function mixed(start: LevelShares, counts: readonly Float64Array[], strength: number): LevelShares {
  const row = (field: Field): readonly number[] => {
    const counted = counts[fields.indexOf(field)] ?? new Float64Array(8)
    let total = strength
    for (let code = 1; code < 8; code += 1) total += counted[code] ?? 0
    return start[field].map((share, code) =>
      code === 0 ? 1 : (strength * share + (counted[code] ?? 0)) / total,
    )
  }
  return {
    name: row('name'),
    'national-id': row('national-id'),
    'birth-date': row('birth-date'),
    sex: row('sex'),
    place: row('place'),
    address: row('address'),
    'family-card': row('family-card'),
    members: row('members'),
    role: start.role,
  }
}
