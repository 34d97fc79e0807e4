/**
 * The key that a list's owner gave a family, as it is compared: a spreadsheet drops leading zeros
 * of one file and keeps those of the other. Empty stays empty; zeros alone are no key.
 */
export function sourceKey(text: string): string {
  const key = text.trim()
  return /^\d+$/.test(key) ? key.replace(/^0+/, '') : key
}
