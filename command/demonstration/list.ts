import type { VisitResult } from '../../core/visits/visit.ts'
import { type Chance, chanceOf } from './chance.ts'
import { planErrors, type RowErrors } from './list-errors.ts'
import type { Living } from './living.ts'
import type { Family } from './people.ts'

/** How the verifier finds a listed family at the door. */
export type DoorState = Exclude<VisitResult, 'double' | 'empty-house'>

/** A distinct family of the central list, as it is. */
export type Listed = {
  /** ID Keluarga as the owner of the list gave it; twelve digits, the first a zero. */
  readonly listKey: string
  readonly family: Family
  readonly state: DoorState
  readonly living: Living
}

/** One data row of the family workbook: a listed family, or a double of one. */
export type ListRow = {
  readonly listed: Listed
  readonly listKey: string
  readonly double: 'exact' | 'variant' | null
  readonly errors: RowErrors
}

/** Shares of the listed families that are not met at the door as listed (issue: at least). */
export const stateShares = {
  dead: 0.022,
  moved: 0.043,
  'not-found': 0.013,
  refused: 0.004,
} as const

/** Share of all rows that are doubles of another row, and of these the exact ones. */
export const doubleShare = 0.032
const exactShare = 0.25

/** Chooses the families that the centre listed: the worse off the likelier, never only them. */
export function chooseListed(families: readonly Family[], count: number, seed: number): Family[] {
  const chance = chanceOf(seed, 'listed')
  const scored = families.map((family) => ({
    family,
    score: family.welfare + 0.85 * chance.normal(),
  }))
  scored.sort((left, right) => left.score - right.score)
  const chosen = scored.slice(0, count).map((each) => each.family)
  if (chosen.length < count) throw new Error(`only ${chosen.length} families for ${count} rows`)
  return chosen.sort((left, right) => left.number - right.number)
}

/** How each listed family is found. The dead are people who lived alone: nobody is left. */
export function drawStates(families: readonly Family[], seed: number): Map<Family, DoorState> {
  const chance = chanceOf(seed, 'states')
  const states = new Map<Family, DoorState>()
  const count = (share: number) => Math.ceil(share * families.length)
  const alone = chance.shuffled(families.filter((each) => each.members.length === 1))
  for (const family of alone.slice(0, count(stateShares.dead))) states.set(family, 'dead')
  const free = chance.shuffled(families.filter((each) => !states.has(each)))
  // Where few live alone, whole families have died out: rare, and only in small stories.
  const died = count(stateShares.dead) - states.size
  for (const family of free.splice(0, Math.max(0, died))) states.set(family, 'dead')
  for (const state of ['moved', 'not-found', 'refused'] as const) {
    for (const family of free.splice(0, count(stateShares[state]))) states.set(family, state)
  }
  for (const family of free) states.set(family, 'complete')
  return states
}

/** The rows of the family workbook in their order: by village, doubles somewhere in theirs. */
export function makeRows(listed: readonly Listed[], doubles: number, seed: number): ListRow[] {
  const chance = chanceOf(seed, 'rows')
  const twice = chance.shuffled(listed).slice(0, doubles)
  const exact = new Set(twice.slice(0, Math.round(doubles * exactShare)))
  const base = planErrors(listed, chanceOf(seed, 'list errors'))
  const rows: ListRow[] = listed.map((each, at) => ({
    listed: each,
    listKey: each.listKey,
    double: null,
    errors: base[at] ?? {},
  }))
  const errorsOf = new Map(rows.map((row) => [row.listed, row.errors]))
  const next = keysAfter(listed.length)
  for (const each of twice) {
    const errors = errorsOf.get(each) ?? {}
    if (exact.has(each)) {
      rows.push({ listed: each, listKey: each.listKey, double: 'exact', errors })
      continue
    }
    rows.push({
      listed: each,
      listKey: next(),
      double: 'variant',
      errors: variantErrors(chance),
    })
  }
  return orderRows(rows, chance)
}

/** What differs in a double: what two surveys of the same door write differently. */
function variantErrors(chance: Chance): RowErrors {
  const number = chance.weighted<RowErrors['nationalId']>([
    [undefined, 62],
    ['typo', 26],
    ['empty', 8],
    ['family-card', 4],
  ])
  return {
    ...(number === undefined ? {} : { nationalId: number }),
    ...(chance.happens(0.5) ? { name: true } : {}),
    ...(chance.happens(0.12) ? { birthDate: true } : {}),
    ...(chance.happens(0.35) ? { address: true } : {}),
    ...(chance.happens(0.1) ? { labels: true } : {}),
    ...(chance.happens(0.03) ? { lostZeros: true } : {}),
  }
}

export function listKeyOf(number: number): string {
  return `01901${String(number).padStart(7, '0')}`
}

function keysAfter(count: number): () => string {
  let number = count
  return () => {
    number++
    return listKeyOf(number)
  }
}

function orderRows(rows: readonly ListRow[], chance: Chance): ListRow[] {
  const ordered = rows.map((row) => ({ row, place: chance.next() }))
  ordered.sort((left, right) => {
    const [one, two] = [left.row.listed.family.village.code, right.row.listed.family.village.code]
    if (one !== two) return one < two ? -1 : 1
    return left.place - right.place
  })
  return ordered.map((each) => each.row)
}
