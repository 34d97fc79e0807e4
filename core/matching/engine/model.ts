import { wordLevels } from './compare-words.ts'
import { digitLevels } from './digits.ts'
import { type Field, levelsOf, sizeOf } from './field.ts'
import { chanceSteps, missingCode, mostLevels, toldTwiceCode } from './found.ts'
import { type Kind, sharedInHouses, startingShares } from './kinds.ts'

/**
 * What two records may be to each other: one person, two people of one household, or two born
 * together; each as they live at one place or as one of the records says another. Strangers are
 * what is left.
 */
export const relationsOfPairs = [
  'same',
  'same, moved',
  'household',
  'household, moved',
  'twins',
  'twins, moved',
] as const
export const classCount = relationsOfPairs.length

/**
 * What two families may be to each other beside that: two in which one person stands, say a son
 * with a family of his own who is still on his parents' card.
 */
export const relationsOfFamilies = [
  ...relationsOfPairs,
  'person in both',
  'person in both, moved',
] as const

/** Classes of which two records are one person, or two families one. */
export const samePersonClasses = 2

/** What a model knows of a field, whoever compares its values. */
export type Trait = {
  readonly kind: Kind | 'members' | 'role'
  /** Levels, the missing one included. */
  readonly levels: number
  /** Of several full names the person's own. */
  readonly isOwnName: boolean
  /** An own name of which two people of one family may share a word: that of their father. */
  readonly isOfKin: boolean
  /** Of a NIK the levels of numbers of one region and day: of another serial, or of zeros. */
  readonly serials?: Serials
}

type Serials = { readonly another: number; readonly zeros: number }

export function traitsOf(fields: readonly Field[]): readonly Trait[] {
  const own = ownName(fields)
  return fields.map((field, at) => ({
    kind: field.kind,
    levels: levelsOf(field).length,
    isOwnName: at === own,
    isOfKin: at === own && field.kind === 'full-name',
    ...(field.kind === 'nik' && field.values.shape === 'digits' ? { serials: nikSerials } : {}),
  }))
}

const nikSerials: Serials = {
  another: digitLevels.indexOf('kin'),
  zeros: digitLevels.indexOf('cut'),
}

/**
 * A mixture of ways in which two records come about. Two records of a class either take a field's
 * value from one source (`share`) and then differ by slips (`noise`), or each from its own, as
 * strangers do. Fields of one household agree together because the class says so, and count once.
 */
export type Mixture = {
  /** Share of all pairs, by class. */
  readonly priors: readonly number[]
  /** [class][field]: how often both records take the value from one source. */
  readonly shares: readonly (readonly number[])[]
  /** [field][level]: how a value of one source comes out twice. */
  readonly noise: readonly (readonly number[])[]
  /**
   * [field][level]: how an own name that two people have from one family comes out: they share a
   * word of it, hardly ever the whole. Null where what they share is written as one person's is.
   */
  readonly kin?: readonly (readonly number[] | null)[]
  /** [field]: whether values are words, whose chance is that of sharing them. Absent: of none. */
  readonly ofWords?: readonly boolean[]
  /**
   * Where copies are written with less care, a gap speaks for a copy. Only of lists that tell who
   * lives together: elsewhere who lacks a value lacks it in all records.
   */
  readonly gaps?: Gaps
  /** [class][field]: levels as they come, of a NIK: people born together have near numbers. */
  readonly free: readonly (readonly (readonly number[] | null)[])[]
}

/**
 * [field]: how often one of two records lacks the value. Two people lack what strangers lack: the
 * pairs of a house that are seen were brought together by what both have, and would tell less.
 */
export type Gaps = {
  readonly one: readonly number[]
  readonly strangers: readonly number[]
}

export type Model = Mixture & StrangerChances

/**
 * How strangers fall on levels: known from rows that nothing brought together, not learnt. How
 * often those who share words write them with a slip is taken from `noise`.
 */
export type StrangerChances = {
  /** [field][level]: half bits of a stranger's falling there, where the values don't tell. */
  readonly chances: readonly (readonly number[])[]
  /** The same for a NIK when the dates of birth are near. */
  readonly bornTogether: readonly number[]
  /** [field][level]: the same for a mail address when a name agrees; empty for other fields. */
  readonly namesakes: readonly (readonly number[])[]
}

