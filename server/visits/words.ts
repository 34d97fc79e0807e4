import { text as questionnaire } from '../../web/text/questionnaire.id.ts'
import { text as visits } from '../../web/text/visits.id.ts'

const words: Readonly<Record<string, string>> = { ...questionnaire, ...visits }

/** Workbooks for villages are in Indonesian: the words of the screens. */
export function word(key: string): string {
  return words[key] ?? key
}
