import { digitLevels, fitsDay, isAlikeButForDate } from './digits.ts'
import type { Field } from './field.ts'
import { equal } from './found.ts'
import { type Records, valueMask } from './records.ts'

/** The level of two records' NIKs, from that of the numbers alone. */
export type RefineNik = (level: number, left: number, right: number) => number

const ownDate = digitLevels.indexOf('own-date')

/**
 * A NIK is made of the region, the date of birth and the sex, and a serial that is mostly 0001. Two
 * numbers that differ only in date and sex, each as its own record tells the date, are those of
 * two people who were registered at one place, however few digits differ: siblings, or a girl and
 * a boy born together (`own-date`).
 */
export function createRefineNik(fields: readonly Field[], records: Records): RefineNik {
  const { cells, width, roles } = records
  const nik = fields[roles.nik]?.values
  const dates = fields[roles.birthDate]?.values
  if (nik?.shape !== 'digits' || dates?.shape !== 'date') return (level) => level
  const numberOf = (row: number, field: number) => (cells[row * width + field] ?? 0) & valueMask
  const dayOf = (row: number) => dates.days[numberOf(row, roles.birthDate)] ?? 0
  return (level, left, right) => {
    if (level <= equal) return level
    const [one, other] = [numberOf(left, roles.nik), numberOf(right, roles.nik)]
    if (!isAlikeButForDate(nik, one, other)) return level
    const [day, otherDay] = [dayOf(left), dayOf(right)]
    if (day === 0 || otherDay === 0) return level
    return fitsDay(nik, one, day) && fitsDay(nik, other, otherDay) ? ownDate : level
  }
}
