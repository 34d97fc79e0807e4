import { criteriaOn } from '../../core/classification/criteria.ts'
import { chanceOf } from './chance.ts'
import { visitsFrom } from './door-visits.ts'
import {
  chooseListed,
  type DoorState,
  doubleShare,
  drawStates,
  type Listed,
  listKeyOf,
  makeRows,
} from './list.ts'
import { drawLiving, type Living } from './living.ts'
import { type WrittenLists, writeLists } from './p3ke-rows.ts'
import { type Family, makePeople } from './people.ts'
import { steerLivings } from './steering.ts'
import type { TruthFamily } from './truth-file.ts'
import { readVillages, type Village } from './villages.ts'

/** What is told: how many people, how many rows the centre sent, how many fulfil the criteria. */
export type Telling = {
  readonly story: StoryName
  readonly seed: number
  readonly population: number
  readonly listRows: number
  readonly truthPoor: number
}

export type StoryName = keyof typeof stories

/** The stories that can be told so far (news of 2023; figures of Kabupaten Bangka). */
export const stories = {
  bangka: {
    regency: '19.01',
    regencyName: 'KABUPATEN BANGKA',
    provinceName: 'KEPULAUAN BANGKA BELITUNG',
    /** BPS 2024: 335,292 residents. */
    population: 335_292,
    listRows: 15_000,
    truthPoor: 1717,
  },
} as const

export const defaultSeed = 1901

/** The story of a name with its own figures, or other ones. */
export function tellingOf(
  story: StoryName,
  but: { readonly [Key in 'seed' | 'population' | 'listRows' | 'truthPoor']?: number | undefined },
): Telling {
  const told = stories[story]
  const listRows = but.listRows ?? told.listRows
  return {
    story,
    seed: but.seed ?? defaultSeed,
    population: but.population ?? told.population,
    listRows,
    truthPoor: but.truthPoor ?? told.truthPoor,
  }
}

export type ToldStory = {
  readonly telling: Telling
  readonly villages: readonly Village[]
  readonly families: readonly Family[]
  readonly listed: readonly Listed[]
  readonly lists: WrittenLists
  readonly truth: readonly TruthFamily[]
}

/** Everything of a story, from its seed alone. */
export async function tellStory(telling: Telling): Promise<ToldStory> {
  const { seed, listRows } = telling
  const told = stories[telling.story]
  const villages = await readVillages(told.regency)
  const families = makePeople({ seed, villages, population: telling.population })
  const doubles = Math.ceil(listRows * doubleShare)
  const chosen = chooseListed(families, listRows - doubles, seed)
  const listed = live(chosen, telling)
  const rows = makeRows(listed, doubles, seed)
  const lists = writeLists(rows, told, seed)
  return { telling, villages, families, listed, lists, truth: truthOf(listed, lists) }
}

/** Lives of all listed families, steered to the wanted number among those who can be found. */
function live(chosen: readonly Family[], telling: Telling): Listed[] {
  const states = drawStates(chosen, telling.seed)
  const chance = chanceOf(telling.seed, 'living')
  const drawn = chosen.map((family) => ({ family, living: drawLiving(chance, family) }))
  const found = drawn.filter(({ family }) => states.get(family) === 'complete')
  const steered = steerLivings({
    chance: chanceOf(telling.seed, 'steering'),
    livings: found.map((each) => each.living),
    wanted: telling.truthPoor,
    criteria: criteriaOn(visitsFrom),
  })
  const lives = new Map<Family, Living>(drawn.map((each) => [each.family, each.living]))
  found.forEach(({ family, living }, at) => {
    lives.set(family, steered[at] ?? living)
  })
  return drawn.map(({ family, living }, at) => ({
    listKey: listKeyOf(at + 1),
    family,
    state: states.get(family) ?? ('complete' satisfies DoorState),
    living: lives.get(family) ?? living,
  }))
}

function truthOf(listed: readonly Listed[], lists: WrittenLists): TruthFamily[] {
  const rowsOf = new Map<Listed, number[]>()
  for (const written of lists.families) {
    const rows = rowsOf.get(written.row.listed) ?? []
    rows.push(written.sheetRow)
    rowsOf.set(written.row.listed, rows)
  }
  return listed.map((each) => {
    const rows = rowsOf.get(each) ?? []
    return {
      listKey: each.listKey,
      row: rows[0] ?? 0,
      rows,
      villageCode: each.family.village.code,
      villageName: each.family.village.name,
      headName: each.family.members[0]?.name ?? '',
      state: each.state,
      living: each.living,
    }
  })
}
