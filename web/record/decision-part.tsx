import { reasonSentence } from '../../core/classification/reason-sentence.ts'
import { call } from '../call.ts'
import { date, rupiah } from '../format.ts'
import type { Loaded } from '../load.ts'
import { conditionLabel, conditionWords } from '../registry/registry.ts'
import { findText, t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { Reasons } from '../ui/trail.tsx'
import type { Decision } from './history.ts'

type Judged = Decision['criteria'][number]

/** The decision that stands: one quotable sentence, who did what, each criterion as a line. */
export function DecisionPart({ of }: { readonly of: Loaded<Decision | null | undefined> }) {
  return (
    <Section title={t('record.decision')}>
      <Shown of={of}>
        {(found) =>
          found === null || found === undefined ? (
            <p>{t('record.not-decided')}</p>
          ) : (
            <Verdict of={found} />
          )
        }
      </Shown>
    </Section>
  )
}

/** The newest decision of a family; null while there is none. */
export async function standingDecision(
  household: string,
  signal: AbortSignal,
): Promise<Decision | null> {
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
            <dd>{ruleWords(of.ruleVersion)}</dd>
          </div>
        </dl>
      </div>
      {of.criteria.length === 0 ? null : (
        <Reasons label={t('record.criteria')} reasons={of.criteria.map(reasonOf)} />
      )}
    </div>
  )
}

/** `nasional-2023-03-01`: whose parameters, valid from which day. */
function ruleWords(version: string): string {
  const from = /\d{4}-\d{2}-\d{2}$/.exec(version)?.[0]
  if (from === undefined) return version
  const own = version.startsWith('daerah')
  return t(own ? 'record.rule-own' : 'record.rule-national', { from: date(from) })
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
