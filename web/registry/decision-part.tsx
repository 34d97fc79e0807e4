import { reasonSentence } from '../../core/classification/reason-sentence.ts'
import { call, type ReplyOf } from '../call.ts'
import { date, rupiah } from '../format.ts'
import { useLoad } from '../load.ts'
import { findText, t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { Reasons } from '../ui/trail.tsx'
import { conditionLabel, conditionWords } from './registry.ts'

type Decision = ReplyOf<'GET /api/decisions/:id'>
type Judged = Decision['criteria'][number]

/** The decision that stands: one quotable sentence, who did what, each criterion as a line. */
export function DecisionPart({ householdId }: { readonly householdId: string }) {
  const loaded = useLoad((signal) => standingDecision(householdId, signal), [householdId])
  return (
    <Section title={t('record.decision')}>
      <Shown of={loaded}>
        {(found) => (found === null ? <p>{t('record.not-decided')}</p> : <Verdict of={found} />)}
      </Shown>
    </Section>
  )
}

async function standingDecision(household: string, signal: AbortSignal): Promise<Decision | null> {
  const list = await call('GET /api/decisions', { query: { household }, signal })
  const first = list.rows[0]
  if (first === undefined) return null
  return call('GET /api/decisions/:id', { params: { id: first.id }, signal })
}

function Verdict({ of }: { readonly of: Decision }) {
  return (
    <div class="verdict">
      <div>
        <blockquote>{sentenceOf(of)}</blockquote>
        <dl class="sign">
          <Signed label={t('record.proposed')} by={of.proposedBy} at={of.proposedAt} />
          <Signed label={t('record.confirmed')} by={of.confirmedBy} at={of.confirmedAt} />
          {of.visitedOn === null ? null : (
            <Signed label={t('record.visited')} by={of.verifierName} at={of.visitedOn} />
          )}
          <div>
            <dt>{t('record.rule')}</dt>
            <dd>{of.ruleVersion}</dd>
          </div>
        </dl>
      </div>
      {of.criteria.length === 0 ? null : (
        <Reasons label={t('record.criteria')} reasons={of.criteria.map(reasonOf)} />
      )}
    </div>
  )
}

function Signed(props: {
  readonly label: string
  readonly by: string | null
  readonly at: string | null
}) {
  if (props.at === null) {
    return (
      <div>
        <dt>{props.label}</dt>
        <dd class="soft">{t('record.waits-second')}</dd>
      </div>
    )
  }
  const words = [props.by ?? t('record.entas'), date(props.at)].join(', ')
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{words}</dd>
    </div>
  )
}

function sentenceOf(of: Decision): string {
  const { figures, criteria, disqualifiers, line } = of
  const judged = figures === null || line === null ? null : { criteria, disqualifiers, line }
  const reasons =
    judged === null || figures === null ? null : { ...judged, ...figures, lineRupiah: figures.line }
  const decision = {
    result: of.result,
    reasonCode: of.reasonCode,
    reasons: reasons === null || judged === null ? null : { ...reasons, line: judged.line },
  }
  return reasonSentence(decision, (key, values) => findText(key, values) ?? key, rupiah)
}

function reasonOf(judged: Judged) {
  const met = judged.is === 'met' ? 'yes' : judged.is === 'not' ? 'no' : 'unknown'
  return {
    key: judged.code,
    words: findText(`criterion.${judged.code}`) ?? judged.code,
    met,
    evidence: evidenceOf(judged),
  } as const
}

/** The answers that the criterion was judged by: "Lantai: Tanah". */
function evidenceOf(judged: Judged): string {
  const parts = Object.entries(judged.inputs).map(([key, value]) => {
    const words = value === null ? t('shell.unknown') : conditionWords(key, value)
    return `${conditionLabel(key)}: ${words}`
  })
  return parts.join(' · ')
}
