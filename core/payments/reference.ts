/** What names one line at the channel: programme, round, line, and a check digit (Luhn). */
export function lineReference(input: {
  readonly programmeCode: string
  readonly roundNo: number
  readonly lineNo: number
}): string {
  const line = String(input.lineNo).padStart(6, '0')
  const digits = `${input.roundNo}${line}`
  return `${input.programmeCode}-${input.roundNo}-${line}-${checkDigit(digits)}`
}

/** A reference as a person may have typed it, in the form that we write; empty when empty. */
export function tidyReference(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').replace(/[–—−]/g, '-').toUpperCase()
}

/** Whether the check digit belongs to the rest: a mistyped digit is told from a foreign line. */
export function isReference(text: string): boolean {
  const match = /-(\d{1,2})-(\d{6,})-(\d)$/.exec(text)
  if (match === null) return false
  const [, round, line, check] = match
  return checkDigit(`${round}${line}`) === Number(check)
}

function checkDigit(digits: string): number {
  let sum = 0
  for (let back = 0; back < digits.length; back += 1) {
    const digit = Number(digits.at(-1 - back))
    const weighted = back % 2 === 0 ? digit * 2 : digit
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return (10 - (sum % 10)) % 10
}
