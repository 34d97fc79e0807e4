import { useSignal } from '@preact/signals'
import { addressOf, call } from '../call.ts'
import { date, number } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { type Decree, decreesPath } from './classification.ts'
import './decree.css'

/** Decrees: drafted by the Social Office over confirmed families, frozen by the regent. */
export function Screen() {
  const decrees = useLoad((signal) => call('GET /api/decrees', { signal }), [])
  return (
    <Page title={t('decree.title')} lead={<p>{t('decree.lead')}</p>}>
      <Shown of={decrees}>
        {(reply) => (
          <>
            {mayNow('decree.draft') && reply.candidates > 0 ? (
              <DraftForm candidates={reply.candidates} onDone={decrees.again} />
            ) : null}
            <Section title={t('decree.all')}>
              <DecreeTable decrees={reply.decrees} />
              {reply.decrees
                .filter((each) => each.state === 'draft' && mayNow('decree.freeze'))
                .map((each) => (
                  <Freeze key={each.id} decree={each} onDone={decrees.again} />
                ))}
            </Section>
          </>
        )}
      </Shown>
    </Page>
  )
}

function DraftForm(props: { readonly candidates: number; readonly onDone: () => void }) {
  const decreeNumber = useSignal('')
  const title = useSignal('')
  const decreedOn = useSignal('')
  const draft = useSending(async () => {
    const body = { number: decreeNumber.value, title: title.value, decreedOn: decreedOn.value }
    await call('POST /api/decrees', { body })
    props.onDone()
  })
  const ready = decreeNumber.value.length >= 3 && title.value.length >= 5 && decreedOn.value !== ''
  const because =
    props.candidates === 0 ? t('decree.no-candidates') : ready ? undefined : t('decree.fill-first')
  return (
    <Section title={t('decree.draft')} first>
      <p>{t('decree.candidates', { count: props.candidates })}</p>
      <form
        class="decree-form"
        onSubmit={(event) => {
          event.preventDefault()
          void draft.run()
        }}
      >
        <Input
          type="text"
          label={t('decree.number')}
          value={decreeNumber.value}
          onValue={(value) => {
            decreeNumber.value = value
          }}
        />
        <Input
          type="text"
          label={t('decree.about')}
          value={title.value}
          onValue={(value) => {
            title.value = value
          }}
        />
        <Input
          type="date"
          label={t('decree.date')}
          hint={decreedOn.value === '' ? t('decree.date-hint') : date(decreedOn.value)}
          value={decreedOn.value}
          onValue={(value) => {
            decreedOn.value = value
          }}
        />
        <ProblemNotice problem={draft.problem} />
        <Button kind="main" type="submit" busy={draft.busy} because={because}>
          {t('decree.draft')}
        </Button>
      </form>
    </Section>
  )
}

function DecreeTable({ decrees }: { readonly decrees: readonly Decree[] }) {
  const columns: readonly Column<Decree>[] = [
    {
      key: 'number',
      head: t('decree.number'),
      names: true,
      cell: (decree) => (
        <>
          <a href={annexPath(decree)}>{decree.number}</a>
          <span class="source">{decree.title}</span>
        </>
      ),
    },
    {
      key: 'date',
      head: t('decree.date'),
      label: t('decree.date'),
      cell: (decree) => date(decree.decreedOn),
    },
    {
      key: 'families',
      head: t('decree.families'),
      label: t('decree.families'),
      number: true,
      cell: (decree) => number(decree.lineCount),
    },
    {
      key: 'state',
      head: t('decree.state'),
      label: t('decree.state'),
      cell: (decree) => <State decree={decree} />,
    },
    {
      key: 'files',
      head: t('decree.files'),
      label: t('decree.files'),
      cell: (decree) => (
        <span class="actions">
          <LinkButton small href={annexPath(decree)}>
            {t('decree.annex')}
          </LinkButton>
          <LinkButton
            small
            download
            href={addressOf('GET /api/decrees/:id/annex', { params: { id: decree.id } })}
          >
            {t('decree.annex-file')}
          </LinkButton>
        </span>
      ),
    },
  ]
  return (
    <Table
      caption={t('decree.all')}
      columns={columns}
      rows={decrees}
      rowKey={(decree) => decree.id}
      empty={<p>{t('decree.none')}</p>}
    />
  )
}

function annexPath({ id }: Decree): string {
  return `${decreesPath}/${id}/lampiran`
}

function State({ decree }: { readonly decree: Decree }) {
  const { state, digest, frozenBy, frozenAt } = decree
  if (state !== 'frozen') return <Status is="wait">{t('decree.waits')}</Status>
  return (
    <span>
      <Status is="ok">{t('decree.is-frozen')}</Status>
      <span class="source">
        {t('decree.frozen', { by: frozenBy ?? '', on: date(frozenAt ?? '') })}
      </span>
      <span class="source digest">
        {t('decree.digest')} {digest}
      </span>
    </span>
  )
}

/** Irreversible: the number is typed to be sure, and the count stands beside it. */
function Freeze({ decree, onDone }: { readonly decree: Decree; readonly onDone: () => void }) {
  const typed = useSignal('')
  const freeze = useSending(async () => {
    const body = { number: typed.value.trim(), lineCount: decree.lineCount }
    await call('POST /api/decrees/:id/freeze', { params: { id: decree.id }, body })
    onDone()
  })
  const because = typed.value.trim() === decree.number ? undefined : t('decree.type-number')
  return (
    <Notice is="info" title={`${t('decree.freeze')} ${decree.number}`}>
      <p>{t('decree.freeze-means', { count: number(decree.lineCount) })}</p>
      <Input
        type="text"
        label={t('decree.type-number')}
        value={typed.value}
        onValue={(value) => {
          typed.value = value
        }}
      />
      <ProblemNotice problem={freeze.problem} />
      <Button kind="main" busy={freeze.busy} because={because} onPress={() => freeze.run()}>
        {t('decree.freeze')}
      </Button>
    </Notice>
  )
}
