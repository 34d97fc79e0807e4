import { alignNames, type NameLevel } from './name-comparison.ts'
import { isWeakWord, nameSounds, soundOf } from './person-name.ts'
import { isOneEditApart, jaroWinkler } from './similarity.ts'

/** A person as a device or a page keeps them: never a whole NIK, the year of birth only. */
export type KeptPerson = {
  readonly personId: string
  readonly name: string
  readonly sex: string | null
  readonly bornYear: number | null
  /** First six and last two digits, or empty. */
  readonly nationalIdMask: string
}

/** A person as far as a form knows yet. */
export type AskedPerson = {
  readonly name: string
  readonly sex?: string | undefined
  readonly bornYear?: number | undefined
  /** Sixteen digits; anything else counts as none. */
  readonly nationalId?: string | undefined
}

/** Words in `matching.level.<field>.<level>`; bits for (positive) and against. */
export type KeptEvidence = {
  readonly field: 'name' | 'birth-year' | 'sex' | 'national-id-seen'
  readonly level: string
  readonly weight: number
}

export type KnownHere<Person> = {
  readonly person: Person
  /** Probability that it is this person, 0 to 1. */
  readonly probability: number
  /** The strongest first. */
  readonly evidence: readonly KeptEvidence[]
}

/** Persons made ready once, to be asked about at every letter that is typed. */
export type KeptPersons<Person extends KeptPerson> = {
  readonly persons: readonly Person[]
  readonly words: readonly (readonly string[])[]
  readonly joined: readonly string[]
  readonly withWord: ReadonlyMap<string, readonly number[]>
  /** Words by their first letter, and by what is left without it. */
  readonly byFirst: ReadonlyMap<string, readonly string[]>
  readonly byRest: ReadonlyMap<string, readonly string[]>
  /** Of a typed word, the words here that are one with it; filled as they are asked for. */
  readonly alike: Map<string, readonly string[]>
}

/** Makes the persons of a village ready: names by sound, and who carries which word. */
export function keepPersons<Person extends KeptPerson>(
  persons: readonly Person[],
): KeptPersons<Person> {
  const sounds = new Map<string, string>()
  const sound = (word: string) => {
    const known = sounds.get(word)
    if (known !== undefined) return known
    const made = soundOf(word)
    sounds.set(word, made)
    return made
  }
  const words = persons.map((each) => nameSounds(each.name, { sound }))
  const withWord = new Map<string, number[]>()
  for (const [at, name] of words.entries()) {
    for (const word of new Set(name)) put(withWord, word, at)
  }
  const byFirst = new Map<string, string[]>()
  const byRest = new Map<string, string[]>()
  for (const word of withWord.keys()) {
    put(byFirst, word.slice(0, 1), word)
    put(byRest, word.slice(1), word)
  }
  const joined = words.map((each) => each.join(''))
  return { persons, words, joined, withWord, byFirst, byRest, alike: new Map() }
}

function put<Value>(into: Map<string, Value[]>, key: string, value: Value): void {
  const there = into.get(key)
  if (there === undefined) into.set(key, [value])
  else there.push(value)
}

const shownMost = 5
const shownFrom = 0.15
/** A few families say little about how rare a name is: the village is at least this large. */
const leastVillage = 1000
/** What stands for the other bearers of a name when the list has none. */
const unseenBearers = 0.3

/**
 * Who of some kept persons one may be, the likeliest first, at most five: names by spelling
 * variants, order, initials and single slips; sex; year of birth; the digits of the NIK that a
 * mask shows. Fellegi and Sunter 1969 with shares as in parameters/weights.ts; how rare a name is
 * follows from the persons themselves. Pure, and asks nobody.
 */
export function knownAmong<Person extends KeptPerson>(
  among: KeptPersons<Person>,
  asked: AskedPerson,
): readonly KnownHere<Person>[] {
  const name = nameSounds(asked.name)
  if (name.join('').length < 3) return []
  const levels = levelsOf(among, name)
  const bearers = bearersByLevel(levels.values())
  const found: KnownHere<Person>[] = []
  for (const [at, level] of levels) {
    const person = among.persons[at]
    const share = nameShares[level]
    if (person === undefined || share === undefined) continue
    const others = (bearers.get(level) ?? 1) - 1 + unseenBearers
    const size = Math.max(leastVillage, among.persons.length)
    const evidence = [
      { field: 'name' as const, level, weight: Math.log2((share * size) / others) },
      ...otherEvidence(asked, person),
    ]
    const bits = evidence.reduce((sum, each) => sum + each.weight, 0) - Math.log2(size)
    const probability = 1 / (1 + 2 ** -bits)
    if (probability < shownFrom) continue
    const byStrength = evidence.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    found.push({ person, probability, evidence: byStrength })
  }
  return found.toSorted(byProbability).slice(0, shownMost)
}

function byProbability<Person extends KeptPerson>(
  one: KnownHere<Person>,
  other: KnownHere<Person>,
): number {
  const by = other.probability - one.probability
  return by !== 0 ? by : one.person.personId < other.person.personId ? -1 : 1
}

/** Share of one's own records on each level of the name; what is not here says nothing. */
const nameShares: Partial<Record<NameLevel, number>> = {
  equal: 0.6,
  spelled: 0.6,
  shortened: 0.2,
  similar: 0.12,
  part: 0.05,
}

