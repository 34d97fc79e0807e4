import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { useLoad, useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { Source, Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import { CancelRound } from './cancel-round.tsx'
import type { Line } from './payments.ts'
import { ResolvePanel } from './resolve-panel.tsx'
import type { PartProps } from './round.tsx'

/** What changed since the decree, one by one, and then the proposal. */
export function DraftPart({ round, again }: PartProps) {
  const chosen = useSignal<string | undefined>(undefined)
  const { id } = round
  const loaded = useLoad(
    (signal) =>
      call('GET /api/payment-rounds/:id/lines', {
        params: { id },
        query: { show: 'differences' },
        signal,
      }),
    [id, round],
  )
  const line = loaded.value?.rows.find((each) => each.id === chosen.value)
  const done = () => {
    chosen.value = undefined
    again()
  }
  const mayAct = mayNow('payment.instruct')
  return (
    <Section title={t('aid.differences')}>
      <div class="work3">
        <div>
          <p>{stateWords(round.unresolved, loaded.value?.total ?? 0)}</p>
          <Shown of={loaded}>
            {(reply) =>
              reply.rows.length === 0 ? null : (
                <Table
                  caption={t('aid.differences-caption')}
                  columns={columns(mayAct ? chosen : undefined)}
                  rows={reply.rows}
                  rowKey={(row) => row.id}
                />
              )
            }
          </Shown>
        </div>
        {mayAct ? (
          line === undefined ? (
            <ProposePanel round={round} again={again} />
          ) : (
            <ResolvePanel key={line.id} roundId={id} line={line} done={done} />
          )
        ) : null}
      </div>
    </Section>
  )
}

function stateWords(unresolved: number, changed: number): string {
  if (unresolved > 0) return t('aid.differences-open', { count: unresolved })
  return changed > 0 ? t('aid.differences-resolved') : t('aid.differences-none')
}

function columns(chosen: { value: string | undefined } | undefined): readonly Column<Line>[] {
  const act = (line: Line) => {
    if (chosen === undefined || line.leftOut) return null
    if (chosen.value === line.id) return <span class="soft">{t('aid.looking')}</span>
    const look = () => {
      chosen.value = line.id
    }
    return (
      <Button small onPress={look} label={`${t('aid.look')}: ${line.payeeName}`}>
        {t('aid.look')}
      </Button>
    )
  }
  return [
    { key: 'payee', head: t('aid.line-payee'), names: true, cell: payeeCell },
    {
      key: 'difference',
      head: t('aid.difference'),
      label: t('aid.difference'),
      cell: differenceCell,
    },
    { key: 'act', head: <span class="vh">{t('aid.look')}</span>, cell: act },
  ]
}

function payeeCell(line: Line) {
  return (
    <>
      {line.payeeName}
      <br />
      <Source>{`${line.villageName}, ${line.districtName}`}</Source>
    </>
  )
}

export function differenceWords(line: Line): string {
  return line.differences
    .map((each) => findText(`difference.${each.kind}`, each.detail) ?? each.kind)
    .join(' · ')
}

function differenceCell(line: Line) {
  return (
    <>
      <Status is={line.unresolved ? 'wait' : 'ok'}>{differenceWords(line)}</Status>
      {line.resolution === null ? null : (
        <>
          <br />
          <Source>
            {[t(`resolution.${line.resolution}`), line.resolutionReason, line.resolvedBy].join(
              ' · ',
            )}
          </Source>
        </>
      )}
    </>
  )
}

function ProposePanel({ round, again }: PartProps) {
  const sending = useSending(async () => {
    const { id } = round
    const { unresolved } = await call('POST /api/payment-rounds/:id/propose', { params: { id } })
    say(unresolved === 0 ? t('aid.proposed') : t('aid.sent-back', { count: unresolved }))
    again()
  })
  const count = round.unresolved
  return (
    <div class="case">
      <h3>{t('aid.propose')}</h3>
      <Notice>
        <p>{t('aid.propose-means')}</p>
      </Notice>
      <ProblemNotice problem={sending.problem} />
      <Button
        kind="main"
        busy={sending.busy}
        because={count > 0 ? t('aid.propose-because', { count }) : undefined}
        onPress={() => sending.run()}
      >
        {t('aid.propose')}
      </Button>
      <CancelRound id={round.id} done={again} />
    </div>
  )
}
