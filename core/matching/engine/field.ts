import type { Column } from '../table/column.ts'
import { compareWords, wordLevels } from './compare-words.ts'
import { compareDates, type Dates, dateLevels, prepareDates } from './dates.ts'
import { compareDigits, type Digits, digitLevels, digitPlaces, prepareDigits } from './digits.ts'
import type { Compare } from './found.ts'
import { type Kind, shapeOf } from './kinds.ts'
import { comparePlain, type Plain, plainLevels, preparePlain } from './plain.ts'
import { prepareWords, type Words } from './words.ts'

/** A column made ready for comparing; every array is in memory that workers share. */
export type Field = {
  readonly name: string
  readonly kind: Kind
  readonly values: Words | Digits | Dates | Plain
}

export function prepareField(kind: Kind, column: Column): Field {
  return { name: column.name, kind, values: valuesOf(kind, column) }
}

function valuesOf(kind: Kind, column: Column): Field['values'] {
  switch (shapeOf[kind]) {
    case 'words':
      return prepareWords(kind, column)
    case 'digits':
      return isBeyondDigits(column) ? preparePlain(kind, column) : prepareDigits(kind, column)
    case 'date':
      return prepareDates(column)
    case 'plain':
      return preparePlain(kind, column)
  }
}

/**
 * Policy numbers and UUIDs are longer than any NIK, and some numbers hold letters of other scripts:
 * such columns are compared as text, never cut.
 */
function isBeyondDigits({ size, starts, bytes }: Column): boolean {
  let beyond = 0
  for (let value = 1; value < size; value += 1) {
    const [from = 0, to = 0] = [starts[value], starts[value + 1]]
    let isLong = to - from > digitPlaces
    for (let at = from; at < to && !isLong; at += 1) isLong = (bytes[at] ?? 0) >= nonAscii
    if (isLong) beyond += 1
  }
  return beyond * 50 > size
}

const nonAscii = 0x80

/** True when a value holds nothing to compare. */
export function isMissing({ values }: Field, value: number): boolean {
  if (value === 0) return true
  switch (values.shape) {
    case 'words':
      return values.starts[value] === values.starts[value + 1]
    case 'digits':
      return values.lengths[value] === 0
    case 'date':
      return values.days[value] === 0
    case 'plain':
      return false
  }
}

/** How many values there are, the missing one included. */
export function sizeOf({ values }: Field): number {
  switch (values.shape) {
    case 'words':
    case 'plain':
      return values.starts.length - 1
    case 'digits':
      return values.lengths.length
    case 'date':
      return values.days.length
  }
}

export function comparerOf({ values }: Field): Compare {
  switch (values.shape) {
    case 'words':
      return compareWords(values)
    case 'digits':
      return compareDigits(values)
    case 'date':
      return compareDates(values)
    case 'plain':
      return comparePlain(values)
  }
}

/** Names of the levels of a field; the place is the code. */
export function levelsOf({ values }: Field): readonly string[] {
  switch (values.shape) {
    case 'words':
      return wordLevels
    case 'digits':
      return digitLevels
    case 'date':
      return dateLevels
    case 'plain':
      return plainLevels
  }
}
