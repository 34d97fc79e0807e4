import { areOfOneRegion, digitLevels, fitsDay, haveOneDate, nikLength } from './digits.ts'
import type { Field } from './field.ts'
import { equal } from './found.ts'
import { type Records, valueMask } from './records.ts'

/** The level of two records' NIKs, from that of the numbers alone. */
export type RefineNik = (level: number, left: number, right: number) => number

const [cut, kin, otherSex, oneBirth, ownDates] = [
  digitLevels.indexOf('cut'),
  digitLevels.indexOf('kin'),
  digitLevels.indexOf('other-sex'),
  digitLevels.indexOf('one-birth'),
  digitLevels.indexOf('own-dates'),
]
/** A region that fewer records carry may be a slip. */
const fewestOfRegion = 3
/**
 * What more than so many times as many records carry another of may be a slip of that. A slip
 * gives one certain other to one in 2,400 records, turned digits to one in 650; second-born twins
 * of one sex, with serial 0002, are one in 120 to 500 where hardly anybody else has it.
 */
const mostTimes = { region: 200, serial: 1000 } as const

/**
 * A NIK is made of the region where one was registered, the date of birth and the sex, and a serial
 * that is mostly 0001. However few digits differ, two numbers may be those of two people: born on
 * one day, with serials (`kin`) or in regions (`one-birth`) that others have as well, or a girl and
 * a boy (`other-sex`); or of two days, as their own records tell (`own-dates`). A slip hardly ever
 * makes such numbers.
 */
export function createRefineNik(fields: readonly Field[], records: Records): RefineNik {
  const { cells, width, roles } = records
  const nik = fields[roles.nik]?.values
  const dates = fields[roles.birthDate]?.values
  if (nik?.shape !== 'digits') return (level) => level
  const { lengths, ofRegion, ofSerial } = nik
  const days = dates?.shape === 'date' ? dates.days : undefined
  const numberOf = (row: number, field: number) => (cells[row * width + field] ?? 0) & valueMask
  const dayOf = (row: number) => days?.[numberOf(row, roles.birthDate)] ?? 0

  /** Whose rows tell one sex are no girl and boy. */
  function areOfOneSex(left: number, right: number): boolean {
    const sex = roles.sex < 0 ? 0 : numberOf(left, roles.sex)
    return sex !== 0 && sex === numberOf(right, roles.sex)
  }

  const areSerials = usualOf(ofSerial, mostTimes.serial)
  const areUsualRegions = usualOf(ofRegion, mostTimes.region)
  const areRegions = (one: number, other: number) =>
    Math.min(ofRegion[one] ?? 0, ofRegion[other] ?? 0) >= fewestOfRegion &&
    areUsualRegions(one, other)

  return (level, left, right) => {
    if (level <= equal || level === cut) return level
    const [one, other] = [numberOf(left, roles.nik), numberOf(right, roles.nik)]
    if (lengths[one] !== nikLength || lengths[other] !== nikLength) return level
    const date = haveOneDate(nik, one, other)
    if (date === 'no') {
      const [day, otherDay] = [dayOf(left), dayOf(right)]
      if (day === otherDay || day === 0 || otherDay === 0) return level
      return fitsDay(nik, one, day) && fitsDay(nik, other, otherDay) ? ownDates : level
    }
    if (!areSerials(one, other)) return level
    const isOneRegion = areOfOneRegion(nik, one, other)
    if (!isOneRegion && !areRegions(one, other)) return level
    if (date === 'equal') return isOneRegion ? kin : oneBirth
    return areOfOneSex(left, right) ? level : otherSex
  }
}

/** Whether neither of two numbers has a part so much rarer that it may be a slip of the other's. */
function usualOf(carried: Uint32Array, times: number): (one: number, other: number) => boolean {
  return (one, other) => {
    const [here = 0, there = 0] = [carried[one], carried[other]]
    return Math.min(here, there) * times >= Math.max(here, there)
  }
}
