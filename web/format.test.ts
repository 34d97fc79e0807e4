import { afterEach, describe, expect, it } from 'vitest'
import {
  bytes,
  clock,
  date,
  moment,
  number,
  percent,
  rupiah,
  time,
  zone,
  zoneOf,
} from './format.ts'
import { language } from './language.ts'

afterEach(() => {
  language.value = 'id'
  zone.value = zoneOf('19')
})

describe('in Indonesian', () => {
  it('numbers, money and shares are written as officials write them', () => {
    expect(number(1717)).toBe('1.717')
    expect(rupiah(429_250_000)).toBe('Rp429.250.000')
    expect(rupiah(-350_000)).toBe('−Rp350.000')
    expect(percent(0.045)).toBe('4,5 %')
    expect(bytes(4_200_000)).toBe('4,2 MB')
  })

  it('a plain date stays the day it is, a moment is shown where the regency is', () => {
    expect(date('2024-04-03')).toBe('3 April 2024')
    expect(time('2024-04-03T02:42:00Z')).toBe('09.42 WIB')
    expect(moment('2024-04-03T18:30:00Z')).toBe('4 April 2024, 01.30 WIB')
  })

  it('the zone follows the province', () => {
    zone.value = zoneOf('73.71')
    expect(time('2024-04-03T02:42:00Z')).toBe('10.42 WITA')
    zone.value = zoneOf('94.71')
    expect(time('2024-04-03T02:42:00Z')).toBe('11.42 WIT')
  })
})

describe('in English', () => {
  it('the same things are written the English way', () => {
    language.value = 'en'
    expect(number(1717)).toBe('1,717')
    expect(rupiah(429_250_000)).toBe('Rp429,250,000')
    expect(percent(0.045)).toBe('4.5%')
    expect(date('2024-04-03')).toBe('3 April 2024')
    expect(clock('2024-04-03T02:42:00Z')).toBe('09:42')
  })
})
