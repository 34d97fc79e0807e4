import { runToEnd } from '../../core/kernel/run-to-end.ts'
import { formClusters } from '../../core/matching/clusters.ts'
import { type FamilyIn, familiesFrom } from '../../core/matching/families.ts'
import { matchFamilies } from '../../core/matching/match-families.ts'
import {
  type Measure,
  measurePairs,
  type PairOfIds,
  pairsOfAliases,
} from '../../core/matching/measure.ts'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import { chanceOf } from './chance.ts'
import { type Listed, type ListRow, listKeyOf } from './list.ts'
import { planErrors, rewordAddress } from './list-errors.ts'
import { type ListedPerson, writeMembers } from './listed-person.ts'
import type { ToldStory } from './story.ts'

/** How well families are found that stand in two lists, beside doubles inside the first. */
export type ListMeasure = {
  readonly secondListFamilies: number
  readonly insideTheList: Measure
  readonly acrossLists: Measure
}

/** Share of the first list's families that a second owner lists too. */
const secondShare = 1 / 3
/** A second survey writes a third of the addresses in other words. */
const rewordedShare = 0.35

/**
 * The story has one owner of lists. So a second one is made up here: a third of the families,
 * written again with the error rates of the first list, keys of its own, the address often in other
 * words. Both are matched in memory by the registry's engine, and measured against who they are.
 */
export function measureTwoLists(story: ToldStory): ListMeasure {
  const written = [...firstList(story), ...secondList(story)]
  const families = familiesFrom(written.map(({ family }) => family))
  const { pairs } = runToEnd(matchFamilies(families, weights2026))
  const { aliases } = formClusters(
    pairs.map(({ left, right, is, explanation }) => {
      return { left, right, probability: explanation.probability, state: is }
    }),
  )
  const joined = pairsOfAliases(aliases)
  const truth = truePairs(written)
  const listOf = new Map(written.map(({ family, list }) => [family.id, list]))
  const within = (lists: 'one' | 'two') => (pair: PairOfIds) => {
    const [left, right] = [listOf.get(pair[0]), listOf.get(pair[1])]
    return lists === 'two' ? left !== right : left === 1 && right === 1
  }
  return {
    secondListFamilies: written.filter(({ list }) => list === 2).length,
    insideTheList: measurePairs(joined.filter(within('one')), truth.filter(within('one'))),
    acrossLists: measurePairs(joined.filter(within('two')), truth.filter(within('two'))),
  }
}

type Written = { readonly family: FamilyIn; readonly listed: Listed; readonly list: 1 | 2 }

function firstList(story: ToldStory): Written[] {
  return story.lists.families.map(({ row, members, address }, at) => ({
    family: familyIn({ id: idOf(1, at), row, members, address }),
    listed: row.listed,
    list: 1,
  }))
}

function secondList(story: ToldStory): Written[] {
  const { listed, telling } = story
  const chance = chanceOf(telling.seed, 'second list')
  const again = chance.shuffled(listed).slice(0, Math.round(listed.length * secondShare))
  const errors = planErrors(again, chance)
  const numbers = listed.flatMap(({ family }) => family.members.map((each) => each.nationalId))
  const taken = new Set(numbers)
  return again.map((each, at) => {
    const row: ListRow = {
      listed: each,
      listKey: listKeyOf(900_000 + at),
      double: 'variant',
      errors: errors[at] ?? {},
    }
    const own = each.family.address
    const address = chance.happens(rewordedShare) ? rewordAddress(own, chance) : own
    const members = writeMembers(row, chance, taken)
    return { family: familyIn({ id: idOf(2, at), row, members, address }), listed: each, list: 2 }
  })
}

function familyIn(from: {
  readonly id: string
  readonly row: ListRow
  readonly members: readonly ListedPerson[]
  readonly address: string
}): FamilyIn {
  const [head, ...others] = from.members.map(({ person, name, nationalId, bornOn }) => {
    return { name, nationalId, bornOn, sex: person.sex }
  })
  if (head === undefined) throw new Error('a family without members')
  return {
    id: from.id,
    villageCode: from.row.listed.family.village.code,
    address: from.address,
    // The central list names no family card.
    familyCard: '',
    head,
    members: others,
  }
}

function truePairs(written: readonly Written[]): PairOfIds[] {
  const same = Map.groupBy(written, ({ listed }) => listed)
  return [...same.values()].flatMap((rows) =>
    rows.flatMap((one, at) =>
      rows.slice(at + 1).map((other): PairOfIds => [one.family.id, other.family.id]),
    ),
  )
}

function idOf(list: number, at: number): string {
  return `0000000${list}-0000-7000-8000-${String(at).padStart(12, '0')}`
}
