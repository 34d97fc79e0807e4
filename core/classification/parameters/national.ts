import { plainDate } from '../../kernel/plain-date.ts'
import { rupiah } from '../../kernel/rupiah.ts'
import type { Condition } from '../condition.ts'

/** One value of a series: in force from its day until the next one's. */
type Dated<Value> = {
  readonly from: ReturnType<typeof plainDate>
  readonly value: Value
  readonly source: string
}

/** A criterion or disqualifier; `code` names its words in web/text (`criterion.<code>`). */
export type Rule = {
  readonly code: string
  readonly condition: Condition
  readonly inUse: boolean
  /** Enough by itself, whatever the threshold. */
  readonly sufficient: boolean
}

/**
 * The extreme poverty line, rupiah per person per month. The line in force is what the regent's
 * decree says; these are the starting values.
 */
export const nationalLines = [
  {
    from: plainDate('2021-01-01'),
    value: rupiah(322_170),
    source: 'BPS 2021, US$1.9 PPP: Rp10.739 per orang per hari; dipakai SK Bupati Bekasi 2023',
  },
  {
    from: plainDate('2023-03-01'),
    value: rupiah(351_957),
    source: 'BPS Maret 2023, US$1.9 PPP: Rp351.957,4 per orang per bulan',
  },
  {
    from: plainDate('2024-09-01'),
    value: rupiah(391_000),
    source:
      'Keterangan BPS Januari 2025, US$2.15 PPP 2017 dengan deflator spasial: sekitar Rp391.000',
  },
] as const satisfies readonly Dated<number>[]

/**
 * How many of the nine must hold. The page that carries Kepmensos 262/HUK/2022 does not say;
 * Dinas Sosial Bontang (2025) asks for six of its eight. A regency's decree sets its own.
 */
export const nationalThresholds = [
  {
    from: plainDate('2021-01-01'),
    value: 6,
    source:
      'Praktik Dinas Sosial Kota Bontang 2025: enam; ambang tidak disebut pada kutipan keputusan',
  },
] as const satisfies readonly Dated<number>[]

/** The nine criteria of Kepmensos 262/HUK/2022, as answers of the visit say them. */
export const nationalCriteria: readonly Dated<readonly Rule[]>[] = [
  {
    from: plainDate('2021-01-01'),
    source: 'Kepmensos 262/HUK/2022, sembilan kriteria fakir miskin',
    value: [
      rule('no-shelter', { answer: 'shelter', is: ['no'] }, 'sufficient'),
      rule('no-steady-income', {
        any: [
          { answer: 'head-work', is: ['not-working'] },
          { answer: 'head-income', is: ['irregular', 'none'] },
        ],
      }),
      rule('food-worry', { answer: 'food-worry', is: ['yes'] }),
      rule('food-over-half', { part: 'food-spending', of: 'spending', over: 0.5 }),
      rule('no-clothes', { answer: 'clothes-bought', is: ['no'] }),
      rule('poor-floor', { answer: 'floor', is: ['earth', 'cement'] }),
      rule('poor-wall', {
        answer: 'wall',
        is: [
          'unplastered',
          'board',
          'bamboo-weave',
          'log',
          'bamboo',
          'zinc',
          'thatch',
          'tarpaulin',
          'other',
        ],
      }),
      rule('no-own-toilet', {
        answer: 'toilet',
        is: ['shared', 'communal', 'public', 'unused', 'none'],
      }),
      rule('poor-lighting', {
        any: [
          { answer: 'lighting', is: ['not-electric'] },
          { answer: 'power', is: ['450'] },
        ],
      }),
    ],
  },
]

/** Who cannot be found extremely poor, whatever the rest says. */
export const nationalDisqualifiers: readonly Dated<readonly Rule[]>[] = [
  {
    from: plainDate('2021-01-01'),
    source:
      'Syarat bansos: anggota ASN/TNI/Polri/BUMN/BUMD/pejabat; kendaraan roda empat (temuan BPK)',
    value: [
      rule('state-income', {
        any: [
          { answer: 'state-income', is: ['yes'] },
          { answer: 'head-work', is: ['state'] },
        ],
      }),
      rule('four-wheeler', { answer: 'car', atLeast: 1 }),
    ],
  },
]

function rule(code: string, condition: Condition, weight: 'one' | 'sufficient' = 'one'): Rule {
  return { code, condition, inUse: true, sufficient: weight === 'sufficient' }
}