/** The model before the table has spoken. */
export function startingModel(
  fields: readonly Field[],
  chances: StrangerChances,
  given: {
    readonly rows: number
    readonly pairs: number
    /** [field]: how often one of two strangers lacks the value. */
    readonly gaps: readonly number[]
  },
): Model {
  const { rows, pairs, gaps } = given
  const traits = traitsOf(fields)
  return {
    ...chances,
    priors: startingPairs.map((each, relation) =>
      Math.min(0.2, mostLikely(traits, relation), (each * rows) / pairs),
    ),
    shares: relationsOfPairs.map((_, relation) =>
      fields.map(({ kind }, at) => {
        const trait = traits[at]
        if (trait === undefined) return 0
        const isKin = trait.isOfKin && !isOnePerson(relation)
        const share = isKin ? startingKinShare : startingShare(kind, relation)
        return Math.min(mostShared(trait, relation), share)
      }),
    ),
    noise: fields.map((field) => startingNoise(field)),
    ofWords: fields.map(({ values }) => values.shape === 'words'),
    kin: traits.map(({ isOfKin }) => (isOfKin ? startingKin : null)),
    ...(fields.some(({ kind }) => sharedInHouses.has(kind))
      ? { gaps: { one: gaps, strangers: gaps } }
      : {}),
    free: relationsOfPairs.map((_, at) =>
      fields.map((field) => (field.kind === 'nik' ? startingNik(at < samePersonClasses) : null)),
    ),
  }
}

/** Pairs of each class that a row is expected to have, before anything is known. */
const startingPairs = [0.05, 0.02, 0.8, 0.2, 0.015, 0.005]

function startingShare(kind: Kind, relation: number): number {
  const { self, moved, household } = startingShares[kind]
  const apart = relation % 2 === 1
  if (relation < samePersonClasses) return apart ? moved : self
  if (relation >= firstTwins && kind === 'date') return leastTwinDate
  return apart ? household * (moved / self) : household
}

const firstTwins = 4
const leastTwinDate = 0.95
const leastTwinMother = 0.97

function startingNoise(field: Field): readonly number[] {
  const { length } = levelsOf(field)
  if (field.kind === 'category') return spread(length, 0.99, 0.01)
  return levelsOf(field).map((_, code) =>
    code === 0 ? 1 : code === 1 ? 0.85 : 0.15 / (length - 2),
  )
}

function spread(length: number, equal: number, different: number): readonly number[] {
  return Array.from({ length }, (_, code) =>
    code === 0 ? 1 : code === 1 ? equal : code === length - 1 ? different : 1e-6,
  )
}

/** Two of a household share a word of their names so often, before the table has spoken. */
const startingKinShare = 0.05

/** In the order of `wordLevels`: `part` and `some` above all. */
const startingKin = [1, 0.005, 0.005, 0.005, 0.005, 0.38, 0.1, 0.4, 0.1]

function startingNik(same: boolean): readonly number[] {
  return same
    ? [1, 0.84, 0.08, 0.02, 0.01, 0.015, 0.0005, 0.005, 0.0005, 0.02, 0.009]
    : [1, 0.001, 0.01, 0.01, 0.001, 0.1, 0.1, 0.05, 0.5, 0.1, 0.128]
}

/** The person whose fields are compared is one, of whatever families. */
export function isOnePerson(relation: number): boolean {
  return relation < samePersonClasses || relation >= classCount
}

/**
 * The most that a class may make of all pairs. Where no field is a person's own, nothing tells two
 * of one household from one person: there is no household then, or it would take half of each pair.
 */
export function mostLikely(traits: readonly Trait[], relation: number): number {
  return isOnePerson(relation) || hasOwnMark(traits) ? 0.3 : 1e-12
}

function hasOwnMark(traits: readonly Trait[]): boolean {
  return traits.some((trait) => trait.isOfKin || mostShared(trait, samePersonClasses) < 0.1)
}

/** Two people of one household have one own name so often at most. */
export const mostNamesakes = 0.02

/** What personal fields at most share between two people; else twins would swallow doubles. */
export function mostShared({ kind, isOwnName, isOfKin }: Trait, relation: number): number {
  if (relation >= samePersonClasses && kind === 'members') return 0.3
  if (isOnePerson(relation) || isOfKin) return 0.9995
  if (kind === 'identifier' || kind === 'nik') return 0.001
  if (isOwnName || kind === 'given-name' || kind === 'email') return mostNamesakes
  return relation < firstTwins && kind === 'date' ? 0.05 : 0.9995
}

/**
 * Of several full names (the mother's, the head's) the own one has most different values. Where no
 * column tells who is meant, a shop or a book is named by the text with most different values.
 */
function ownName(fields: readonly Field[]): number {
  const isTold = fields.some(({ kind }) => tellingKinds.has(kind))
  const own = mostDifferent(fields, 'full-name')
  return own < 0 && !isTold ? mostDifferent(fields, 'text') : own
}

const tellingKinds: ReadonlySet<Kind> = new Set(['given-name', 'identifier', 'nik', 'email'])

function mostDifferent(fields: readonly Field[], kind: Kind): number {
  let own = -1
  let most = 0
  for (const [at, field] of fields.entries()) {
    if (field.kind !== kind || sizeOf(field) <= most) continue
    own = at
    most = sizeOf(field)
  }
  return own
}

