import { signal } from '@preact/signals'
import { language } from './language.ts'

/** IANA zone and its short name, by the province of the regency: WIB, WITA or WIT. */
export type Zone = { readonly name: string; readonly short: string }

const west: Zone = { name: 'Asia/Jakarta', short: 'WIB' }
const middle: Zone = { name: 'Asia/Makassar', short: 'WITA' }
const east: Zone = { name: 'Asia/Jayapura', short: 'WIT' }
const middleProvinces = /^(51|52|53|63|64|65|71|72|73|74|75|76)/
const eastProvinces = /^(81|82|9\d)/

export const zone = signal<Zone>(west)

/** The zone of a province or regency code (Keppres 41/1987). */
export function zoneOf(areaCode: string): Zone {
  if (eastProvinces.test(areaCode)) return east
  return middleProvinces.test(areaCode) ? middle : west
}

/** 1.717 · 1,717 */
export function number(value: number, decimals = 0): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: decimals }).format(value)
}

/** Rp429.250.000 · Rp429,250,000 */
export function rupiah(value: number): string {
  return `${value < 0 ? '−' : ''}Rp${number(Math.abs(value))}`
}

/** 4,5 % · 4.5% of a share between 0 and 1. */
export function percent(share: number, decimals = 1): string {
  const value = number(share * 100, decimals)
  return language.value === 'id' ? `${value} %` : `${value}%`
}

/** 3 April 2024 of a plain date `2024-04-03` or a moment. */
export function date(value: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric' } as const
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: zoneFor(value) }).format(
    new Date(value),
  )
}

/** Selasa, 12 September 2023. */
export function weekdayDate(value: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: zoneFor(value) }).format(
    new Date(value),
  )
}

/** 09.42 WIB · 09:42 WIB of a moment. */
export function time(value: string): string {
  return `${clock(value)} ${zone.value.short}`
}

/** 3 April 2024, 09.42 WIB of a moment. */
export function moment(value: string): string {
  return `${date(value)}, ${time(value)}`
}

/** 09.42 without the zone, for lines that repeat it. */
export function clock(value: string): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const text = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone.value.name }).format(
    new Date(value),
  )
  return language.value === 'id' ? text.replace(':', '.') : text
}

/** 4,2 MB · 310 kB */
export function bytes(value: number): string {
  if (value < 1_000_000) return `${number(Math.max(1, value / 1000))} kB`
  return `${number(value / 1_000_000, 1)} MB`
}

function locale(): string {
  return language.value === 'id' ? 'id-ID' : 'en-GB'
}

/** A plain date has no zone; a moment is shown where the regency is. */
function zoneFor(value: string): string {
  return value.length === 10 ? 'UTC' : zone.value.name
}
