import { type Comparison, type Field, fields } from './comparison.ts'
import { relationsOfFamilies, samePersonClasses } from './engine/model.ts'
import type { Stories } from './engine/stories.ts'
import type { Model } from './model.ts'

/** What speaks against joining without a person, however high the sum of evidence is. */
export const objections = [
  'members-differ',
  'two-national-ids',
  'sex-differs',
  'family-of-its-own',
  'name-differs',
  'birth-dates-differ',
  'nothing-of-its-own',
  'would-chain',
  'aid-hangs-on-both',
] as const

export type Objection = (typeof objections)[number]

export type Outcome = {
  readonly is: 'joined' | 'queued' | 'refused'
  readonly objections: readonly Objection[]
}

/**
 * Certain pairs are joined, doubtful ones wait for a person, the rest are refused. A wrong join
 * hides a family, so one serious contradiction sends a certain pair to a person; and two heads with
 * one NIK are never passed over in silence.
 */
export function decideOutcome(model: Model, comparison: Comparison, probability: number): Outcome {
  const against = objectionsOf(comparison)
  if (probability >= model.thresholds.certain) {
    return { is: against.length === 0 ? 'joined' : 'queued', objections: against }
  }
  const { levels } = comparison
  // A head who is a member elsewhere is asked about as a person (`shared-persons.ts`).
  const oneNumber = levels['national-id'] === 'equal' && levels.role !== 'member-elsewhere'
  if (probability >= model.thresholds.doubtful || oneNumber) {
    return { is: 'queued', objections: against }
  }
  return { is: 'refused', objections: against }
}

/**
 * Why a pair waits for a person, as codes worded in web/text (`matching.because.<code>`): one NIK
 * in both, a sum between the thresholds, and what speaks against joining.
 */
export function queuedBecause(
  model: Pick<Model, 'thresholds'>,
  pair: {
    readonly probability: number
    readonly oneNumber: boolean
    readonly objections: readonly string[]
  },
): readonly string[] {
  const { doubtful, certain } = model.thresholds
  const inDoubt = pair.probability >= doubtful && pair.probability < certain
  return [
    ...(pair.oneNumber ? ['one-national-id'] : []),
    ...(inDoubt ? ['doubtful'] : []),
    ...pair.objections,
  ]
}

function objectionsOf(comparison: Comparison): Objection[] {
  const { levels, membersCompared } = comparison
  const found: Objection[] = []
  const oneNumber = isOneNumber(levels['national-id'])
  if (levels.members === 'none' && membersCompared >= 2) found.push('members-differ')
  if (levels['national-id'] === 'different' || mayBeTwins(levels)) found.push('two-national-ids')
  if (levels.sex === 'different' && !oneNumber) found.push('sex-differs')
  if (levels.role === 'member-elsewhere') found.push('family-of-its-own')
  if (levels.name === 'different') found.push('name-differs')
  if (levels.name === 'one-word' && !oneNumber) found.push('name-differs')
  if (birthsDiffer(levels)) found.push('birth-dates-differ')
  if (hasNothingOfItsOwn(levels)) found.push('nothing-of-its-own')
  return found
}

/** Two birth dates without a slip between them, and no NIK that says it is one person. */
function birthsDiffer(levels: Comparison['levels']): boolean {
  const birth = levels['birth-date']
  if (isOneNumber(levels['national-id'])) return false
  return birth === 'different' || birth === 'same-year'
}

/** Neither number nor date to compare: father and son of one name share all the rest. */
function hasNothingOfItsOwn(levels: Comparison['levels']): boolean {
  const number = levels['national-id']
  return levels['birth-date'] === 'missing' && (number === 'missing' || number === 'doubtful')
}

/** Numbers that follow each other under names that are only alike, and no shared members. */
function mayBeTwins(levels: Comparison['levels']): boolean {
  if (levels['national-id'] !== 'neighbour') return false
  if (levels.members === 'all' || levels.members === 'most') return false
  return levels.name === 'similar' || levels.name === 'part' || levels.name === 'one-word'
}

function isOneNumber(level: string): boolean {
  return level === 'equal' || level === 'one-digit'
}

/** One line of the explanation of a pair; words stand under `matching.level.<field>.<level>`. */
export type Evidence = {
  readonly field: Field
  readonly level: string
  /** Bits, rounded to a tenth: positive for one family, negative against. */
  readonly weight: number
  readonly detail?: Readonly<Record<string, number>>
}

export type Explanation = {
  readonly weight: number
  readonly probability: number
  /** What the evidence stands against: the likeliest way in which these are two families. */
  readonly instead: Instead
  /** Bits that speak before any field; with `weight` they make the probability. */
  readonly priorBits: number
  readonly evidence: readonly Evidence[]
}

/** How two families may come to look like one. */
export const otherStories = ['strangers', 'household', 'twins', 'person-in-both'] as const
export type Instead = (typeof otherStories)[number]

/**
 * The likeliest story of one family against the likeliest other one: what a household shares
 * anyway speaks for nothing. Bits of the fields add up to `weight`.
 */
export function explainPair(comparison: Comparison, stories: Stories): Explanation {
  const { bits, before, besides, probability } = stories
  return {
    weight: tenths(bits.reduce((sum, bit) => sum + bit, 0)),
    probability: Math.round(probability * 1e6) / 1e6,
    instead: insteadOf(stories.other),
    priorBits: before + besides,
    evidence: evidenceLines(comparison, bits),
  }
}

/** Classes of two families; that one person stands in both is told where one is no head. */
export function otherStoriesOf({ levels }: Comparison): readonly number[] {
  const all = [...relationsOfFamilies.keys(), relationsOfFamilies.length]
  return all.slice(samePersonClasses).filter((relation) => {
    return levels.role === 'member-elsewhere' || insteadOf(relation) !== 'person-in-both'
  })
}

function insteadOf(relation: number): Instead {
  const name = relationsOfFamilies[relation]
  if (name === undefined) return 'strangers'
  if (name.startsWith('twins')) return 'twins'
  return name.startsWith('person') ? 'person-in-both' : 'household'
}

/** Which field spoke for and against, strongest first; missing fields come last with 0. */
export function evidenceLines(
  comparison: Comparison,
  bits: readonly number[],
): readonly Evidence[] {
  const lines = fields.map((field, at): Evidence => {
    const line = { field, level: comparison.levels[field], weight: tenths(bits[at] ?? 0) }
    if (field !== 'members' || comparison.membersCompared === 0) return line
    const { membersFound: found, membersCompared: compared } = comparison
    return { ...line, detail: { found, compared } }
  })
  const shown = lines.filter((line) => line.field !== 'role' || line.level !== 'heads')
  return shown.toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
