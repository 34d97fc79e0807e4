import { compareBirthDates } from './birth-date.ts'
import { candidatePersons, emptyBlocks, personPasses } from './blocking.ts'
import { type Comparison, fields } from './comparison.ts'
import { mix } from './engine/hash.ts'
import { type Families, headOf, idOf } from './families.ts'
import { countFrequencies, type Frequencies } from './frequencies.ts'
import { weighPersons } from './lookup/find-known.ts'
import type { AtHand } from './match-families.ts'
import type { Model } from './model.ts'
import type { Evidence } from './outcome.ts'
import { sharedPersons2026 } from './parameters/shared-persons.ts'

/** What speaks for a person; what a household shares (card, address, members) does not. */
const ownMarks = ['name', 'national-id', 'birth-date', 'sex'] as const
type Mark = (typeof ownMarks)[number] | 'place'

type Registry = { readonly families: Families; readonly frequencies: Frequencies }

/** One of two persons, as the shell finds the record again. */
export type SharedSide = {
  readonly householdId: string
  /** Place within the family as it was loaded, the head first. */
  readonly place: number
  /** Hash of the name's key: the shell sees by it that the family is still as it was loaded. */
  readonly name: number
}

/** Two persons of two families who may be one. */
export type SharedPerson = {
  readonly left: SharedSide
  readonly right: SharedSide
  readonly probability: number
  readonly evidence: readonly Evidence[]
}

/** Pairs of persons by their places, one after the other. */
export type SharedPairs = {
  readonly frequencies: Frequencies
  readonly places: readonly (readonly [number, number])[]
}

/**
 * Persons of two families who may be one: a child in the lists of both parents, a grown son who is
 * a member and a head, one NIK under two members. A generator: it yields every few hundred steps.
 * Independent of the order of the rows.
 */
export function* findSharedPersons(
  families: Families,
  model: Model,
  atHand?: AtHand,
): Generator<void, SharedPairs> {
  const frequencies = atHand?.frequencies ?? (yield* countFrequencies(families))
  const registry = { families, frequencies }
  const blocks = atHand?.blocks ?? emptyBlocks()
  const recent = new Float64Array(1 << 18)
  const found = new Map<number, readonly [number, number]>()
  const consider = (one: number, other: number) => {
    const [left, right] = one < other ? ([one, other] as const) : ([other, one] as const)
    if (isHopeless(families, left, right)) return
    const key = left * families.persons + right
    const slot = mix(left ^ mix(right)) & (recent.length - 1)
    if (recent[slot] === key || found.has(key)) return
    recent[slot] = key
    if (isShown(weighShared(registry, model, [left, right]))) found.set(key, [left, right])
  }
  for (const pass of personPasses) {
    yield* candidatePersons(families, { pass, blocks }, consider)
  }
  return { frequencies, places: [...found.values()] }
}

/** True for what no number and no date speak for: most who share a name. */
function isHopeless(families: Families, left: number, right: number): boolean {
  const high = families.nationalIdHigh
  const low = families.nationalIdLow
  if (high[left] !== 0 && high[right] !== 0) {
    if (high[left] === high[right] || low[left] === low[right]) return false
  }
  const births = compareBirthDates(families.born[left] ?? 0, families.born[right] ?? 0)
  return births === 'same-year' || births === 'different'
}

/** Pairs that may be asked about, explained, in the order of their families. */
export function explainShared(
  registry: Registry,
  model: Model,
  places: SharedPairs['places'],
): readonly SharedPerson[] {
  return places
    .map((pair) => explainOne(registry, model, pair))
    .toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
}

/** The same in parts, so that not all of a large registry are explained at once. */
export function* explainInParts(
  registry: Registry,
  model: Model,
  places: SharedPairs['places'],
): Generator<readonly SharedPerson[]> {
  for (let at = 0; at < places.length; at += pairsAtOnce) {
    yield explainShared(registry, model, places.slice(at, at + pairsAtOnce))
  }
}

const pairsAtOnce = 1000

function sortKey({ left, right }: SharedPerson): string {
  return `${left.householdId} ${right.householdId} ${left.place} ${right.place}`
}

function explainOne(
  registry: Registry,
  model: Model,
  pair: readonly [number, number],
): SharedPerson {
  const { families } = registry
  const { probability, bits, comparison } = weighShared(registry, model, pair)
  const evidence = [...ownMarks, 'place' as const]
    .map((field): Evidence => {
      const weight = Math.round(bits[field] * 10) / 10
      return { field, level: comparison.levels[field], weight }
    })
    .toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
  const sides = pair
    .map((person) => sideOf(families, person))
    .toSorted((one, other) => (one.householdId < other.householdId ? -1 : 1))
  const [left, right] = sides
  if (left === undefined || right === undefined) throw new Error('a pair has two sides')
  return { left, right, probability: Math.round(probability * 1e6) / 1e6, evidence }
}

function sideOf(families: Families, person: number): SharedSide {
  const family = families.family[person] ?? 0
  return {
    householdId: idOf(families, family),
    place: person - headOf(families, family),
    name: families.nameText[person] ?? 0,
  }
}

type SharedWeight = {
  readonly probability: number
  readonly bits: Readonly<Record<Mark, number>>
  readonly comparison: Comparison
}

/**
 * One NIK in two families is never passed over in silence; a number that more than eight records
 * carry is nobody's.
 */
export function isShown({ probability, comparison }: SharedWeight): boolean {
  return probability >= sharedPersons2026.shownFrom || comparison.levels['national-id'] === 'equal'
}

/**
 * How likely two persons are one, by their own marks alone. Two strangers are the usual other
 * answer; for two born on one day there is a third: twins, whose names and numbers are alike.
 */
export function weighShared(
  registry: Registry,
  model: Model,
  [one, other]: readonly [number, number],
): SharedWeight {
  const { comparison, bits: all } = weighPersons(registry, model, one, other)
  const bitsOf = (field: Mark) => all[fields.indexOf(field)] ?? 0
  const bits = {
    name: bitsOf('name'),
    'national-id': bitsOf('national-id'),
    'birth-date': bitsOf('birth-date'),
    sex: bitsOf('sex'),
    place: placeBits(comparison),
  }
  const pairsOfOne = Math.log2(2 / Math.max(2, registry.families.persons - 1))
  const weight = Object.values(bits).reduce((sum, each) => sum + each, 0)
  const same = oddsOf(weight + pairsOfOne + Math.log2(sharedPersons2026.standTwice))
  const twins = oddsOf(weight + pairsOfOne + twinBits(comparison))
  return { probability: same / (1 + same + twins), bits, comparison }
}

function oddsOf(bits: number): number {
  return 2 ** Math.min(60, Math.max(-60, bits))
}

function placeBits({ levels }: Comparison): number {
  if (levels.place === 'missing') return 0
  const bits: Readonly<Record<string, number>> = sharedPersons2026.place
  return bits[levels.place] ?? 0
}

/** Bits that twins have more than one person: share by share, theirs for that of one person. */
function twinBits({ levels }: Comparison): number {
  if (levels['birth-date'] !== 'equal') return Number.NEGATIVE_INFINITY
  const { same, twins, twinShare } = sharedPersons2026
  const bits = (['name', 'national-id', 'sex'] as const).map((field) => {
    const level = levels[field]
    return level === 'missing'
      ? 0
      : Math.log2(shareAt(twins[field], level) / shareAt(same[field], level))
  })
  return bits.reduce((sum, each) => sum + each, Math.log2(twinShare))
}

function shareAt(shares: Readonly<Record<string, number>>, level: string): number {
  return shares[level] ?? 1
}
