import { type PlainDate, parsePlainDate, plainDateOf } from '../kernel/plain-date.ts'
import { type Answer, apart, codesOf, type Question, questions } from './questionnaire.ts'
import { visitResults } from './visit.ts'

/** What a cell of a village's workbook may hold, as a spreadsheet reader gives it. */
export type Cell = string | number | boolean | Date | null | undefined

/** Columns before the answers: locked, filled in by us. `rowId` is hidden. */
export const givenColumns = ['no', 'rowId', 'head', 'national-id', 'address', 'members'] as const

/** Answer columns in their order: day, result, head alive, every question, note. */
export const answerColumns: readonly string[] = [
  'visited-on',
  'result',
  'head-alive',
  ...questions.map((each) => each.key),
  'note',
]

/** `A`, `Z`, `AA`: the letter of a column, counted from 0. */
export function columnLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${columnLetter(Math.floor(index / 26) - 1)}${letter}`
}

/** The choices of an answer column as codes; undefined when anything may be typed. */
export function choicesOf(column: string): readonly string[] | undefined {
  if (column === 'result') return visitResults
  if (column === 'head-alive') return ['yes', 'no']
  const question = questions.find((each) => each.key === column)
  if (question === undefined || question.kind === 'number' || question.kind === 'rupiah') {
    return undefined
  }
  return [...codesOf(question), ...apart.filter((each) => mayStandApart(question, each))]
}

function mayStandApart(question: Question, answer: (typeof apart)[number]): boolean {
  return answer === 'refused' || question.seen === true
}

/** The key in web/text that words a choice of a column. */
export function wordKeyOf(column: string, code: string): string {
  if (column === 'result') return `visit-result.${code}`
  const plain = ['yes', 'no', ...apart].includes(code)
  return plain ? `answer.${code}` : `answer.${column}.${code}`
}

export type CellReading =
  | { readonly is: 'empty' }
  | { readonly is: 'answer'; readonly answer: Answer }
  | { readonly is: 'day'; readonly day: PlainDate }
  | { readonly is: 'unreadable' }

/**
 * Reads one answer cell as people fill it in: the words of the list, or the code itself; numbers
 * with dots for thousands and a comma for decimals; `Rp` before money; days as a date or text.
 */
export function readCell(column: string, cell: Cell, words: (key: string) => string): CellReading {
  if (cell === null || cell === undefined) return { is: 'empty' }
  const typed = typeof cell === 'string' ? cell.trim() : cell
  if (typed === '') return { is: 'empty' }
  if (column === 'visited-on') return readDay(typed)
  if (column === 'note') return { is: 'answer', answer: String(typed).slice(0, 1000) }
  const choices = choicesOf(column) ?? []
  const said = plain(String(typed))
  const standing = choices.length > 0 ? choices : ['refused']
  const code = standing.find(
    (each) => plain(each) === said || plain(words(wordKeyOf(column, each))) === said,
  )
  if (code !== undefined) return { is: 'answer', answer: code }
  return choices.length > 0 ? { is: 'unreadable' } : readNumber(typed)
}

function readNumber(typed: string | number | boolean | Date): CellReading {
  if (typeof typed === 'number') return { is: 'answer', answer: typed }
  if (typeof typed !== 'string') return { is: 'unreadable' }
  const bare = typed.replace(/^rp\.?\s*/i, '').replace(/\s/g, '')
  const whole = /^\d{1,3}(\.\d{3})+$/.test(bare) ? bare.replaceAll('.', '') : bare
  const number = whole.replace(',', '.')
  return /^\d+(\.\d+)?$/.test(number)
    ? { is: 'answer', answer: Number(number) }
    : { is: 'unreadable' }
}

/** Serial day 1 of a spreadsheet is 1 January 1900, and it believes in 29 February 1900. */
const serialOfUnixEpoch = 25_569

function readDay(typed: string | number | boolean | Date): CellReading {
  const day = dayOf(typed)
  return day === undefined ? { is: 'unreadable' } : { is: 'day', day }
}

function dayOf(typed: string | number | boolean | Date): PlainDate | undefined {
  if (typeof typed === 'number') {
    if (typed < 36_526 || typed > 73_050) return undefined
    const at = new Date((Math.floor(typed) - serialOfUnixEpoch) * 86_400_000)
    return parsePlainDate(at.toISOString().slice(0, 10))
  }
  if (typed instanceof Date) {
    return Number.isNaN(typed.getTime())
      ? undefined
      : parsePlainDate(typed.toISOString().slice(0, 10))
  }
  if (typeof typed !== 'string') return undefined
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed)
  if (parts === null) return parsePlainDate(typed.slice(0, 10))
  return plainDateOf({ day: Number(parts[1]), month: Number(parts[2]), year: Number(parts[3]) })
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}
