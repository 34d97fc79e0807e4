import type { Answers } from '../../core/visits/questionnaire.ts'
import type { Chance } from './chance.ts'
import type { Family } from './people.ts'

/**
 * How a family really lives: every attribute that a visit asks, and its latent spending. Nowhere
 * does it say whether the family is poor: that is for the criteria to find.
 */
export type Living = {
  readonly memberCount: number
  /** Rupiah per person and month. */
  readonly spendingPerPerson: number
  readonly foodPerPerson: number
  /** All other answers, by question key. */
  readonly answers: Readonly<Record<string, string | number>>
}

/** The answers of one error-free visit. */
export function answersOf(living: Living): Answers {
  return {
    'member-count': living.memberCount,
    ...living.answers,
    spending: living.spendingPerPerson * living.memberCount,
    'food-spending': living.foodPerPerson * living.memberCount,
  }
}

/** Draws how a family lives from its latent standing; the poorer, the more often in want. */
export function drawLiving(chance: Chance, family: Family): Living {
  const memberCount = family.members.length
  const standing = 0.75 * family.welfare + 0.55 * chance.normal()
  const spendingPerPerson = drawSpending(chance, family.welfare)
  const share = 0.4 + 0.22 * chance.next() - 0.05 * Math.min(1.5, Math.max(-1.5, standing))
  const wants = (base: number) => chance.happens(clamp(base - 0.24 * standing))
  const house = drawHouse(chance, wants)
  const work = drawWork(chance, family, wants)
  return {
    memberCount,
    spendingPerPerson,
    foodPerPerson: thousands(spendingPerPerson * share),
    answers: {
      ...(house.shelter === 'yes' ? { 'families-in-house': family.familiesInHouse } : {}),
      ...house,
      ...drawWater(chance, wants),
      ...work,
      'food-worry': yes(wants(0.18)),
      'clothes-bought': yes(!wants(0.16)),
      ...drawAssets(chance, standing),
    },
  }
}

function drawSpending(chance: Chance, welfare: number): number {
  const log = 6.36 + 0.33 * welfare + 0.26 * chance.normal()
  return thousands(Math.min(4_000_000, Math.max(140_000, Math.exp(log) * 1000)))
}

type Wants = (base: number) => boolean

function drawHouse(chance: Chance, wants: Wants): Record<string, string> {
  if (chance.happens(0.002)) return { shelter: 'no' }
  const lighting = wants(-0.2)
    ? chance.weighted([
        ['not-electric', 25],
        ['not-pln', 15],
        ['pln-unmetered', 60],
      ])
    : 'pln-metered'
  const power = wants(0.3)
    ? '450'
    : chance.weighted([
        ['900', 78],
        ['1300', 19],
        ['2200', 3],
      ])
  const poorFloor = chance.weighted([
    ['cement', 80],
    ['earth', 20],
  ])
  const floor = chance.weighted([
    ['ceramic', 62],
    ['tile', 18],
    ['board', 12],
    ['parquet', 5],
    ['marble', 3],
  ])
  return {
    shelter: 'yes',
    tenure: chance.weighted([
      ['own', 74],
      ['rent-free', 15],
      ['rent', 8],
      ['official', 1],
      ['other', 2],
    ]),
    floor: wants(0.3) ? poorFloor : floor,
    wall: wants(0.27)
      ? drawPoorWall(chance)
      : chance.weighted([
          ['plastered', 94],
          ['plastered-weave', 6],
        ]),
    roof: drawRoof(chance, wants),
    lighting,
    ...(lighting === 'pln-metered' ? { power } : {}),
  }
}

function drawPoorWall(chance: Chance): string {
  return chance.weighted([
    ['board', 46],
    ['unplastered', 34],
    ['bamboo-weave', 5],
    ['zinc', 6],
    ['log', 3],
    ['bamboo', 2],
    ['thatch', 2],
    ['tarpaulin', 2],
  ])
}

function drawRoof(chance: Chance, wants: Wants): string {
  if (wants(0))
    return chance.weighted([
      ['zinc', 55],
      ['thatch', 25],
      ['shingle', 20],
    ])
  return chance.weighted([
    ['asbestos', 38],
    ['zinc', 34],
    ['clay-tile', 25],
    ['concrete', 3],
  ])
}

