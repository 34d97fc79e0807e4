import { reasonSentence, type Words } from '../../core/classification/reason-sentence.ts'
import { text } from '../../web/text/classification.id.ts'

/** Files for officials are in Indonesian: the words of the screens, with values put in. */
export const words: Words = (key, values = {}) => {
  const pattern: string | undefined = (text as Readonly<Record<string, string>>)[key]
  if (pattern === undefined) return key
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : String(value)
  })
}

const numbers = new Intl.NumberFormat('id-ID')

export function rupiahWords(rupiah: number): string {
  return `Rp${numbers.format(rupiah)}`
}

/** The quotable sentence of a decision for a file. */
export function sentenceOf(decision: Parameters<typeof reasonSentence>[0]): string {
  return reasonSentence(decision, words, rupiahWords)
}