/** The best first: a level counts its bearers and those of better ones. */
const nameOrder = ['equal', 'spelled', 'shortened', 'similar', 'part'] as const

function bearersByLevel(levels: Iterable<NameLevel>): ReadonlyMap<NameLevel, number> {
  const counts = new Map<NameLevel, number>()
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1)
  let sum = 0
  return new Map(
    nameOrder.map((level) => {
      sum += counts.get(level) ?? 0
      return [level, sum]
    }),
  )
}

function levelsOf<Person extends KeptPerson>(
  among: KeptPersons<Person>,
  name: readonly string[],
): ReadonlyMap<number, NameLevel> {
  const levels = new Map<number, NameLevel>()
  const compare = (at: number) => {
    if (!levels.has(at)) levels.set(at, alignNames(name, among.words[at] ?? []).level)
  }
  const onlyWeak = name.every(isWeakWord)
  for (const word of name) {
    for (const like of wordsLike(among, word)) {
      const says = onlyWeak || !isWeakWord(like)
      for (const at of among.withWord.get(like) ?? []) {
        // Half a village is a Siti or a Muhammad: alone that makes nobody a candidate.
        if (says || among.words[at]?.every(isWeakWord)) compare(at)
      }
    }
  }
  const joined = name.join('')
  for (const [at, other] of among.joined.entries()) {
    if (other === joined || isOneEditApart(joined, other)) compare(at)
  }
  return levels
}

function wordsLike<Person extends KeptPerson>(
  among: KeptPersons<Person>,
  word: string,
): readonly string[] {
  const known = among.alike.get(word)
  if (known !== undefined) return known
  const found = new Set([
    ...(among.byFirst.get(word.slice(0, 1)) ?? []).filter((other) => isWordAlike(word, other)),
    ...otherBeginnings(among, word),
  ])
  const list = [...found]
  among.alike.set(word, list)
  return list
}

/** An initial alone makes nobody a candidate. As name-comparison.ts pairs words. */
function isWordAlike(word: string, other: string): boolean {
  if (word === other) return word.length > 1
  const [short, long] = word.length <= other.length ? [word, other] : [other, word]
  if (short.length < 3) return false
  if (short.length > 3 && (long.startsWith(short) || isOneEditApart(short, long))) return true
  // Shorter than that against the other, no two words reach the similarity.
  return short.length >= 0.6 * long.length && jaroWinkler(short, long) >= 0.92
}

/** Words that are one edit away at the first letter: another one, none, one more, or swapped. */
function otherBeginnings<Person extends KeptPerson>(
  { withWord, byRest }: KeptPersons<Person>,
  word: string,
): readonly string[] {
  if (word.length < 4) return []
  const rest = word.slice(1)
  const swapped = `${word.slice(1, 2)}${word.slice(0, 1)}${word.slice(2)}`
  const single = [rest, swapped].filter((each) => each.length > 3 && withWord.has(each))
  return [...(byRest.get(rest) ?? []), ...(byRest.get(word) ?? []), ...single]
}

function otherEvidence(asked: AskedPerson, person: KeptPerson): readonly KeptEvidence[] {
  return [
    ...yearEvidence(asked.bornYear, person.bornYear),
    ...sexEvidence(asked.sex, person.sex),
    ...numberEvidence(asked.nationalId, person.nationalIdMask),
  ]
}

const sexWeights = { equal: Math.log2(0.99 / 0.5), different: Math.log2(0.01 / 0.5) } as const

function sexEvidence(asked: string | undefined, kept: string | null): readonly KeptEvidence[] {
  if (asked === undefined || kept === null) return []
  const level = asked === kept ? 'equal' : 'different'
  return [{ field: 'sex', level, weight: sexWeights[level] }]
}

/** Against the share of two persons who happen to be so: years spread over some forty. */
const yearWeights = {
  equal: Math.log2(0.87 / 0.025),
  near: Math.log2(0.07 / 0.05),
  slip: Math.log2(0.03 / 0.1),
  different: Math.log2(0.03 / 0.825),
} as const

function yearEvidence(asked: number | undefined, kept: number | null): readonly KeptEvidence[] {
  if (asked === undefined || kept === null) return []
  const level = yearLevel(asked, kept)
  return [{ field: 'birth-year', level, weight: yearWeights[level] }]
}

/** A year off is near; ten off or the last two digits turned round is a slip of the pen. */
function yearLevel(asked: number, kept: number): keyof typeof yearWeights {
  const apart = Math.abs(asked - kept)
  if (apart === 0) return 'equal'
  if (apart === 1) return 'near'
  const [tens, ones] = [Math.trunc(asked / 10) % 10, asked % 10]
  const turned = asked - (tens * 10 + ones) + (ones * 10 + tens)
  return apart === 10 || turned === kept ? 'slip' : 'different'
}

/** A NIK is mistyped in one of ten records: other digits speak against, not for certain. */
const numberWeights = { equal: Math.log2(0.9 / 0.015), different: Math.log2(0.1 / 0.985) } as const

function numberEvidence(asked: string | undefined, mask: string): readonly KeptEvidence[] {
  if (asked === undefined || !/^\d{16}$/.test(asked) || mask.length !== 16) return []
  const same = asked.slice(0, 6) === mask.slice(0, 6) && asked.slice(-2) === mask.slice(-2)
  const level = same ? 'equal' : 'different'
  return [{ field: 'national-id-seen', level, weight: numberWeights[level] }]
}
