import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../call.ts'
import { moment, number, percent } from '../format.ts'
import { type Loaded, useLoad, useSending } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Status } from '../ui/status.tsx'
import { Steps } from '../ui/work.tsx'
import { FindingList } from './finding-list.tsx'
import { ReturnPart } from './return-part.tsx'
import { SampleTable } from './sample-table.tsx'
import { enterList, type Import, importShape, isRunning, listsPath, stepOf } from './sources.ts'
import { stepWords } from './steps.ts'
import { Withdraw } from './withdraw.tsx'
import './sources.css'

const askAgainMs = 1000

/** One list on its way: what it holds, what is imperfect, and the button that lets it in. */
export function Screen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const list = useLoad((signal) => call('GET /api/imports/:id', { params: { id }, signal }), [id])
  useAskAgain(list)
  const name = list.value?.fileName ?? t('sources.title')
  return (
    <Page
      title={name}
      crumbs={[{ label: t('sources.title'), href: listsPath }, { label: name }]}
      lead={list.value === undefined ? null : <Lead of={list.value} />}
    >
      {query.get('sama') === null ? null : (
        <Notice is="info">
          <p>{t('sources.known-file')}</p>
        </Notice>
      )}
      <Shown of={list}>{(value) => <Body of={value} again={list.again} />}</Shown>
    </Page>
  )
}

/** While the server works, the page asks once a second, and only when somebody looks. */
function useAskAgain(list: Loaded<Import>): void {
  const state = list.value?.state
  const at = list.at
  useEffect(() => {
    if (state === undefined || !isRunning(state)) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') list.again()
    }, askAgainMs)
    return () => clearInterval(timer)
  }, [state, at])
}

function Lead({ of }: { readonly of: Import }) {
  const at = moment(of.receivedAt)
  const by = of.receivedBy
  return (
    <p>
      <Status is={importShape(of.state)}>{t(`sources.state.${of.state}`)}</Status>{' '}
      <span class="soft">
        {by === null
          ? t('sources.received-at', { at })
          : t('sources.received-by', { name: by, at })}
      </span>
    </p>
  )
}

function Body({ of, again }: { readonly of: Import; readonly again: () => void }) {
  if (of.state === 'refused') return <Refused of={of} />
  const checked = of.checkedAt !== null
  return (
    <>
      <Steps steps={stepWords()} current={stepOf(of.state)} />
      {isRunning(of.state) ? <Running of={of} /> : null}
      {checked ? (
        <>
          <Counts of={of} />
          <FindingList importId={of.id} groups={of.findings} />
          <SampleTable of={of} />
          <Acts of={of} again={again} />
          {of.state === 'entered' && of.unit === 'household' && mayNow('list.return') ? (
            <ReturnPart of={of} />
          ) : null}
        </>
      ) : null}
    </>
  )
}

function Refused({ of }: { readonly of: Import }) {
  const words = of.problemCode === null ? undefined : findText(`problem.${of.problemCode}`)
  return (
    <Notice is="stop" title={words ?? of.problemCode ?? t('sources.state.refused')}>
      <p>{t('sources.refused-note')}</p>
      <p>
        <LinkButton href={listsPath}>{t('sources.choose')}</LinkButton>
      </p>
    </Notice>
  )
}

function Running({ of }: { readonly of: Import }) {
  const label = of.state === 'entering' ? t('sources.entering') : t('sources.checking')
  return (
    <div class="work">
      <p>
        <strong>{label}</strong>
      </p>
      <progress aria-label={label} value={of.progress.share} max={1} />
      <p>{t('sources.share-done', { share: percent(of.progress.share, 0) })}</p>
      <p class="source">{t('shell.may-close')}</p>
    </div>
  )
}

function Counts({ of }: { readonly of: Import }) {
  const persons = of.unit === 'person' ? 'sources.count.persons-all' : 'sources.count.persons-head'
  const counts = [
    {
      unit: t('sources.count.rows'),
      value: of.dataRows,
      source: t('sources.count.rows-source', { all: number(of.rowCount) }),
    },
    {
      unit: t('sources.count.families'),
      value: of.families,
      source: t('sources.count.families-source'),
    },
    { unit: t('sources.count.persons'), value: of.persons, source: t(persons) },
  ]
  return (
    <div class="count-three">
      {counts.map((count) => (
        <div key={count.unit}>
          <span class="unit">{count.unit}</span>
          <b>{number(count.value)}</b>
          <span class="source">{count.source}</span>
        </div>
      ))}
    </div>
  )
}

function Acts({ of, again }: { readonly of: Import; readonly again: () => void }) {
  const sending = useSending(async () => {
    await enterList(of.id)
    again()
  })
  const withdrawing = useSignal(false)
  const count = number(of.goodRows)
  const mayTakeBack = mayNow('list.withdraw') && ['checked', 'entered'].includes(of.state)
  return (
    <section class="section" aria-label={t('sources.step.enter')}>
      {of.waitingRows === 0 ? null : (
        <p>{t('sources.waiting-note', { count: number(of.waitingRows) })}</p>
      )}
      {of.state === 'entered' ? (
        <Notice is="ok">
          <p>{t('sources.entered-note', { count })}</p>
          <p>
            <LinkButton href="/keluarga">{t('sources.to-households')}</LinkButton>
          </p>
        </Notice>
      ) : null}
      <div class="actions">
        {of.state === 'checked' && mayNow('list.import') ? (
          <Button
            kind="main"
            busy={sending.busy}
            because={of.goodRows === 0 ? t('sources.nothing-good') : undefined}
            onPress={() => sending.run()}
          >
            {t('sources.enter', { count })}
          </Button>
        ) : null}
        {mayTakeBack ? (
          <Button
            kind="plain"
            onPress={() => {
              withdrawing.value = true
            }}
          >
            {t('sources.withdraw')}
          </Button>
        ) : null}
      </div>
      {of.state === 'checked' ? <p class="source">{t('sources.enter-note')}</p> : null}
      <ProblemNotice problem={sending.problem} />
      {withdrawing.value ? (
        <Withdraw
          importId={of.id}
          onClose={() => {
            withdrawing.value = false
            again()
          }}
        />
      ) : null}
    </section>
  )
}
