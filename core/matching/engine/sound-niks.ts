import { areOfOneRegion, digitLevels, fitsDay, haveOneDate, nikLength, serialOf } from './digits.ts'
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
/** A serial above nine that fewer carry, too. */
const [usualSerial, fewestOfSerial] = [9, 10]
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
  const { cells, width, roles, sexes } = records
  const values = fields[roles.nik]?.values
  const dates = fields[roles.birthDate]?.values
  if (values?.shape !== 'digits') return (level) => level
  const { lengths, ofRegion, ofSerial } = values
  const days = dates?.shape === 'date' ? dates.days : undefined
  const numberOf = (row: number, field: number) => (cells[row * width + field] ?? 0) & valueMask
  const dayOf = (row: number) => days?.[numberOf(row, roles.birthDate)] ?? 0

  const sexOf = (row: number) => (roles.sex < 0 ? 0 : (sexes[numberOf(row, roles.sex)] ?? 0))
  /** Whose rows tell one sex are no girl and boy. */
  const areOfOneSex = (left: number, right: number) =>
    sexOf(left) !== 0 && sexOf(left) === sexOf(right)

  /** Serials are given in turn: a high one that hardly any record carries is a slip. */
  const isSerial = (number: number) =>
    serialOf(values, number) <= usualSerial || (ofSerial[number] ?? 0) >= fewestOfSerial
  const areUsualSerials = usualOf(ofSerial, mostTimes.serial)
  const areSerials = (one: number, other: number) =>
    isSerial(one) && isSerial(other) && areUsualSerials(one, other)

  const areUsualRegions = usualOf(ofRegion, mostTimes.region)
  const areRegions = (one: number, other: number) =>
    Math.min(ofRegion[one] ?? 0, ofRegion[other] ?? 0) >= fewestOfRegion &&
    areUsualRegions(one, other)

  return (level, left, right) => {
    if (level <= equal || level === cut) return level
    const [one, other] = [numberOf(left, roles.nik), numberOf(right, roles.nik)]
    if (lengths[one] !== nikLength || lengths[other] !== nikLength) return level
    const date = haveOneDate(values, one, other)
    if (date === 'no') {
      const [day, otherDay] = [dayOf(left), dayOf(right)]
      if (day === otherDay || day === 0 || otherDay === 0) return level
      return fitsDay(values, one, day) && fitsDay(values, other, otherDay) ? ownDates : level
    }
    if (!areSerials(one, other)) return level
    const isOneRegion = areOfOneRegion(values, one, other)
    if (!isOneRegion && !areRegions(one, other)) return level
    if (date === 'equal') return isOneRegion ? kin : oneBirth
    return areOfOneSex(left, right) ? level : otherSex
  }
}

/** Whether neither of two numbers has a part so much rarer that it may be a slip of the other's. */
function usualOf(carried: Uint32Array, times: number): (one: number, other: number) => boolean {
  return (one, other) => {
    const [here = 0, there = 0] = [carried[one], carried[other]]
    return here > 0 && there > 0 && Math.min(here, there) * times >= Math.max(here, there)
  }
}
