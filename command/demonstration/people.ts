import { type PlainDate, plainDateOf } from '../../core/kernel/plain-date.ts'
import { type Chance, chanceOf } from './chance.ts'
import { makeFamilyMembers } from './family-members.ts'
import { type Descent, drawDescent, type Sex } from './names.ts'
import { numberFamilyCard, numberPerson, type Serials } from './numbers.ts'
import type { Village } from './villages.ts'

export type Relation = 'head' | 'spouse' | 'child' | 'parent' | 'grandchild' | 'child-in-law'
export type Marital = 'single' | 'married' | 'divorced' | 'widowed'

export type Person = {
  readonly name: string
  readonly sex: Sex
  readonly bornOn: PlainDate
  readonly nationalId: string
  readonly relation: Relation
  readonly marital: Marital
}

export type FamilyKind =
  | 'couple'
  | 'extended'
  | 'widow'
  | 'widower'
  | 'elderly-couple'
  | 'lone-elderly'
  | 'lone-adult'
  | 'grandparents'

/** One family of the synthetic regency: the members of one family card. */
export type Family = {
  readonly number: number
  readonly village: Village
  readonly kind: FamilyKind
  readonly familyCard: string
  readonly address: string
  readonly descent: Descent
  readonly members: readonly Person[]
  /** Families under one roof share an address; 1 when alone. */
  readonly familiesInHouse: number
  /** Latent standing against the regency's mean, in deviations; nobody observes it. */
  readonly welfare: number
}

/** The day on which the people stand as they are; ages are counted from here. */
export const peopleOn = { year: 2023, month: 1 } as const

const kinds: readonly (readonly [FamilyKind, number])[] = [
  ['couple', 58],
  ['extended', 12],
  ['widow', 7],
  ['widower', 3],
  ['elderly-couple', 6],
  ['lone-elderly', 6],
  ['lone-adult', 5],
  ['grandparents', 3],
]

/** Shifts of the latent standing: who is alone, old or widowed is more often poor. */
const standing: Readonly<Record<FamilyKind, number>> = {
  couple: 0.15,
  extended: 0,
  widow: -0.6,
  widower: -0.35,
  'elderly-couple': -0.5,
  'lone-elderly': -0.9,
  'lone-adult': 0.1,
  grandparents: -0.7,
}

/** The families of a regency, about `population` persons, village by village. */
export function makePeople(make: {
  readonly seed: number
  readonly villages: readonly Village[]
  readonly population: number
}): Family[] {
  const families: Family[] = []
  const serials: Serials = new Map()
  for (const village of make.villages) {
    const chance = chanceOf(make.seed, `people ${village.code}`)
    const wanted = Math.max(4, Math.round(make.population * village.share))
    let persons = 0
    while (persons < wanted) {
      const before = families.at(-1)
      const family = makeFamily({ chance, village, number: families.length + 1, before, serials })
      persons += family.members.length
      families.push(family)
    }
  }
  return families
}

function makeFamily(make: {
  readonly chance: Chance
  readonly village: Village
  readonly number: number
  readonly before: Family | undefined
  readonly serials: Serials
}): Family {
  const { chance, village, number, serials } = make
  const neighbour = make.before?.village === village ? make.before : undefined
  const shares = neighbour !== undefined && chance.happens(0.06)
  const descent = shares ? neighbour.descent : drawDescent(chance)
  const kind = chance.weighted(kinds)
  const father = shares ? neighbour.members[0]?.name : undefined
  const drafts = makeFamilyMembers(chance, { kind, descent, headFather: father })
  const members = drafts.map((draft) => ({ ...draft, nationalId: numberPerson(serials, draft) }))
  return {
    number,
    village,
    kind,
    descent,
    familyCard: numberFamilyCard(serials, drawIssue(chance)),
    address: shares ? neighbour.address : drawAddress(chance),
    members,
    familiesInHouse: shares ? 2 : 1,
    welfare: chance.normal() + standing[kind] - Math.max(0, members.length - 4) * 0.18,
  }
}

function drawIssue(chance: Chance): PlainDate {
  const parts = { year: chance.between(2008, 2022), month: chance.between(1, 12) }
  return plainDateOf({ ...parts, day: chance.between(1, 28) }) ?? ('2010-01-01' as PlainDate)
}

const streets = (
  'Jenderal Sudirman|Ahmad Yani|Depati Amir|Depati Hamzah|Pemuda|Merdeka|Mawar|Melati|Kenanga|' +
  'Batin Tikal|Cendrawasih|Nangka|Rambutan|Lada|Timah|Nelayan|Pantai|Air Kenanga|Masjid Jamik|' +
  'Sekolah|Pasar Lama|Kampung Baru|Simpang Tiga|Tanjung|Bukit Baru|Raya Desa'
).split('|')

function drawAddress(chance: Chance): string {
  const units = `RT ${pad(chance.between(1, 14), 3)} RW ${pad(chance.between(1, 5), 2)}`
  if (chance.happens(0.35)) {
    return `Dusun ${chance.pick(['I', 'II', 'III', 'IV'])} No. ${chance.between(1, 220)} ${units}`
  }
  return `Jl. ${chance.pick(streets)} No. ${chance.between(1, 240)} ${units}`
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
