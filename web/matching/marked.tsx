import type { Run } from '../../core/matching/differences.ts'
import { t } from '../text.ts'

/** A value with what the other record has otherwise; a thin mark where it lacks a letter. */
export function Marked({ runs }: { readonly runs: readonly Run[] }) {
  if (runs.every((run) => run.text === '')) {
    return <span class="soft">{t('matching.empty-value')}</span>
  }
  if (isMostlyOther(runs)) return <>{runs.map((run) => run.text).join('')}</>
  return <>{runs.map((run, at) => (run.same ? run.text : <mark key={at}>{run.text}</mark>))}</>
}

/** With little in common a mark on every other letter would say nothing. */
function isMostlyOther(runs: readonly Run[]): boolean {
  const letters = (same: boolean) =>
    runs.reduce((sum, run) => (run.same === same ? sum + run.text.length : sum), 0)
  return letters(true) < letters(false)
}
