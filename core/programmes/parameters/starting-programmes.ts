import { plainDate } from '../../kernel/plain-date.ts'
import { rupiah } from '../../kernel/rupiah.ts'
import type { ProgrammeKind, Strategy } from '../programme.ts'
import type { Term } from '../term.ts'

export type StartingProgramme = {
  readonly code: string
  readonly name: string
  readonly kind: ProgrammeKind
  readonly strategy: Strategy
  readonly funder: string
  readonly channel: string
  readonly term: Term
}

/**
 * Aid that a regency may begin from: amounts as reported for Bangka in 2023 (food parcel by the
 * regency, cash by the province through PT Pos). The strategies are those of Inpres 4/2022. The
 * legal basis names the kind of decree; each regency puts its own number there.
 */
export const startingProgrammes: readonly StartingProgramme[] = [
  {
    code: 'PANGAN-KAB',
    name: 'Paket pangan',
    kind: 'in-kind',
    strategy: 'reduce-burden',
    funder: 'APBD kabupaten',
    channel: 'Dinas Sosial',
    term: {
      validFrom: plainDate('2023-01-01'),
      amount: rupiah(250_000),
      rounds: 1,
      legalBasis: 'Keputusan Bupati tentang penerima paket pangan (APBD kabupaten 2023)',
    },
  },
  {
    code: 'TUNAI-PROV',
    name: 'Bantuan tunai provinsi',
    kind: 'cash',
    strategy: 'reduce-burden',
    funder: 'APBD provinsi',
    channel: 'PT Pos Indonesia',
    term: {
      validFrom: plainDate('2023-01-01'),
      amount: rupiah(350_000),
      rounds: 3,
      legalBasis: 'Keputusan Gubernur tentang bantuan tunai (APBD provinsi 2023)',
    },
  },
]
