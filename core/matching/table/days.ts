import { plainDateOf } from '../../kernel/plain-date.ts'
import { readListDate } from '../../sources/list-date.ts'
import { type PackedDay, packDay } from '../birth-date.ts'
import { type Column, valueText } from './column.ts'

const yearLast = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/
const joined = /^\d{8}$/
const bareNumber = /^\d+(?:[.,]\d*)?$/

/** A year of three digits is a mistake. */
const firstYear = 1000

type Order = 'day-month' | 'month-day'

/**
 * Each value as the day YYYYMMDD, 0 when it is no day of the calendar: 1956-04-09, 19560409,
 * 09/04/1956, 9-4-1956, 09041956, 9 April 1956; a time behind it is left out. The day stands
 * before the month, unless more values of the column can only be read the other way round.
 */
export function daysOf(column: Column): Int32Array {
  const days = new Int32Array(new SharedArrayBuffer(column.size * 4))
  const order = orderOf(column)
  for (let value = 1; value < column.size; value++) {
    days[value] = readDay(valueText(column, value), order)
  }
  return days
}

/** Values that make a day in one order alone decide for the others. */
function orderOf(column: Column): Order {
  let balance = 0
  for (let value = 1; value < column.size; value++) {
    const parts = yearLast.exec(valueText(column, value))
    if (parts === null) continue
    const [, first, second, year] = parts.map(Number)
    const isDayFirst = packed(year, second, first) > 0
    const isMonthFirst = packed(year, first, second) > 0
    balance += Number(isDayFirst) - Number(isMonthFirst)
  }
  return balance < 0 ? 'month-day' : 'day-month'
}

function readDay(text: string, order: Order): PackedDay {
  const parts = yearLast.exec(text)
  if (parts !== null) {
    const [, first, second, year] = parts.map(Number)
    return order === 'day-month' ? packed(year, second, first) : packed(year, first, second)
  }
  if (joined.test(text)) return yearFirstOf(Number(text)) || dayFirstOf(Number(text))
  // A number alone is rather a year, or a mistake, than a spreadsheet's count of days.
  if (bareNumber.test(text)) return 0
  const date = readListDate(text)
  const day = date.is === 'day' ? packDay(date.day) : 0
  return day < firstYear * 10_000 ? 0 : day
}

function yearFirstOf(joint: number): PackedDay {
  return packed(Math.floor(joint / 10_000), Math.floor(joint / 100) % 100, joint % 100)
}

function dayFirstOf(joint: number): PackedDay {
  return packed(joint % 10_000, Math.floor(joint / 10_000) % 100, Math.floor(joint / 1_000_000))
}

/** 0 when there is no such day. */
function packed(year = 0, month = 0, day = 0): PackedDay {
  if (year < firstYear || plainDateOf({ year, month, day }) === undefined) return 0
  return year * 10_000 + month * 100 + day
}
