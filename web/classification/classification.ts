import type { Reasons } from '../../core/classification/classify.ts'
import { reasonSentence } from '../../core/classification/reason-sentence.ts'
import { call, type ReplyOf } from '../call.ts'
import { date, rupiah } from '../format.ts'
import { findText, t } from '../text.ts'
import type { StatusShape } from '../ui/status.tsx'

export type DecisionRow = ReplyOf<'GET /api/decisions'>['rows'][number]
export type Decision = ReplyOf<'GET /api/decisions/:id'>
export type Counts = ReplyOf<'GET /api/decisions/counts'>
export type Decree = ReplyOf<'GET /api/decrees'>['decrees'][number]

export const tabStates = ['proposed', 'confirmed', 'reopened'] as const
export type TabState = (typeof tabStates)[number]

export const listPath = '/putusan'
export const criteriaPath = '/kriteria'
export const decreesPath = '/keputusan'

export function shapeOf(result: DecisionRow['result']): StatusShape {
  if (result === 'extremely-poor') return 'found'
  return result === 'criteria-not-met' || result === 'better-off' ? 'ok' : 'out'
}

/** The quotable sentence of a decision in the language of the page. */
export function sentenceOf(decision: Decision): string {
  const { figures, result, reasonCode } = decision
  const reasons: Reasons | null =
    figures === null
      ? null
      : {
          criteria: decision.criteria,
          disqualifiers: decision.disqualifiers,
          line: decision.line,
          met: figures.met,
          of: figures.of,
          threshold: figures.threshold,
          perPerson: figures.perPerson,
          lineRupiah: figures.line,
        }
  const words = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    findText(key, values) ?? key
  return reasonSentence({ result, reasonCode, reasons }, words, rupiah)
}

export type Rule = ReplyOf<'GET /api/criteria'>['history'][number]

/** A version as people say it: who set the rule and from which day. */
export function versionWords(version: string): string {
  const on = date(version.slice(-10))
  return version.startsWith('daerah-')
    ? t('classification.version-own', { on })
    : t('classification.version-national', { on })
}

/** The rule in one sentence. */
export function ruleWords(rule: Rule): string {
  const { threshold, of, linePerPersonMonth } = rule
  return t('classification.rule', { threshold, of, line: rupiah(linePerPersonMonth) })
}

/** An input in words: the answer's words, money as rupiah, a number as it is. */
export function inputWords(key: string, value: string | number | null): string {
  if (value === null) return findText('shell.unknown') ?? ''
  if (typeof value === 'number') return key.includes('spending') ? rupiah(value) : String(value)
  return findText(`answer.${value}`) ?? findText(`answer.${key}.${value}`) ?? value
}

export function confirmChosen(ids: readonly string[]) {
  return call('POST /api/decisions/confirm', { body: { ids: [...ids] } })
}

/** All that waits in a village, as it was seen by the counts of the village. */
export function confirmVillage(village: string, counts: Counts) {
  const seen = { count: counts.states.proposed ?? 0, at: counts.at }
  return call('POST /api/decisions/confirm', { body: { village, seen } })
}

export function reopenDecision(id: string, reason: string) {
  return call('POST /api/decisions/:id/reopen', { params: { id }, body: { reason } })
}
