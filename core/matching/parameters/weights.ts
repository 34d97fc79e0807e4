import type { BirthLevel } from '../birth-date.ts'
import type { NameLevel } from '../name-comparison.ts'
import type { CardLevel, NationalIdLevel } from '../number-comparison.ts'

export const placeLevels = ['missing', 'same-village', 'same-district', 'elsewhere'] as const
export const addressLevels = ['missing', 'equal', 'alike', 'different'] as const
export const sexLevels = ['missing', 'equal', 'different'] as const
export const memberLevels = ['missing', 'all', 'most', 'some', 'none'] as const
export const roleLevels = ['missing', 'heads', 'crosswise', 'member-elsewhere'] as const

export type PlaceLevel = (typeof placeLevels)[number]
export type AddressLevel = (typeof addressLevels)[number]
export type SexLevel = (typeof sexLevels)[number]
export type MemberLevel = (typeof memberLevels)[number]
export type RoleLevel = (typeof roleLevels)[number]

/** Share of pairs of one kind that fall on each level; levels but `missing` add up to one. */
export type Shares<Level extends string> = Readonly<Record<Exclude<Level, 'missing'>, number>>

/** What is assumed before a regency's own data speak. Dated; a change gets a new version. */
export type Weights = {
  readonly version: string
  readonly validFrom: string
  readonly source: string
  /** Families that stand twice in a list, of all rows: the prior. */
  readonly doubleShare: number
  /** How many pairs the shares below weigh when they are learnt from the regency's own data. */
  readonly strength: number
  /** Shares among pairs that are one family. */
  readonly same: {
    readonly name: Shares<NameLevel>
    readonly 'national-id': Shares<NationalIdLevel>
    readonly 'birth-date': Shares<BirthLevel>
    readonly sex: Shares<SexLevel>
    readonly place: Shares<PlaceLevel>
    readonly address: Shares<AddressLevel>
    readonly 'family-card': Shares<CardLevel>
    readonly members: Shares<MemberLevel>
    readonly role: Shares<RoleLevel>
  }
  /** Shares among pairs that are two families; the frequent values of a list replace `equal`. */
  readonly other: Weights['same']
  /** NIK levels of two different people of one sex born on one day. */
  readonly otherBornTogether: Shares<NationalIdLevel>
  /** Probability from which a pair is doubtful, and from which it is certain. */
  readonly thresholds: { readonly doubtful: number; readonly certain: number }
}

export const weights2026: Weights = {
  version: '2026-11',
  validFrom: '2026-11-01',
  source:
    'Error rates stated for central lists of poor families (lost zeros 3 %, NIK typo 4 %, ' +
    'KK as NIK 1.5 %, NIK empty 3 %, name variants 25 %, birth date wrong 8 %, doubles 3 %), ' +
    'applied to both ' +
    'rows of a pair; method: Fellegi and Sunter 1969, Winkler 1990, Enamorado et al. 2019.',
  doubleShare: 0.03,
  strength: 400,
  same: {
    name: {
      equal: 0.6,
      spelled: 0.1,
      shortened: 0.12,
      similar: 0.12,
      part: 0.04,
      'one-word': 0.01,
      different: 0.01,
    },
    'national-id': {
      equal: 0.82,
      'one-digit': 0.06,
      neighbour: 0.04,
      damaged: 0.05,
      doubtful: 0.02,
      different: 0.005,
      'two-digits': 0.005,
    },
    'birth-date': {
      equal: 0.85,
      swapped: 0.03,
      near: 0.06,
      'year-known': 0.03,
      'same-year': 0.01,
      different: 0.02,
    },
    sex: { equal: 0.99, different: 0.01 },
    place: { 'same-village': 0.94, 'same-district': 0.03, elsewhere: 0.03 },
    address: { equal: 0.7, alike: 0.2, different: 0.1 },
    'family-card': { equal: 0.85, 'one-digit': 0.06, different: 0.09 },
    members: { all: 0.75, most: 0.16, some: 0.06, none: 0.03 },
    role: { heads: 0.97, crosswise: 0.028, 'member-elsewhere': 0.002 },
  },
  other: {
    name: {
      equal: 0.0005,
      spelled: 0.0002,
      shortened: 0.0005,
      similar: 0.001,
      part: 0.004,
      'one-word': 0.05,
      different: 0.9438,
    },
    'national-id': {
      equal: 0.0000002,
      'one-digit': 0.0000005,
      neighbour: 0.000001,
      damaged: 0.000005,
      doubtful: 0.08,
      different: 0.9199733,
      'two-digits': 0.00002,
    },
    'birth-date': {
      equal: 0.00005,
      swapped: 0.00004,
      near: 0.0012,
      'year-known': 0.0012,
      'same-year': 0.0165,
      different: 0.98101,
    },
    sex: { equal: 0.6, different: 0.4 },
    place: { 'same-village': 0.02, 'same-district': 0.12, elsewhere: 0.86 },
    address: { equal: 0.02, alike: 0.15, different: 0.83 },
    'family-card': { equal: 0.002, 'one-digit': 0.0001, different: 0.9979 },
    members: { all: 0.0005, most: 0.0008, some: 0.008, none: 0.9907 },
    role: { heads: 0.98, crosswise: 0.002, 'member-elsewhere': 0.018 },
  },
  otherBornTogether: {
    equal: 0.000004,
    'one-digit': 0.00002,
    neighbour: 0.04,
    damaged: 0.01,
    doubtful: 0.05,
    different: 0.898976,
    'two-digits': 0.001,
  },
  thresholds: { doubtful: 0.2, certain: 0.99 },
}
