import type { Reasons } from './classify.ts'
import type { Result } from './results.ts'

/** Words by key, with placeholders filled; the shells pass web/text, tests pass the key back. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string

/**
 * The one quotable sentence of a decision, in the language of the words. Money arrives in the
 * values as whole rupiah already worded by `money`.
 */
export function reasonSentence(
  decision: {
    readonly result: Result
    readonly reasonCode: string
    readonly reasons: Reasons | null
  },
  words: Words,
  money: (rupiah: number) => string,
): string {
  const { result, reasonCode, reasons } = decision
  if (reasons === null) return words(`reason.${reasonCode}`)
  const list = reasons.criteria
    .filter((each) => each.is === 'met')
    .map((each) => words(`criterion.${each.code}`))
  const values = {
    met: reasons.met,
    of: reasons.of,
    threshold: reasons.threshold,
    perPerson: reasons.perPerson === null ? words('reason.not-known') : money(reasons.perPerson),
    line: money(reasons.lineRupiah),
    criteria: list.length === 0 ? words('reason.none') : list.join('; '),
  }
  return words(result === 'disqualified' ? `reason.${reasonCode}` : `reason.${result}`, values)
}
