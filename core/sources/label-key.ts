const accents = /[\u0300-\u036f]/g
const others = /[^A-Z0-9<>]+/g

/** A label or heading as a key: upper case, words of letters and digits, one space between. */
export function labelKey(text: string): string {
  return text.toUpperCase().normalize('NFD').replace(accents, '').replace(others, ' ').trim()
}
