import { type Comparison, type Field, fields, levelNames } from './comparison.ts'
import { type Families, wordsOf } from './families.ts'
import { addressHash, countOf, type Frequencies, nameHash } from './frequencies.ts'
import type { NameAlignment } from './name-comparison.ts'
import type { Weights } from './parameters/weights.ts'
import { isWeakWord } from './person-name.ts'

/** Shares by field and level; the place of a level is its code, 0 (missing) says nothing. */
export type LevelShares = Readonly<Record<Field, readonly number[]>>

/**
 * A Fellegi-Sunter model: `same` holds m, `other` holds u; a level's weight is log2(m / u). Values
 * that are frequent in the regency weigh less: `Frequencies` replaces u where two values agree.
 */
export type Model = {
  readonly version: string
  readonly same: LevelShares
  readonly other: LevelShares
  readonly otherBornTogether: readonly number[]
  /** log2 of the odds that two families taken at random are one. */
  readonly priorBits: number
  readonly thresholds: Weights['thresholds']
}

/** The model before a regency's data have spoken, for a registry of so many families. */
export function startingModel(weights: Weights, familyCount: number): Model {
  const doubles = weights.doubleShare * familyCount
  return {
    version: weights.version,
    same: levelShares(weights.same),
    other: levelShares(weights.other),
    otherBornTogether: levelNames['national-id'].map((level) =>
      level === 'missing' ? 1 : weights.otherBornTogether[level],
    ),
    priorBits: priorBits(doubles, familyCount),
    thresholds: weights.thresholds,
  }
}

/** log2 odds of one family for a pair taken at random, when so many pairs are one family. */
export function priorBits(samePairs: number, familyCount: number): number {
  const pairs = Math.max(1, (familyCount * (familyCount - 1)) / 2)
  const share = Math.min(0.5, Math.max(samePairs, 0.05) / pairs)
  return Math.log2(share / (1 - share))
}

function levelShares(shares: Weights['same']): LevelShares {
  const by = (field: Field): number[] => {
    const row: Readonly<Record<string, number>> = shares[field]
    return levelNames[field].map((level) => row[level] ?? 1)
  }
  return {
    name: by('name'),
    'national-id': by('national-id'),
    'birth-date': by('birth-date'),
    sex: by('sex'),
    place: by('place'),
    address: by('address'),
    'family-card': by('family-card'),
    members: by('members'),
    role: by('role'),
  }
}

/** The code of a level within its field. */
export function levelCode(field: Field, level: string): number {
  const names: readonly string[] = levelNames[field]
  return Math.max(0, names.indexOf(level))
}

/** How often two different families would fall on the levels of this comparison, per field. */
export function otherShares(context: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly model: Model
  readonly comparison: Comparison
  readonly left: number
  readonly right: number
}): readonly number[] {
  return fields.map((field) => {
    const code = levelCode(field, context.comparison.levels[field])
    if (code === 0) return 1
    return Math.max(smallestShare, otherShare(context, field, code))
  })
}

/** Nothing is rarer than this: a floor under chance agreement, typing errors included. */
const smallestShare = 1e-7

function otherShare(
  context: Parameters<typeof otherShares>[0],
  field: Field,
  code: number,
): number {
  const { comparison, model, frequencies, families } = context
  const fixed = model.other[field][code] ?? 1
  const level = comparison.levels[field]
  if (field === 'name') return nameShare({ ...context, fixed })
  if (field === 'birth-date' && level === 'equal') {
    const count = frequencies.births.get(families.born[comparison.persons[0]] ?? 0) ?? 1
    return (count - 1 + 0.05) / (frequencies.persons + 1000)
  }
  if (field === 'national-id' && bornTogether(comparison)) {
    return model.otherBornTogether[code] ?? fixed
  }
  if (field === 'place') return placeShare(context, level)
  if (field === 'address' && level === 'equal') return addressShare(context)
  return fixed
}

/** The NIK holds the birth date: two near dates make two near numbers likely. */
function bornTogether(comparison: Comparison): boolean {
  const level = comparison.levels['birth-date']
  return level !== 'missing' && level !== 'different'
}

function placeShare(context: Parameters<typeof otherShares>[0], level: string): number {
  const { families, frequencies, left, right } = context
  const share = (counts: Uint32Array, at: number) =>
    ((counts[at] ?? 0) + 0.5) / (frequencies.families + 20)
  const villages = [families.village[left] ?? 0, families.village[right] ?? 0]
  const village = share(frequencies.villages, villages[0] ?? 0)
  if (level === 'same-village') return village
  const district = share(frequencies.districts, families.district[left] ?? 0)
  return level === 'same-district' ? Math.max(0.01, district - village) : 1 - district
}

function addressShare(context: Parameters<typeof otherShares>[0]): number {
  const { families, frequencies, left } = context
  const count = countOf(frequencies.addresses, addressHash(families, left))
  const village = frequencies.villages[families.village[left] ?? 0] ?? 0
  return Math.min(0.9, (count - 1 + 0.3) / (village + 10))
}

function nameShare(
  context: Parameters<typeof otherShares>[0] & { readonly fixed: number },
): number {
  const { comparison, families, frequencies, fixed } = context
  const level = comparison.levels.name
  if (level === 'different') return fixed
  const [left, right] = comparison.persons
  if (level === 'equal' || level === 'spelled') {
    const count = countOf(frequencies.names, nameHash(families, left))
    return (count - 1 + 0.5) / (frequencies.persons + 500)
  }
  const words = [wordsOf(families, left), wordsOf(families, right)] as const
  return alignedShare({ families, frequencies, words, alignment: comparison.alignment })
}

/** Chance that two people share the words that were paired: rare words prove more. */
function alignedShare(context: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly words: readonly [readonly string[], readonly string[]]
  readonly alignment: NameAlignment
}): number {
  const { families, frequencies, words, alignment } = context
  const shareOf = (word: string): number => {
    const number = families.wordNumbers.get(word)
    const count = number === undefined ? 0 : (frequencies.words[number] ?? 0)
    return (count + 0.5) / (frequencies.persons + 500)
  }
  if (alignment.pairs.length === 0) return 1e-5
  let share = alignment.level === 'one-word' ? words[0].length * words[1].length : 1
  for (const pair of alignment.pairs) {
    const left = words[0][pair.left] ?? ''
    const right = words[1][pair.right] ?? ''
    if (pair.how === 'equal') share *= shareOf(left)
    else if (pair.how === 'initial') share *= 0.1
    else share *= shareOf(left) + shareOf(right) + 0.001
  }
  const alone = [...words[0], ...words[1]].filter(isWeakWord).length
  return Math.min(0.9, Math.max(1e-6, share * (alone > 0 ? 2 : 1)))
}

/** The evidence of a comparison in bits per field, positive for one family. */
export function evidenceBits(
  model: Model,
  comparison: Comparison,
  others: readonly number[],
): readonly number[] {
  return fields.map((field, at) => {
    const code = levelCode(field, comparison.levels[field])
    if (code === 0) return 0
    return Math.log2((model.same[field][code] ?? 1) / (others[at] ?? 1))
  })
}

/** Probability that two families are one, from the sum of their evidence. */
export function probabilityOf(model: Model, weight: number): number {
  const odds = 2 ** Math.min(60, Math.max(-60, weight + model.priorBits))
  return odds / (1 + odds)
}

/** The sum of evidence at which a probability is reached. */
export function weightAt(model: Model, probability: number): number {
  return Math.log2(probability / (1 - probability)) - model.priorBits
}