/**
 * What two people share at least, or their class would come to stand for others: of one household
 * their card (else any strangers of one village and birthday whom blocking brought together), born
 * together their date (else brothers and sisters, of whom there are a hundred times as many) and
 * the name of their mother or the head (else strangers of one day and region, of a large list).
 */
export function leastShared({ kind, isOwnName }: Trait, relation: number): number {
  if (isOnePerson(relation)) return leastShare
  if (relation >= firstTwins && kind === 'date') return leastTwinDate
  if (relation >= firstTwins && kind === 'full-name' && !isOwnName) return leastTwinMother
  return kind === 'family-card' ? 0.5 : leastShare
}

const leastShare = 0.0005

/**
 * Shares of all pairs by class, kept to their meaning: two people of a household are no more often
 * recorded apart than twice as often as one person is.
 */
export function likelyPriors(priors: readonly number[]): readonly number[] {
  const [same = 0, moved = 0] = priors
  const apart = same === 0 ? 0 : Math.min(1, (2 * moved) / same)
  return priors.map((share, relation) => {
    if (relation < samePersonClasses || relation % 2 === 0) return share
    return Math.min(share, apart * (priors[relation - 1] ?? 0))
  })
}

export const codesOfField = mostLevels * chanceSteps

/** A level and a chance as one number. */
export function codeOf(level: number, chance: number): number {
  return level * chanceSteps + chance
}

/**
 * Weights in bits of every level, chance and class against strangers, so that scoring a pair is
 * adding: [(field · codes + code) · classes + class].
 */
export function weightTable(model: Mixture, fieldCount: number): Float32Array {
  const classes = model.priors.length
  const size = fieldCount * codesOfField * classes
  const table = new Float32Array(new SharedArrayBuffer(size * 4))
  for (let field = 0; field < fieldCount; field += 1) {
    for (let relation = 0; relation < classes; relation += 1) {
      const at = (field * codesOfField + missingCode) * classes + relation
      table[at] = gapBits(model, field, relation).missing
    }
    for (let relation = 0; relation < classes; relation += 1) {
      const at = (field * codesOfField + toldTwiceCode) * classes + relation
      table[at] = isOnePerson(relation) ? -bitsOfSex : 0
    }
    for (let code = chanceSteps; code < codesOfField; code += 1) {
      for (let relation = 0; relation < classes; relation += 1) {
        const at = (field * codesOfField + code) * classes + relation
        const { present } = gapBits(model, field, relation)
        table[at] = Math.log2(factorOf(model, field, relation, code)) + present
      }
    }
  }
  return table
}

/** Of two people every second pair is of one sex. */
const bitsOfSex = 1

/** Bits that it speaks for a class, against strangers, that a value is missing or is there. */
function gapBits({ gaps }: Mixture, field: number, relation: number) {
  const here = isOnePerson(relation) ? (gaps?.one[field] ?? 0) : 0
  const strangers = gaps?.strangers[field] ?? 0
  if (here === 0 || strangers === 0) return { missing: 0, present: 0 }
  return {
    missing: Math.log2(here / strangers),
    present: Math.log2((1 - here) / (1 - strangers)),
  }
}

/** How many times likelier a class makes what was found than strangers do. */
function factorOf(model: Mixture, field: number, relation: number, code: number): number {
  const level = Math.floor(code / chanceSteps)
  const stranger = 2 ** (-(code % chanceSteps) / 2) * slipOfStrangers(model, field, level)
  const free = model.free[relation]?.[field] ?? null
  if (free !== null) return Math.max(1e-9, free[level] ?? 0) / stranger
  const share = model.shares[relation]?.[field] ?? 0
  const kin = isOnePerson(relation) ? undefined : model.kin?.[field]
  const noise = (kin ?? model.noise[field])?.[level] ?? 0
  return (share * noise) / stranger + 1 - share
}

const [firstSlip, lastSlip] = [wordLevels.indexOf('spelled'), wordLevels.indexOf('similar')]
const leastSlip = 0.02

/**
 * How often strangers who share a value's words write them with such a slip: as one person does.
 * Their chance is that of sharing the words, however written, so that a slip speaks against nobody.
 * Never less than one in fifty: slips that a table does not show are not impossible.
 */
function slipOfStrangers({ ofWords, noise }: Mixture, field: number, level: number): number {
  if (ofWords?.[field] !== true || level < firstSlip || level > lastSlip) return 1
  return Math.max(leastSlip, noise[field]?.[level] ?? 0)
}

/** Of a pair that fell on a code: how likely both values came from one source. */
export function sharedPart(model: Mixture, field: number, relation: number, code: number): number {
  const share = model.shares[relation]?.[field] ?? 0
  const whole = factorOf(model, field, relation, code)
  return whole <= 0 ? 0 : Math.max(0, (whole - 1 + share) / whole)
}
