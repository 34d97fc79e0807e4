import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { moment, number } from '../format.ts'
import { useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { Source, Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import {
  downloadInstruction,
  type Finding,
  findingWords,
  type ReplyAnswer,
  type Round,
  sendReply,
} from './payments.ts'
import type { PartProps } from './round.tsx'

/** Findings of the newest reply left; the files out and in, and the end of the round, right. */
export function ReplyPart({ round, again }: PartProps) {
  const answer = useSignal<ReplyAnswer | undefined>(undefined)
  const newest = answer.value ?? round.files.find((file) => file.direction === 'in')
  const count = newest?.findingCount ?? 0
  return (
    <Section title={count === 0 ? t('aid.reply-state') : t('aid.reply-findings', { count })}>
      <div class="work3">
        <div>
          <Said answer={answer.value} />
          {answer.value === undefined ? <Newest round={round} /> : null}
          {newest === undefined || newest.findings.length === 0 ? null : (
            <Table
              caption={t('aid.reply-caption')}
              columns={columns()}
              rows={newest.findings}
              rowKey={(finding) => `${finding.row} ${finding.field} ${finding.code}`}
            />
          )}
          {newest !== undefined && count > newest.findings.length ? (
            <Source>{t('aid.reply-findings-more', { shown: newest.findings.length })}</Source>
          ) : null}
        </div>
        <Panel
          round={round}
          again={again}
          onAnswer={(said) => {
            answer.value = said
            again()
          }}
        />
      </div>
    </Section>
  )
}

/** What the newest reply brought, and what the payer still owes. */
function Newest({ round }: { readonly round: Round }) {
  const file = round.files.find((each) => each.direction === 'in')
  if (file === undefined) return <p>{t('aid.reply-none', { channel: round.channel })}</p>
  const { fileName: name, rows, applied } = file
  const open = round.money.open.families
  return (
    <>
      <p>{t('aid.reply-newest', { name, at: moment(file.madeAt), rows, applied })}</p>
      <p>{open === 0 ? t('aid.reply-all') : t('aid.reply-rest', { open })}</p>
    </>
  )
}

function Said({ answer }: { readonly answer: ReplyAnswer | undefined }) {
  if (answer === undefined) return null
  const { applied, rows, unchanged, waiting } = answer
  return (
    <Notice is={answer.waiting > 0 ? 'warn' : 'ok'} live>
      {answer.repeated ? <p>{t('aid.reply-again')}</p> : null}
      <p>{t('aid.reply-done', { applied, rows, unchanged, waiting })}</p>
    </Notice>
  )
}

function columns(): readonly Column<Finding>[] {
  return [
    { key: 'row', head: t('aid.row'), names: true, cell: (finding) => number(finding.row) },
    { key: 'what', head: t('aid.what'), label: t('aid.what'), cell: findingWords },
    {
      key: 'severity',
      head: t('aid.severity'),
      label: t('aid.severity'),
      cell: (finding) => (
        <Status is={finding.severity === 'wait' ? 'wait' : 'warn'}>
          {t(`severity.${finding.severity}`)}
        </Status>
      ),
    },
  ]
}

function Panel(props: PartProps & { readonly onAnswer: (answer: ReplyAnswer) => void }) {
  const { round, again } = props
  return (
    <div class="case">
      {mayNow('payment.instruct') ? <InstructionFile round={round} again={again} /> : null}
      {mayNow('payment.reconcile') ? (
        <>
          <ReplyForm {...props} />
          <CloseForm round={round} again={again} />
        </>
      ) : null}
    </div>
  )
}

function InstructionFile({ round, again }: PartProps) {
  const sending = useSending(async (format: 'xlsx' | 'csv') => {
    await downloadInstruction(round, format)
    again()
  })
  return (
    <div>
      <h3>{t('aid.file')}</h3>
      <p class="hint">{t('aid.file-means')}</p>
      <ProblemNotice problem={sending.problem} />
      <p class="actions">
        <Button small icon="download" busy={sending.busy} onPress={() => sending.run('xlsx')}>
          {t('aid.file-xlsx')}
        </Button>
        <Button small icon="download" busy={sending.busy} onPress={() => sending.run('csv')}>
          {t('aid.file-csv')}
        </Button>
      </p>
    </div>
  )
}

function ReplyForm(props: PartProps & { readonly onAnswer: (answer: ReplyAnswer) => void }) {
  const file = useSignal<File | undefined>(undefined)
  const sending = useSending(async () => {
    if (file.value === undefined) return
    const answer = await sendReply(props.round.id, file.value)
    file.value = undefined
    props.onAnswer(answer)
  })
  return (
    <div>
      <h3>{t('aid.reply')}</h3>
      <FileDrop
        label={t('aid.reply-label')}
        hint={t('aid.reply-hint')}
        accept=".xlsx,.csv"
        file={file.value}
        onFile={(chosen) => {
          file.value = chosen
        }}
      />
      <ProblemNotice problem={sending.problem} />
      <Button
        kind="main"
        icon="up"
        busy={sending.busy}
        because={file.value === undefined ? t('aid.reply-because') : undefined}
        onPress={() => sending.run()}
      >
        {t('aid.reply-button')}
      </Button>
    </div>
  )
}

function CloseForm({ round, again }: PartProps) {
  const sending = useSending(async () => {
    await call('POST /api/payment-rounds/:id/close', { params: { id: round.id } })
    say(t('aid.closed'))
    again()
  })
  const count = round.money.open.families
  return (
    <div>
      <h3>{t('aid.close')}</h3>
      {count === 0 ? <p>{t('aid.close-means')}</p> : null}
      <ProblemNotice problem={sending.problem} />
      <Button
        busy={sending.busy}
        because={count > 0 ? t('aid.close-because', { count }) : undefined}
        onPress={() => sending.run()}
      >
        {t('aid.close')}
      </Button>
    </div>
  )
}
