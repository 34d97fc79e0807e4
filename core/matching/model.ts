import { type Comparison, type Field, fields, levelNames } from './comparison.ts'
import { chanceStep, chanceSteps } from './engine/found.ts'
import { type Mixture, type Trait, weightTable } from './engine/model.ts'
import { createTeller } from './engine/stories.ts'
import { type Families, wordsOf } from './families.ts'
import { addressHash, countOf, type Frequencies, nameHash } from './frequencies.ts'
import type { NameAlignment } from './name-comparison.ts'
import type { RelationName, Weights } from './parameters/weights.ts'
import { isWeakWord } from './person-name.ts'

/** Shares by field and level; the place of a level is its code, 0 (missing) says nothing. */
type LevelShares = Readonly<Record<Field, readonly number[]>>

/**
 * The mixture of the linkage engine over the fields of a family: classes as `relationsOfFamilies`,
 * one family first. `other` holds how strangers fall on levels; where values agree that are
 * frequent in the regency, `Frequencies` replaces it.
 */
export type Model = Mixture & {
  readonly version: string
  readonly other: LevelShares
  readonly otherBornTogether: readonly number[]
  readonly thresholds: Weights['thresholds']
}

/** In the order of `relationsOfFamilies`, each as both live and when one has moved. */
const relationNames = ['oneFamily', 'household', 'twins', 'personInBoth'] as const

/** What a model knows of the fields of a family, in the order of `fields`. */
export const traits: readonly Trait[] = fields.map((field) => ({
  kind: kindOf(field),
  levels: levelNames[field].length,
  isOwnName: field === 'name',
  isOfKin: false,
}))

function kindOf(field: Field): Trait['kind'] {
  switch (field) {
    case 'name':
      return 'full-name'
    case 'national-id':
      return 'nik'
    case 'birth-date':
      return 'date'
    case 'sex':
      return 'category'
    default:
      return field
  }
}

/** The model before a regency's data have spoken, for a registry of so many families. */
export function startingModel(weights: Weights, familyCount: number): Model {
  const { shared, noise } = weights
  return {
    version: weights.version,
    priors: byRelation((name, moved) => {
      return startingPrior(weights.pairsOfFamily[name][moved], familyCount)
    }),
    shares: byRelation((name, moved) =>
      fields.map((field) =>
        field === 'national-id' || field === 'role' ? 0 : shared[field][name][moved],
      ),
    ),
    noise: fields.map((field) =>
      field === 'national-id' || field === 'role'
        ? rowOf(field, weights.other[field])
        : rowOf(field, noise[field]),
    ),
    free: byRelation((name) =>
      fields.map((field) => {
        if (field === 'national-id') return rowOf(field, weights.nationalIds[name])
        const roles = field === 'role' ? weights.roles[name] : undefined
        return roles === undefined ? null : rowOf(field, roles)
      }),
    ),
    other: otherLevels(weights),
    otherBornTogether: rowOf('national-id', weights.otherBornTogether),
    thresholds: weights.thresholds,
  }
}

function byRelation<Value>(of: (name: RelationName, moved: 0 | 1) => Value): Value[] {
  return relationNames.flatMap((name) => [of(name, 0), of(name, 1)])
}

/** Pairs in all: a model's priors are shares of them. */
export function countPairsOf(familyCount: number): number {
  return Math.max(1, (familyCount * (familyCount - 1)) / 2)
}

function startingPrior(pairsOfFamily: number, familyCount: number): number {
  return Math.min(0.1, (pairsOfFamily * familyCount) / countPairsOf(familyCount))
}

/** The most that the share of each class may come to be. */
export function mostPriors(weights: Weights, familyCount: number): readonly number[] {
  return byRelation((name) => startingPrior(weights.mostPairsOfFamily[name], familyCount))
}

function rowOf(field: Field, shares: Readonly<Record<string, number>>): readonly number[] {
  return levelNames[field].map((level) => shares[level] ?? 1)
}

