import type { NameLevel } from '../name-comparison.ts'
import type { NationalIdLevel } from '../number-comparison.ts'
import type { PlaceLevel, SexLevel, Shares } from './weights.ts'

/** Levels of two records with one birth date. */
type BornOnOneDay = {
  readonly name: Shares<NameLevel>
  readonly 'national-id': Shares<NationalIdLevel>
  readonly sex: Shares<SexLevel>
}

/** What is assumed of persons who stand in two families. Dated; a change gets a new version. */
type SharedPersonWeights = {
  readonly version: string
  readonly validFrom: string
  readonly source: string
  /** Persons who stand in a second family too, of all: the prior. */
  readonly standTwice: number
  /** Bits for where the two families live: a person in two of them has often moved between. */
  readonly place: Readonly<Record<Exclude<PlaceLevel, 'missing'>, number>>
  /** How one person's two records compare, and those of two twins: shares by level. */
  readonly same: BornOnOneDay
  readonly twins: BornOnOneDay
  /** Persons with a twin in another family, of all. */
  readonly twinShare: number
  /** From here on a pair is shown to a person. */
  readonly shownFrom: number
}

export const sharedPersons2026: SharedPersonWeights = {
  version: '2026-11',
  validFrom: '2026-11-01',
  source:
    'Start before any count: of a hundred persons one stands in a second family (children in the ' +
    'lists of both parents, grown sons, grandparents). Twins: two of a hundred births, most of ' +
    'whom live apart when grown; numbers given on one day follow each other.',
  standTwice: 0.01,
  place: { 'same-village': 1, 'same-district': 0, elsewhere: -1 },
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
    sex: { equal: 0.99, different: 0.01 },
  },
  twins: {
    name: {
      equal: 0.004,
      spelled: 0.004,
      shortened: 0.006,
      similar: 0.15,
      part: 0.136,
      'one-word': 0.2,
      different: 0.5,
    },
    'national-id': {
      equal: 0.001,
      'one-digit': 0.04,
      neighbour: 0.6,
      damaged: 0.1,
      doubtful: 0.05,
      different: 0.199,
      'two-digits': 0.01,
    },
    sex: { equal: 0.65, different: 0.35 },
  },
  twinShare: 0.01,
  shownFrom: 0.2,
}
