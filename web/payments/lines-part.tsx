import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { date, number, rupiah } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Input, Select, TextArea } from '../ui/field.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Section, Tabs } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Masked, Source, Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import { type Line, type Outcome, outcomeShape, outcomes, type Round } from './payments.ts'
import type { PartProps } from './round.tsx'

const stands = ['paid', 'returned', 'open'] as const

/** Every recipient of a round, by where the money stands. */
export function LinesPart(props: PartProps & { readonly query: URLSearchParams }) {
  const { round, query, again } = props
  const chosen = useSignal<Line | undefined>(undefined)
  const money = stands.find((stand) => stand === query.get('uang'))
  const show = query.get('uang') === 'tidak' ? 'left-out' : undefined
  const page = Number(query.get('page') ?? 1)
  const loaded = useLoad(
    (signal) =>
      call('GET /api/payment-rounds/:id/lines', {
        params: { id: round.id },
        query: { money, show, page },
        signal,
      }),
    [round, money, show, page],
  )
  const mayCorrect = round.state === 'instructed' && mayNow('payment.reconcile')
  return (
    <Section title={t('aid.lines')}>
      <LineTabs round={round} current={query.get('uang') ?? ''} />
      <Shown of={loaded}>
        {(reply) => (
          <>
            <Table
              caption={t('aid.lines-caption')}
              columns={columns(mayCorrect ? chosen : undefined)}
              rows={reply.rows}
              rowKey={(line) => line.id}
              empty={<p>{t('aid.lines-none')}</p>}
            />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
      {chosen.value === undefined ? null : (
        <CorrectDialog
          roundId={round.id}
          line={chosen.value}
          onClose={() => {
            chosen.value = undefined
          }}
          done={again}
        />
      )}
    </Section>
  )
}

function LineTabs({ round, current }: { readonly round: Round; readonly current: string }) {
  const tab = (key: string, label: string, count: number) => ({
    href: key === '' ? `/penyaluran/${round.id}` : `/penyaluran/${round.id}?uang=${key}`,
    label,
    count: number(count),
    current: current === key,
  })
  const { instructed } = round.money
  const tabs = [
    tab('', t('aid.tab-all'), instructed.families + round.leftOut),
    ...stands.map((stand) => tab(stand, t(`aid.${stand}`), round.money[stand].families)),
    ...(round.leftOut === 0 ? [] : [tab('tidak', t('aid.tab-left-out'), round.leftOut)]),
  ]
  return <Tabs label={t('aid.lines')} tabs={tabs} />
}

function columns(chosen: { value: Line | undefined } | undefined): readonly Column<Line>[] {
  const act: Column<Line> = {
    key: 'act',
    head: <span class="vh">{t('aid.line-correct')}</span>,
    cell: (line) => {
      if (chosen === undefined || line.leftOut) return null
      const look = () => {
        chosen.value = line
      }
      return (
        <Button small onPress={look} label={t('aid.correct', { name: line.payeeName })}>
          {t('aid.line-correct')}
        </Button>
      )
    },
  }
  return [
    { key: 'payee', head: t('aid.line-payee'), names: true, cell: payeeCell },
    {
      key: 'place',
      head: t('aid.line-place'),
      label: t('aid.line-place'),
      cell: (line) => `${line.villageName}, ${line.districtName}`,
    },
    {
      key: 'reference',
      head: t('aid.line-reference'),
      label: t('aid.line-reference'),
      cell: (line) => <span class="nowrap">{line.reference}</span>,
    },
    {
      key: 'amount',
      head: t('aid.line-amount'),
      label: t('aid.line-amount'),
      number: true,
      cell: (line) => rupiah(line.amount),
    },
    {
      key: 'outcome',
      head: t('aid.line-outcome'),
      label: t('aid.line-outcome'),
      cell: outcomeCell,
    },
    ...(chosen === undefined ? [] : [act]),
  ]
}

function payeeCell(line: Line) {
  return (
    <>
      {mayNow('household.read') ? (
        <a href={`/keluarga/${line.householdId}`}>{line.payeeName}</a>
      ) : (
        line.payeeName
      )}
      <br />
      <Source>
        <Masked value={line.nationalIdMask === '' ? null : line.nationalIdMask} />
      </Source>
    </>
  )
}

function outcomeCell(line: Line) {
  if (line.leftOut) {
    return (
      <>
        <Status is="out">{t('aid.tab-left-out')}</Status>
        <br />
        <Source>{line.resolutionReason}</Source>
      </>
    )
  }
  const source = [
    line.outcomeOn === null ? '' : date(line.outcomeOn),
    line.correctionReason ?? '',
    line.reconciledBy ?? '',
  ].filter((part) => part !== '')
  return (
    <>
      <Status is={outcomeShape(line.outcome)}>{t(`outcome.${line.outcome}`)}</Status>
      {source.length === 0 ? null : (
        <>
          <br />
          <Source>{source.join(' · ')}</Source>
        </>
      )}
    </>
  )
}

/** A person records what a reply could not, and says why. */
function CorrectDialog(props: {
  readonly roundId: string
  readonly line: Line
  readonly onClose: () => void
  readonly done: () => void
}) {
  const { line } = props
  const outcome = useSignal<Outcome>(line.outcome)
  const on = useSignal(line.outcomeOn ?? '')
  const reason = useSignal('')
  const sending = useSending(async () => {
    await call('POST /api/payment-rounds/:id/lines/:lineId/outcome', {
      params: { id: props.roundId, lineId: line.id },
      body: {
        outcome: outcome.value,
        reason: reason.value,
        ...(on.value === '' ? {} : { on: on.value }),
      },
    })
    props.onClose()
    say(t('aid.corrected'))
    props.done()
  })
  const actions = (
    <>
      <Button onPress={props.onClose}>{t('shell.cancel')}</Button>
      <Button
        kind="main"
        busy={sending.busy}
        because={reason.value.trim().length < 5 ? t('aid.reason-short') : undefined}
        onPress={() => sending.run()}
      >
        {t('aid.correct-button')}
      </Button>
    </>
  )
  return (
    <Dialog
      title={t('aid.correct', { name: line.payeeName })}
      onClose={props.onClose}
      actions={actions}
    >
      <Select
        label={t('aid.correct-outcome')}
        value={outcome.value}
        options={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onValue={(value) => {
          outcome.value = outcomes.find((each) => each === value) ?? line.outcome
        }}
      />
      <Input
        label={t('aid.correct-on')}
        type="date"
        value={on.value}
        onValue={(value) => {
          on.value = value
        }}
      />
      <TextArea
        label={t('aid.reason')}
        hint={t('aid.reason-hint')}
        value={reason.value}
        onValue={(value) => {
          reason.value = value
        }}
      />
      <ProblemNotice problem={sending.problem} />
    </Dialog>
  )
}
