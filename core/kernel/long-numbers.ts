const longNumber = /\d{12,}/g
/** Sixteen digits as people write them: in groups. */
const numberInGroups = /(?<![\d.-])\d(?:[ .-]?\d){15}(?!\d)/g

/** A text in which `#` stands for every number that may be a NIK or a number of a family card. */
export function withoutLongNumbers(text: string): string {
  return text.replace(longNumber, '#').replace(numberInGroups, '#')
}
