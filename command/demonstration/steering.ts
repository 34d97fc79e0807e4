import { type Classification, classify } from '../../core/classification/classify.ts'
import type { Criteria } from '../../core/classification/criteria.ts'
import type { Chance } from './chance.ts'
import { answersOf, type Living } from './living.ts'

/**
 * Changes lives until exactly `wanted` of them fulfil the criteria in force. Only attributes and
 * spending change; no label is written anywhere, the pipeline finds the number by itself.
 */
export function steerLivings(steer: {
  readonly chance: Chance
  readonly livings: readonly Living[]
  readonly wanted: number
  readonly criteria: Criteria
}): Living[] {
  const { chance, criteria, wanted } = steer
  const livings = [...steer.livings]
  if (wanted > livings.length) throw new Error(`only ${livings.length} families can be found`)
  const poor = new Set<number>()
  livings.forEach((living, at) => {
    if (isPoor(living, criteria)) poor.add(at)
  })
  for (const at of chance.shuffled([...poor]).slice(wanted)) {
    livings[at] = liftOut(chance, livings[at], criteria)
    poor.delete(at)
  }
  // The worst off fall first, so that the poor are poor in more than one way.
  const others = [...livings.keys()].filter((at) => !poor.has(at))
  others.sort((left, right) => ease(livings[left], criteria) - ease(livings[right], criteria))
  for (const at of others.slice(0, Math.max(0, wanted - poor.size))) {
    livings[at] = pressDown(chance, livings[at], criteria)
  }
  return livings
}

/** Whether an error-free visit would find this family extremely poor. */
export function isPoor(living: Living, criteria: Criteria): boolean {
  const found = classify(answersOf(living), criteria)
  return found.is === 'decided' && found.result === 'extremely-poor'
}

function ease(living: Living | undefined, criteria: Criteria): number {
  if (living === undefined) return Number.POSITIVE_INFINITY
  const found = reasonsOf(classify(answersOf(living), criteria))
  const disqualified = found?.disqualifiers.some((each) => each.is === 'met') === true
  return living.spendingPerPerson / criteria.line - (found?.met ?? 0) / 3 + (disqualified ? 9 : 0)
}

function reasonsOf(found: Classification) {
  return found.is === 'again' ? null : found.reasons
}

/** What makes one criterion hold, or not, in the attributes of a life. */
const switches: readonly {
  readonly on: (chance: Chance) => Readonly<Record<string, string>>
  readonly off: (chance: Chance) => Readonly<Record<string, string>>
}[] = [
  {
    on: (chance) => ({
      'head-work': chance.pick(['casual-farm', 'casual-other', 'own-account']),
      'head-income': 'irregular',
    }),
    off: () => ({ 'head-work': 'employee', 'head-income': 'regular' }),
  },
  { on: () => ({ 'food-worry': 'yes' }), off: () => ({ 'food-worry': 'no' }) },
  { on: () => ({ 'clothes-bought': 'no' }), off: () => ({ 'clothes-bought': 'yes' }) },
  {
    on: (chance) => ({ floor: chance.pick(['cement', 'cement', 'earth']) }),
    off: (chance) => ({ floor: chance.pick(['ceramic', 'tile', 'board']) }),
  },
  {
    on: (chance) => ({ wall: chance.pick(['board', 'board', 'unplastered', 'bamboo-weave']) }),
    off: () => ({ wall: 'plastered' }),
  },
  {
    on: (chance) => ({ toilet: chance.pick(['shared', 'public']) }),
    off: () => ({ toilet: 'own' }),
  },
  {
    on: () => ({ lighting: 'pln-metered', power: '450' }),
    off: () => ({ lighting: 'pln-metered', power: '900' }),
  },
]

function pressDown(chance: Chance, living: Living | undefined, criteria: Criteria): Living {
  if (living === undefined) throw new Error('no such family')
  let pressed = withAnswers(living, { shelter: 'yes', car: 0, 'state-income': 'no', ...house })
  if (pressed.answers['head-work'] === 'state') {
    pressed = withAnswers(pressed, { 'head-work': 'not-working' })
  }
  if (pressed.spendingPerPerson >= criteria.line) {
    const spending = thousandsBelow(criteria.line * (0.55 + 0.44 * chance.next()))
    pressed = { ...pressed, spendingPerPerson: spending }
  }
  pressed = { ...pressed, foodPerPerson: foodOf(pressed, 0.53 + 0.2 * chance.next()) }
  for (const each of chance.shuffled(switches)) {
    if (isPoor(pressed, criteria)) return pressed
    pressed = withAnswers(pressed, each.on(chance))
  }
  if (!isPoor(pressed, criteria)) throw new Error('the criteria cannot be fulfilled')
  return pressed
}

/** Only filled in where the family had no house before. */
const house = {
  tenure: 'rent-free',
  floor: 'cement',
  wall: 'board',
  roof: 'zinc',
  lighting: 'pln-metered',
  power: '450',
} as const

/** Near misses: above the line, too few criteria, or a disqualifier. */
function liftOut(chance: Chance, living: Living | undefined, criteria: Criteria): Living {
  if (living === undefined) throw new Error('no such family')
  const way = chance.weighted([
    ['spending', 62],
    ['criteria', 30],
    ['disqualified', 8],
  ])
  if (way === 'disqualified') return withAnswers(living, { 'state-income': 'yes' })
  if (way === 'criteria') {
    let lifted: Living = withAnswers(living, { shelter: 'yes', ...house })
    for (const each of chance.shuffled(switches)) {
      if (!isPoor(lifted, criteria)) return lifted
      lifted = withAnswers(lifted, each.off(chance))
    }
    if (!isPoor(lifted, criteria)) return lifted
  }
  const spending = thousandsBelow(criteria.line * (1.02 + 0.6 * chance.next())) + 1000
  return { ...living, spendingPerPerson: spending, foodPerPerson: thousandsBelow(spending * 0.52) }
}

function withAnswers(living: Living, change: Readonly<Record<string, string | number>>): Living {
  const housed = living.answers.shelter === 'yes'
  const kept = housed && change.shelter === 'yes' ? { ...change, ...pickHouse(living) } : change
  const answers: Record<string, string | number> = { ...living.answers, ...kept }
  if (answers.lighting !== 'pln-metered') delete answers.power
  else answers.power ??= '900'
  if (answers.toilet === 'none' || answers.toilet === 'unused') delete answers['toilet-type']
  if (answers['head-work'] === 'not-working') delete answers['head-income']
  else answers['head-income'] ??= 'irregular'
  return { ...living, answers }
}

function pickHouse(living: Living): Record<string, string | number> {
  return Object.fromEntries(
    Object.keys(house).flatMap((key) => {
      const value = living.answers[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

function foodOf(living: Living, share: number): number {
  return thousandsBelow(living.spendingPerPerson * share)
}

function thousandsBelow(value: number): number {
  return Math.floor(value / 1000) * 1000
}