function drawWater(chance: Chance, wants: Wants): Record<string, string> {
  const toilet = wants(0.2)
    ? chance.weighted([
        ['shared', 42],
        ['none', 28],
        ['public', 18],
        ['communal', 8],
        ['unused', 4],
      ])
    : 'own'
  const type = chance.weighted([
    ['goose-neck', 78],
    ['slab-lid', 12],
    ['slab-open', 5],
    ['pit', 5],
  ])
  const hasToilet = toilet !== 'none' && toilet !== 'unused'
  return {
    fuel: wants(0.05)
      ? chance.weighted([
          ['firewood', 78],
          ['charcoal', 12],
          ['kerosene', 10],
        ])
      : chance.weighted([
          ['lpg-3', 90],
          ['lpg-12', 6],
          ['electric', 2],
          ['no-cooking', 2],
        ]),
    water: wants(0.05)
      ? chance.weighted([
          ['open-well', 62],
          ['surface', 18],
          ['rain', 12],
          ['open-spring', 8],
        ])
      : chance.weighted([
          ['refill', 40],
          ['borehole', 28],
          ['protected-well', 26],
          ['piped', 6],
        ]),
    toilet,
    ...(hasToilet ? { 'toilet-type': type } : {}),
    disposal: hasToilet
      ? chance.weighted([
          ['septic-tank', 82],
          ['earth-hole', 14],
          ['open-water', 4],
        ])
      : chance.weighted([
          ['open-water', 40],
          ['open-land', 35],
          ['earth-hole', 25],
        ]),
  }
}

function drawWork(chance: Chance, family: Family, wants: Wants): Record<string, string> {
  const old = ['lone-elderly', 'elderly-couple', 'grandparents'].includes(family.kind)
  const state = chance.happens(old ? 0.008 : 0.022)
  if (state) return { 'head-work': 'state', 'head-income': 'regular', 'state-income': 'yes' }
  const stateIncome = { 'state-income': yes(chance.happens(0.018)) }
  if (chance.happens(old ? 0.4 : 0.04)) return { 'head-work': 'not-working', ...stateIncome }
  const work = wants(0.3)
    ? chance.weighted([
        ['casual-farm', 45],
        ['casual-other', 50],
        ['unpaid-family', 5],
      ])
    : chance.weighted([
        ['own-account', 52],
        ['employee', 34],
        ['with-unpaid-help', 10],
        ['with-paid-help', 4],
      ])
  const steady = work === 'employee' || work === 'with-paid-help'
  const irregular = wants(steady ? 0.02 : 0.5)
  const income = irregular ? (chance.happens(0.05) ? 'none' : 'irregular') : 'regular'
  return { 'head-work': work, 'head-income': income, ...stateIncome }
}

/** What the family owns: counts as DTSEN asks them. */
function drawAssets(chance: Chance, standing: number): Record<string, number> {
  const owns = (base: number) => (chance.happens(clamp(base + 0.16 * standing)) ? 1 : 0)
  const motorcycle = owns(0.75)
  return {
    car: owns(-0.03),
    motorcycle: motorcycle + (motorcycle === 1 ? owns(0.2) : 0),
    bicycle: owns(0.3),
    boat: owns(0.01),
    'motor-boat': owns(-0.02),
    'gas-cylinder': owns(0.05),
    fridge: owns(0.5),
    'air-conditioner': owns(-0.05),
    'water-heater': owns(-0.2),
    'home-phone': owns(-0.2),
    'flat-tv': owns(0.3),
    computer: owns(0.02),
    smartphone: owns(0.8) + owns(0.45),
    'gold-grams': owns(0.08) * chance.between(1, 8),
    'field-hectares': owns(0.2) * (chance.between(1, 12) / 4),
    'other-land-hectares': owns(-0.02) * 0.5,
    'other-house': owns(-0.1),
    'large-livestock': owns(0) * chance.between(1, 3),
    'small-livestock': owns(0.06) * chance.between(1, 6),
  }
}

function yes(is: boolean): string {
  return is ? 'yes' : 'no'
}

function clamp(share: number): number {
  return Math.min(0.97, Math.max(0, share))
}

/** Spending is told in thousands. */
function thousands(value: number): number {
  return Math.round(value / 1000) * 1000
}
