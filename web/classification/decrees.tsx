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
            {mayNow('decree.draft') ? (
              <DraftForm candidates={reply.candidates} onDone={decrees.again} />
            ) : null}
            <Section title={t('decree.all')}>
              {reply.decrees.length === 0 ? <p>{t('decree.none')}</p> : null}
              {reply.decrees.map((each) => (
                <DecreePart key={each.id} decree={each} onDone={decrees.again} />
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

function DecreePart({ decree, onDone }: { readonly decree: Decree; readonly onDone: () => void }) {
  const { id } = decree
  return (
    <div class="section">
      <h3>{decree.number}</h3>
      <p>
        {decree.title}, {date(decree.decreedOn)}. {t('decree.lines', { count: decree.lineCount })}
      </p>
      <p>
        {decree.state === 'frozen' ? (
          <>
            <Status is="ok">{t('decree.is-frozen')}</Status>{' '}
            {t('decree.frozen', { by: decree.frozenBy ?? '', on: date(decree.frozenAt ?? '') })}
          </>
        ) : (
          <Status is="wait">{t('decree.waits')}</Status>
        )}
      </p>
      {decree.digest === null ? null : (
        <p class="source digest">
          {t('decree.digest')} {decree.digest}
        </p>
      )}
      <p class="actions">
        <LinkButton small href={`${decreesPath}/${id}/lampiran`}>
          {t('decree.annex')}
        </LinkButton>
        <LinkButton
          small
          download
          href={addressOf('GET /api/decrees/:id/annex', { params: { id } })}
        >
          {t('decree.annex-file')}
        </LinkButton>
      </p>
      {decree.state === 'draft' && mayNow('decree.freeze') ? (
        <Freeze decree={decree} onDone={onDone} />
      ) : null}
    </div>
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
    <Notice is="info" title={t('decree.freeze')}>
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
