import { type Comparison, comparePersons } from '../comparison.ts'
import { type FamilyIn, idOf, type PersonIn } from '../families.ts'
import { evidenceBits, type Model } from '../model.ts'
import { isWeakWord } from '../person-name.ts'
import { withGuest } from './guest.ts'
import { bornKey, eachKeyOf, eachKeyOfWord, type WayToFind, waysToFind } from './person-keys.ts'
import { openPoints } from './points.ts'
import { type RegistryIndex, visitPersons, wordsAlike } from './registry-index.ts'
import { hasGround, leastProbability, type Told, tell, withoutHints } from './tell-known.ts'

/** A person as far as a form knows yet. */
export type PersonAsked = PersonIn & {
  readonly familyCard: string
  readonly villageCode: string | null
}

/** Somebody of the registry whom the asked person may be. */
export type KnownPerson = {
  readonly householdId: string
  /** Place within the family as it was loaded, the head first. */
  readonly place: number
  /** Odds that it is this person and not nobody; `shareOut` makes a probability of them. */
  readonly odds: number
  readonly evidence: readonly Told[]
}

/**
 * Who of the registry a person may be, the likeliest first. Candidates are found under the keys of
 * `waysToFind`; the best by their points are compared field by field as pairs of families are, and
 * what could be guessed digit by digit is left out.
 */
export function findKnown(
  index: RegistryIndex,
  model: Model,
  asked: PersonAsked,
): readonly KnownPerson[] {
  const guest: FamilyIn = {
    id: noId,
    villageCode: asked.villageCode,
    address: '',
    familyCard: asked.familyCard,
    head: asked,
    members: [],
  }
  return withGuest(index.families, guest, (place) => {
    const person = index.families.firstPerson[place] ?? 0
    const compared = bestCandidates(index, person, forms).map((other) =>
      withoutHints(index.families, comparePersons(index.families, [person, other])),
    )
    const scored = compared
      .filter(hasGround)
      .map((comparison) => weighCompared(index, model, comparison))
    return likeliest(index, scored)
  })
}

const noId = '00000000-0000-0000-0000-000000000000'

/** How widely somebody is looked for. */
export type Search = {
  /** All ways when it is left out. */
  readonly ways?: ReadonlySet<WayToFind>
  /** Whether words that are one slip from those of the name are looked under too. */
  readonly alike: boolean
  /** Whether somebody born on the day turned round is looked for. */
  readonly turned: boolean
  readonly fewestPoints: number
  readonly most: number
}

/**
 * A form may hold little and that little wrong; but a number finds by all its sixteen digits, and
 * one with a slip does not stand in the way of the name.
 */
const forms: Search = {
  ways: new Set([
    'national-id',
    'family-card',
    'born',
    'name',
    'word-pair',
    'word-village',
    'word-year',
  ]),
  alike: true,
  // One question would try two dates (decision 0021).
  turned: false,
  fewestPoints: 12,
  most: 200,
}

/** Persons that share keys with one, by their points. */
export function bestCandidates(
  index: RegistryIndex,
  person: number,
  search: Search,
): readonly number[] {
  const points = openPoints(index)
  const own = index.families.family[person] ?? 0
  const addPoints = (key: number, way: WayToFind) => {
    if (search.ways?.has(way) === false) return
    const worth = waysToFind[way]
    visitPersons(index, key, (other) => points.add(other, worth))
  }
  eachKeyOf(index.families, person, addPoints)
  if (search.turned) addTurned(index, person, addPoints)
  if (search.alike) {
    addAlike(index, person, (key, way) => {
      visitPersons(index, key, (other) => points.add(other, waysToFind[way]), mostAlike)
    })
  }
  const found: { readonly person: number; readonly points: number }[] = []
  points.take((other, sum) => {
    if (sum < search.fewestPoints) return
    const family = index.families.family[other] ?? 0
    if (family !== own && !index.gone.has(family)) found.push({ person: other, points: sum })
  })
  found.sort((one, other) => other.points - one.points || one.person - other.person)
  return found.slice(0, search.most).map((each) => each.person)
}

/** A word that is only like one's own is common as often as not. */
const mostAlike = 150

type AddPoints = (key: number, way: WayToFind) => void

function addTurned(index: RegistryIndex, person: number, add: AddPoints): void {
  const born = index.families.born[person] ?? 0
  const turned = turnedDay(born)
  if (turned !== born) add(bornKey(turned), 'born')
}

/** The words of the registry one slip from those of the name. */
function addAlike(index: RegistryIndex, person: number, add: AddPoints): void {
  const { families } = index
  const end = families.nameStart[person + 1] ?? 0
  for (let at = families.nameStart[person] ?? 0; at < end; at += 1) {
    const number = families.nameWords[at] ?? 0
    const word = families.words[number] ?? ''
    if (isWeakWord(word)) continue
    const instead = families.wordHashes[number] ?? 0
    for (const alike of wordsAlike(index, word)) {
      eachKeyOfWord(families, { person, word: families.wordHashes[alike] ?? 0, instead }, add)
    }
  }
}

/** Day and month turned round where that is a day too; else the day itself. */
function turnedDay(born: number): number {
  const day = born % 100
  const month = Math.floor(born / 100) % 100
  return day <= 12 ? Math.floor(born / 10000) * 10000 + day * 100 + month : born
}

/** How much speaks for two persons' being one; `weight` is the sum of `bits`, one a field. */
export type Weighed = {
  readonly person: number
  readonly comparison: Comparison
  readonly bits: readonly number[]
  readonly weight: number
}

/** Compares two persons of a registry, in bits against two strangers. */
export function weighPersons(
  index: Pick<RegistryIndex, 'families' | 'frequencies'>,
  model: Model,
  person: number,
  other: number,
): Weighed {
  return weighCompared(index, model, comparePersons(index.families, [person, other]))
}

function weighCompared(
  { families, frequencies }: Pick<RegistryIndex, 'families' | 'frequencies'>,
  model: Model,
  comparison: Comparison,
): Weighed {
  const [person, other] = comparison.persons
  const left = families.family[person] ?? 0
  const right = families.family[other] ?? 0
  const bits = evidenceBits({ families, frequencies, model, comparison, left, right })
  return { person: other, comparison, bits, weight: bits.reduce((sum, bit) => sum + bit, 0) }
}

/** Half of those who are asked about are known, and nobody is before the evidence likelier. */
const knownShare = 0.5

function likeliest(index: RegistryIndex, scored: readonly Weighed[]): readonly KnownPerson[] {
  const persons = Math.max(2, index.frequencies.persons)
  const prior = Math.log2(knownShare / (1 - knownShare) / persons)
  const oddsOf = (each: Weighed) => 2 ** Math.min(60, Math.max(-60, each.weight + prior))
  return scored
    .map((each) => ({ ...each, odds: oddsOf(each) }))
    .filter((each) => each.odds >= leastProbability)
    .toSorted((one, other) => other.odds - one.odds || one.person - other.person)
    .slice(0, mostTold)
    .map((each) => show(index, each))
}

/** More than are shown: some of them may be out of the caller's reach. */
const mostTold = 50

function show(index: RegistryIndex, found: Weighed & { readonly odds: number }): KnownPerson {
  const { families } = index
  const family = families.family[found.person] ?? 0
  return {
    householdId: idOf(families, family),
    place: found.person - (families.firstPerson[family] ?? 0),
    odds: found.odds,
    evidence: tell(found),
  }
}