function otherLevels({ other }: Weights): LevelShares {
  return {
    name: rowOf('name', other.name),
    'national-id': rowOf('national-id', other['national-id']),
    'birth-date': rowOf('birth-date', other['birth-date']),
    sex: rowOf('sex', other.sex),
    place: rowOf('place', other.place),
    address: rowOf('address', other.address),
    'family-card': rowOf('family-card', other['family-card']),
    members: rowOf('members', other.members),
    role: rowOf('role', other.role),
  }
}

/** The code of a level within its field. */
export function levelCode(field: Field, level: string): number {
  const names: readonly string[] = levelNames[field]
  return Math.max(0, names.indexOf(level))
}

export type PairContext = {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly model: Model
  readonly comparison: Comparison
  readonly left: number
  readonly right: number
}

/**
 * A comparison as the engine weighs it, field by field: the level, and in half bits how often
 * two different families would fall there; 0 where a value is missing.
 */
export function codesOf(context: PairContext, into = new Uint16Array(fields.length)): Uint16Array {
  for (const [at, field] of fields.entries()) {
    const level = levelCode(field, context.comparison.levels[field])
    into[at] = level === 0 ? 0 : level * chanceSteps + chanceStep(shareOf(context, field, level))
  }
  return into
}

/** Nothing is rarer than this: a floor under chance agreement, typing errors included. */
const smallestShare = 1e-7

function shareOf(context: PairContext, field: Field, code: number): number {
  return Math.min(1, Math.max(smallestShare, otherShare(context, field, code)))
}

type Teller = ReturnType<typeof createTeller> & { readonly weights: Float32Array }

const tellers = new WeakMap<Model, Teller>()

/** Weighs codes by a model; its table is made once. */
export function tellerOf(model: Model): Teller {
  const known = tellers.get(model)
  if (known !== undefined) return known
  const weights = weightTable(model, fields.length)
  const teller = { ...createTeller(model, weights), weights }
  tellers.set(model, teller)
  return teller
}

/** The evidence of a comparison in bits per field, for one family against two strangers. */
export function evidenceBits(context: PairContext): readonly number[] {
  const codes = codesOf(context)
  const { bitsAgainstStrangers } = tellerOf(context.model)
  return bitsAgainstStrangers(codes)
}

function otherShare(context: PairContext, field: Field, code: number): number {
  const { comparison, model, frequencies, families } = context
  const fixed = model.other[field][code] ?? 1
  const level = comparison.levels[field]
  if (field === 'name') return nameShare({ ...context, fixed })
  if (field === 'birth-date' && level === 'equal') {
    const count = frequencies.births.get(families.born[comparison.persons[0]] ?? 0) ?? 1
    return (count - 1 + 0.05) / (frequencies.persons + 1000)
  }
  if (field === 'national-id' && areBornTogether(context)) {
    return model.otherBornTogether[code] ?? fixed
  }
  if (field === 'place') return placeShare(context, level)
  if (field === 'address' && level === 'equal') return addressShare(context)
  return fixed
}

/**
 * The NIK holds the birth date: two near dates make two near numbers likely, so that the numbers
 * say little more.
 */
function areBornTogether({ comparison }: PairContext): boolean {
  const level = comparison.levels['birth-date']
  return level !== 'missing' && level !== 'different'
}

function placeShare(context: PairContext, level: string): number {
  const { families, frequencies, left, right } = context
  const share = (counts: Uint32Array, at: number) =>
    ((counts[at] ?? 0) + 0.5) / (frequencies.families + 20)
  const villages = [families.village[left] ?? 0, families.village[right] ?? 0]
  const village = share(frequencies.villages, villages[0] ?? 0)
  if (level === 'same-village') return village
  const district = share(frequencies.districts, families.district[left] ?? 0)
  return level === 'same-district' ? Math.max(0.01, district - village) : 1 - district
}

function addressShare(context: PairContext): number {
  const { families, frequencies, left } = context
  const count = countOf(frequencies.addresses, addressHash(families, left))
  const village = frequencies.villages[families.village[left] ?? 0] ?? 0
  return Math.min(0.9, (count - 1 + 0.3) / (village + 10))
}

function nameShare(context: PairContext & { readonly fixed: number }): number {
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
