import { dayOf, monthOf, type PlainDate, yearOf } from '../../core/kernel/plain-date.ts'
import type { Sex } from './names.ts'

/**
 * Bangka's province and regency with district 99, which no regency has: nobody can ever have been
 * given such a number, and every program can tell these people are made up.
 */
const region = '190199'

/** Last serial given by the first twelve digits. */
export type Serials = Map<string, number>

/** NIK: region, day (women + 40), month, year, serial of four (PP 40/2019). */
export function numberPerson(
  serials: Serials,
  person: { readonly sex: Sex; readonly bornOn: PlainDate },
): string {
  const day = dayOf(person.bornOn) + (person.sex === 'female' ? 40 : 0)
  return next(serials, `${region}${two(day)}${dayless(person.bornOn)}`)
}

/** No. KK: region, day of issue, serial. Kept apart from persons by its own count. */
export function numberFamilyCard(serials: Serials, issuedOn: PlainDate): string {
  const stem = `${region}${two(dayOf(issuedOn))}${dayless(issuedOn)}`
  const serial = (serials.get(`card ${stem}`) ?? 4000) + 1
  serials.set(`card ${stem}`, serial)
  return stem + String(serial).padStart(4, '0')
}

function next(serials: Serials, stem: string): string {
  const serial = (serials.get(stem) ?? 0) + 1
  if (serial > 9999) throw new Error('more people born on one day than serials')
  serials.set(stem, serial)
  return stem + String(serial).padStart(4, '0')
}

function dayless(date: PlainDate): string {
  return two(monthOf(date)) + two(yearOf(date) % 100)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
