import type { PlainDate } from '../kernel/plain-date.ts'
import type { Rupiah } from '../kernel/rupiah.ts'

/** What a programme gives one family in one round, from a day on, by which regulation. */
export type Term = {
  readonly validFrom: PlainDate
  /** Whole rupiah a family and round; the value of the parcel where aid is in kind. */
  readonly amount: Rupiah
  readonly rounds: number
  readonly legalBasis: string
}

/** The term in force on a day: the newest that had begun. Undefined before the first. */
export function termOn(terms: readonly Term[], on: PlainDate): Term | undefined {
  let found: Term | undefined
  for (const term of terms) {
    const begun = term.validFrom <= on
    if (begun && (found === undefined || term.validFrom > found.validFrom)) found = term
  }
  return found
}
