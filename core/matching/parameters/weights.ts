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

/** What two families may be to each other, without who lives where. */
export type RelationName = 'oneFamily' | 'household' | 'twins' | 'personInBoth'

/** How often both records take a value from one source: as both live, and when one has moved. */
export type SharedBy = Readonly<Record<RelationName, readonly [here: number, moved: number]>>

/** What is assumed before a regency's own data speak. Dated; a change gets a new version. */
export type Weights = {
  readonly version: string
  readonly validFrom: string
  readonly source: string
  /** Pairs of each relation that a family has, on average. */
  readonly pairsOfFamily: SharedBy
  /** At most so many: people born on one day are not twins for it. */
  readonly mostPairsOfFamily: Readonly<Record<RelationName, number>>
  /** How many pairs the start weighs when it is learnt from the regency's own data. */
  readonly strength: number
  readonly shared: {
    readonly name: SharedBy
    readonly 'birth-date': SharedBy
    readonly sex: SharedBy
    readonly place: SharedBy
    readonly address: SharedBy
    readonly 'family-card': SharedBy
    readonly members: SharedBy
  }
  /** How a value of one source comes out twice. */
  readonly noise: Pick<Levels, keyof Weights['shared']>
  /** NIK levels as they come: of one person, of two, and of people born together. */
  readonly nationalIds: Readonly<Record<RelationName, Levels['national-id']>>
  /** Whether heads stand face to face; undefined where it says nothing. */
  readonly roles: Readonly<Record<RelationName, Levels['role'] | undefined>>
  /** Shares among pairs of strangers; the frequent values of a list replace `equal`. */
  readonly other: Levels
  /** NIK levels of two different people of one sex born on one day. */
  readonly otherBornTogether: Levels['national-id']
  /** Probability from which a pair is doubtful, and from which it is certain. */
  readonly thresholds: { readonly doubtful: number; readonly certain: number }
}

type Levels = {
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

const onePersonsNumbers: Levels['national-id'] = {
  equal: 0.82,
  'one-digit': 0.06,
  neighbour: 0.04,
  damaged: 0.05,
  doubtful: 0.02,
  different: 0.005,
  'two-digits': 0.005,
}

export const weights2026: Weights = {
  version: '2026-12',
  validFrom: '2026-12-01',
  source:
    'Error rates stated for central lists of poor families (lost zeros 3 %, NIK typo 4 %, ' +
    'KK as NIK 1.5 %, NIK empty 3 %, name variants 25 %, birth date wrong 8 %, doubles 3 %), ' +
    'applied to both ' +
    'rows of a pair; relatives in one house and grown children on the card of their parents: a ' +
    'start that the data move; method: Fellegi and Sunter 1969, Winkler 1990, Enamorado et al. ' +
    '2019, with classes of relatives as in docs/linkage.md.',
  pairsOfFamily: {
    oneFamily: [0.028, 0.002],
    household: [0.05, 0.01],
    twins: [0.0005, 0.0002],
    personInBoth: [0.01, 0.005],
  },
  mostPairsOfFamily: { oneFamily: 2, household: 2, twins: 0.001, personInBoth: 1 },
  strength: 200,
  shared: {
    name: {
      oneFamily: [0.985, 0.985],
      household: [0.002, 0.002],
      twins: [0.002, 0.002],
      personInBoth: [0.985, 0.985],
    },
    'birth-date': {
      oneFamily: [0.975, 0.975],
      household: [0.005, 0.005],
      twins: [0.95, 0.95],
      personInBoth: [0.975, 0.975],
    },
    sex: {
      oneFamily: [0.985, 0.985],
      household: [0.05, 0.05],
      twins: [0.3, 0.3],
      personInBoth: [0.985, 0.985],
    },
    place: {
      oneFamily: [0.97, 0.15],
      household: [0.97, 0.15],
      twins: [0.97, 0.15],
      personInBoth: [0.97, 0.15],
    },
    address: {
      oneFamily: [0.93, 0.03],
      household: [0.9, 0.03],
      twins: [0.9, 0.03],
      personInBoth: [0.85, 0.03],
    },
    'family-card': {
      oneFamily: [0.96, 0.5],
      household: [0.55, 0.5],
      twins: [0.55, 0.5],
      personInBoth: [0.5, 0.3],
    },
    members: {
      oneFamily: [0.97, 0.97],
      household: [0.02, 0.02],
      twins: [0.02, 0.02],
      personInBoth: [0.05, 0.05],
    },
  },
  noise: {
    name: {
      equal: 0.615,
      spelled: 0.1,
      shortened: 0.12,
      similar: 0.12,
      part: 0.035,
      'one-word': 0.007,
      different: 0.003,
    },
    'birth-date': {
      equal: 0.865,
      swapped: 0.03,
      near: 0.06,
      'year-known': 0.03,
      'same-year': 0.01,
      different: 0.005,
    },
    sex: { equal: 0.995, different: 0.005 },
    place: { 'same-village': 0.97, 'same-district': 0.015, elsewhere: 0.015 },
    address: { equal: 0.75, alike: 0.22, different: 0.03 },
    'family-card': { equal: 0.92, 'one-digit': 0.065, different: 0.015 },
    members: { all: 0.77, most: 0.16, some: 0.06, none: 0.01 },
  },
  nationalIds: {
    oneFamily: onePersonsNumbers,
    personInBoth: onePersonsNumbers,
    household: {
      equal: 0.0005,
      'one-digit': 0.0005,
      neighbour: 0.002,
      damaged: 0.001,
      doubtful: 0.08,
      different: 0.915,
      'two-digits': 0.001,
    },
    twins: {
      equal: 0.001,
      'one-digit': 0.01,
      neighbour: 0.25,
      damaged: 0.01,
      doubtful: 0.05,
      different: 0.669,
      'two-digits': 0.01,
    },
  },
  roles: {
    oneFamily: { heads: 0.96, crosswise: 0.03, 'member-elsewhere': 0.01 },
    personInBoth: { heads: 0.0002, crosswise: 0.0028, 'member-elsewhere': 0.997 },
    household: undefined,
    twins: undefined,
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
