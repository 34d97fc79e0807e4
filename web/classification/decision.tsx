import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { date, moment } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { conditionLabel } from '../registry/registry.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Facts, Page, Section } from '../ui/page.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { Status } from '../ui/status.tsx'
import {
  confirmChosen,
  type Decision,
  inputWords,
  listPath,
  reopenDecision,
  sentenceOf,
  shapeOf,
  versionWords,
} from './classification.ts'
import './decree.css'

/** One decision: the quotable sentence, each criterion with its evidence, who did what. */
export function Screen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const decision = useLoad(
    (signal) => call('GET /api/decisions/:id', { params: { id }, signal }),
    [id],
  )
  const title = decision.value?.headName ?? t('classification.title')
  const crumbs = [{ label: t('classification.title'), href: listPath }, { label: title }]
  return (
    <Page
      title={title}
      crumbs={crumbs}
      lead={decision.value === undefined ? null : <p>{decision.value.villageName}</p>}
    >
      <Shown of={decision}>
        {(value) => (
          <>
            <div class="decided">
              <p>
                <Status is={shapeOf(value.result)}>{t(`result.${value.result}`)}</Status>
              </p>
              <blockquote>{sentenceOf(value)}</blockquote>
            </div>
            <Acts decision={value} onDone={decision.again} />
            <Judged decision={value} />
            <WhoAndWhen decision={value} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function Acts({ decision, onDone }: { readonly decision: Decision; readonly onDone: () => void }) {
  const asking = useSignal(false)
  const confirm = useSending(async () => {
    await confirmChosen([decision.id])
    onDone()
  })
  const standing = decision.state === 'proposed' || decision.state === 'confirmed'
  const because =
    decision.mayNotBecause === null
      ? undefined
      : findText(`classification.may-not.${decision.mayNotBecause}`)
  return (
    <>
      <ProblemNotice problem={confirm.problem} />
      {decision.reopenReason === null ? null : (
        <Notice is="warn">
          <p>
            {t('classification.reopened-because', {
              reason:
                findText(`classification.may-not.${decision.reopenReason}`) ??
                decision.reopenReason,
            })}
          </p>
        </Notice>
      )}
      <p class="actions">
        {decision.state === 'proposed' && mayNow('decision.confirm') ? (
          <Button kind="main" busy={confirm.busy} because={because} onPress={() => confirm.run()}>
            {t('classification.confirm-one')}
          </Button>
        ) : null}
        {standing && mayNow('decision.reopen') ? (
          <Button
            onPress={() => {
              asking.value = true
            }}
          >
            {t('classification.reopen')}
          </Button>
        ) : null}
        <LinkButton href={`/keluarga/${decision.householdId}`}>
          {t('classification.to-family')}
        </LinkButton>
      </p>
      {asking.value ? (
        <ReasonDialog
          title={t('classification.reopen')}
          means={t('classification.reopen-means')}
          button={t('classification.reopen')}
          command={async (reason) => {
            await reopenDecision(decision.id, reason)
            onDone()
          }}
          onClose={() => {
            asking.value = false
          }}
        />
      ) : null}
    </>
  )
}

function Judged({ decision }: { readonly decision: Decision }) {
  const lines = [
    ...(decision.line === null ? [] : [decision.line]),
    ...decision.criteria,
    ...decision.disqualifiers,
  ]
  if (lines.length === 0) return null
  return (
    <Section title={t('classification.judged')}>
      <table class="table table--stack">
        <caption class="vh">{t('classification.judged')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('classification.criterion')}</th>
            <th scope="col">{t('classification.is')}</th>
            <th scope="col">{t('classification.evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.code}>
              <th scope="row">{findText(`criterion.${line.code}`) ?? line.code}</th>
              <td data-label={t('classification.is')}>
                <span class="nowrap">
                  <span class="nine" aria-hidden="true">
                    <i
                      data-met={
                        line.is === 'met' ? 'yes' : line.is === 'unknown' ? 'unknown' : undefined
                      }
                    />
                  </span>{' '}
                  {t(`classification.is.${line.is}`)}
                </span>
              </td>
              <td data-label={t('classification.evidence')}>
                {Object.entries(line.inputs)
                  .map(([key, value]) => `${conditionLabel(key)}: ${inputWords(key, value)}`)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function WhoAndWhen({ decision }: { readonly decision: Decision }) {
  const at = (by: string | null, on: string | null) =>
    [by, on === null ? null : moment(on)].filter(Boolean).join(', ')
  return (
    <Section title={t('classification.who')}>
      <Facts
        rows={[
          {
            label: t('classification.visited'),
            value: [
              decision.verifierName,
              decision.visitedOn === null ? null : date(decision.visitedOn),
            ]
              .filter(Boolean)
              .join(', '),
          },
          {
            label: t('classification.proposed-by'),
            value: at(decision.proposedBy, decision.proposedAt),
          },
          {
            label: t('classification.confirmed-by'),
            value:
              at(decision.confirmedBy, decision.confirmedAt) || t('classification.waits-second'),
          },
          { label: t('classification.rule-version'), value: versionWords(decision.ruleVersion) },
        ]}
      />
    </Section>
  )
}
