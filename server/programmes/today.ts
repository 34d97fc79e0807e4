import { type PlainDate, plainDate } from '../../core/kernel/plain-date.ts'

const westernIndonesiaHours = 7

/** The calendar day in Western Indonesia Time (UTC+7, no summer time) at an instant. */
export function todayAt(now: Date): PlainDate {
  const shifted = new Date(now.getTime() + westernIndonesiaHours * 3_600_000)
  return plainDate(shifted.toISOString().slice(0, 10))
}
