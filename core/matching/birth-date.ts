/** How two birth dates compare, best first. */
export const birthLevels = [
  'missing',
  'equal',
  'swapped',
  'near',
  'year-known',
  'same-year',
  'different',
] as const

export type BirthLevel = (typeof birthLevels)[number]

/** A day as the number YYYYMMDD; 0 when it is not known. */
export type PackedDay = number

export function packDay(day: string | null): PackedDay {
  return day === null ? 0 : Number(day.replaceAll('-', ''))
}

/**
 * Compares two days, knowing how dates go wrong in lists: day and month swapped, one digit, a day
 * or ten off, and 1 January or 1 July where only the year was known. Symmetric.
 */
export function compareBirthDates(left: PackedDay, right: PackedDay): BirthLevel {
  if (left === 0 || right === 0) return 'missing'
  if (left === right) return 'equal'
  const one = partsOf(left)
  const other = partsOf(right)
  if (one.year === other.year && one.month === other.day && one.day === other.month) {
    return 'swapped'
  }
  if (one.year === other.year && (isHeaped(left) || isHeaped(right))) return 'year-known'
  if (isNear(one, other)) return 'near'
  return one.year === other.year ? 'same-year' : 'different'
}

/** Whether two years differ by more than a slip; looks at nothing but the years. */
export function areYearsFarApart(left: PackedDay, right: PackedDay): boolean {
  if (left === 0 || right === 0) return false
  const [one, other] = [partsOf(left).year, partsOf(right).year]
  return one !== other && !isYearSlip(one, other)
}

/** 1 January and 1 July stand where only the year was known. */
export function isHeaped(day: PackedDay): boolean {
  const rest = day % 10000
  return rest === 101 || rest === 701
}

type Parts = { readonly year: number; readonly month: number; readonly day: number }

function partsOf(day: PackedDay): Parts {
  return { year: Math.floor(day / 10000), month: Math.floor(day / 100) % 100, day: day % 100 }
}

function isNear(one: Parts, other: Parts): boolean {
  const sameYear = one.year === other.year
  const sameMonth = one.month === other.month
  const sameDay = one.day === other.day
  if (sameYear && sameMonth) return isSlip(one.day, other.day)
  if (sameYear && sameDay) return isSlip(one.month, other.month)
  return sameMonth && sameDay && isYearSlip(one.year, other.year)
}

/** One off, ten off, one digit wrong or two digits turned round. */
function isSlip(one: number, other: number): boolean {
  const off = Math.abs(one - other)
  if (off === 1 || off === 10) return true
  if (one % 10 === other % 10 || Math.floor(one / 10) === Math.floor(other / 10)) return true
  return (one % 10) * 10 + Math.floor(one / 10) === other
}

function isYearSlip(one: number, other: number): boolean {
  const off = Math.abs(one - other)
  return off <= 2 || off === 10 || off === 100 || isSlip(one % 100, other % 100)
}
