import { useSignal } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import { call } from '../call.ts'
import { date } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { navigate, type ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { say } from '../ui/undo.tsx'
import { Evidence } from './evidence.tsx'
import {
  decide,
  listPath,
  neighbours,
  type Pair,
  pairPath,
  pairStates,
  takeBack,
} from './matching.ts'
import { PairTable } from './pair-table.tsx'
import './pair.css'

/** One pair of families side by side: the evidence left, the verdict right and always in view. */
export function Screen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const state = pairStates.find((each) => each === query.get('keadaan')) ?? 'queued'
  const pair = useLoad((signal) => call('GET /api/matches/:id', { params: { id }, signal }), [id])
  const list = useLoad(
    (signal) => call('GET /api/matches', { query: { state, sort: 'worth' }, signal }),
    [state],
  )
  const ids = list.value?.rows.map((row) => row.id) ?? []
  const { at, previous, next } = neighbours(ids, id)
  const open = (to: string | undefined) => {
    navigate(to === undefined ? listPath : pairPath(to, state))
  }
  const back = useCallback(() => open(previous), [previous, state])
  const skip = useCallback(() => open(next), [next, state])
  useShortcut('j', t('matching.next'), next === undefined ? undefined : skip)
  useShortcut('k', t('matching.previous'), previous === undefined ? undefined : back)
  const crumbs = [
    { label: t('matching.title'), href: listPath },
    { label: t(`matching.state.${state}`) },
    ...(at < 0
      ? []
      : [{ label: t('matching.pair-of', { at: at + 1, total: list.value?.total ?? ids.length }) }]),
  ]
  const actions = (
    <>
      {previous === undefined ? null : (
        <Button small onPress={back}>
          {t('matching.previous')} <kbd>K</kbd>
        </Button>
      )}
      {next === undefined ? null : (
        <Button small onPress={skip}>
          {t('matching.next')} <kbd>J</kbd>
        </Button>
      )}
    </>
  )
  return (
    <Page title={t('matching.question')} crumbs={crumbs} actions={actions}>
      <Shown of={pair}>
        {(value) =>
          // While the next pair loads, no button may speak about the one before.
          value.id !== id ? null : (
            <div class="pair-page">
              <div>
                <PairTable pair={value} />
                <Objections pair={value} />
                <Evidence pair={value} />
              </div>
              <Verdict key={value.id} pair={value} onDone={skip} again={pair.again} />
            </div>
          )
        }
      </Shown>
    </Page>
  )
}

function Objections({ pair }: { readonly pair: Pair }) {
  if (pair.objections.length === 0) return null
  return (
    <Notice is="warn" title={t('matching.objections')}>
      <ul>
        {pair.objections.map((code) => (
          <li key={code}>{objectionWords(code)}</li>
        ))}
      </ul>
    </Notice>
  )
}

const objectionCodes = [
  'members-differ',
  'two-national-ids',
  'sex-differs',
  'family-of-its-own',
  'name-differs',
  'birth-dates-differ',
  'would-chain',
] as const

function objectionWords(code: string): string {
  const known = objectionCodes.find((each) => each === code)
  return known === undefined ? code : t(`matching.objection.${known}`)
}

/** Reasons that were typed and not yet sent, by pair: skipping and coming back loses nothing. */
const drafts = new Map<string, string>()
const shortestReason = 5

type VerdictProps = {
  readonly pair: Pair
  readonly onDone: () => void
  readonly again: () => void
}

function Verdict({ pair, onDone, again }: VerdictProps) {
  if (pair.state === 'same' || pair.state === 'different') {
    return <Decided pair={pair} again={again} />
  }
  if (!mayNow('match.decide')) {
    return (
      <aside class="verdict">
        <p>{t('matching.only-reading')}</p>
      </aside>
    )
  }
  return <Decide pair={pair} onDone={onDone} />
}

function Decided({ pair, again }: { readonly pair: Pair; readonly again: () => void }) {
  const sending = useSending(async () => {
    await takeBack(pair.id)
    say(t('matching.undone'))
    again()
  })
  return (
    <aside class="verdict">
      <h2>{t('matching.your-verdict')}</h2>
      <p>
        {t('matching.decided', {
          name: pair.decidedByName ?? '–',
          date: pair.decidedAt === null ? '–' : date(pair.decidedAt),
          verdict: t(`matching.verdict-${pair.state === 'same' ? 'same' : 'different'}`),
        })}
      </p>
      <p>{pair.reason}</p>
      <ProblemNotice problem={sending.problem} />
      {mayNow('match.decide') && pair.mayUndo ? (
        <Button busy={sending.busy} onPress={() => sending.run()}>
          {t('matching.take-back')}
        </Button>
      ) : null}
    </aside>
  )
}

function Decide({ pair, onDone }: { readonly pair: Pair; readonly onDone: () => void }) {
  const reason = useSignal(drafts.get(pair.id) ?? '')
  const wrong = useSignal<string | undefined>(undefined)
  const sending = useSending(async (verdict: 'same' | 'different') => {
    await decide(pair.id, verdict, reason.peek())
    drafts.delete(pair.id)
    const names = { left: pair.left.headName, right: pair.right.headName }
    say(t(`matching.done-${verdict}`, names), async () => {
      await takeBack(pair.id)
      navigate(pairPath(pair.id, 'queued'))
    })
    onDone()
  })
  const choose = (verdict: 'same' | 'different') => {
    const short = reason.peek().trim().length < shortestReason
    wrong.value = short ? t('matching.reason-short') : undefined
    if (short) document.querySelector<HTMLTextAreaElement>('.verdict textarea')?.focus()
    else sending.run(verdict)
  }
  const same = useCallback(() => choose('same'), [pair.id])
  const different = useCallback(() => choose('different'), [pair.id])
  useShortcut(t('matching.key-same'), t('matching.say-same'), same)
  useShortcut(t('matching.key-different'), t('matching.say-different'), different)
  useEffect(() => {
    drafts.set(pair.id, reason.value)
  }, [reason.value])
  return (
    <form class="verdict" onSubmit={(event) => event.preventDefault()}>
      <h2>{t('matching.your-verdict')}</h2>
      <TextArea
        label={t('matching.reason')}
        hint={t('matching.reason-hint')}
        value={reason.value}
        wrong={wrong.value}
        onValue={(value) => {
          reason.value = value
        }}
      />
      <ProblemNotice problem={sending.problem} />
      <Button kind="main" busy={sending.busy} onPress={same}>
        {t('matching.say-same')} <kbd>{t('matching.key-same').toUpperCase()}</kbd>
      </Button>
      <Button busy={sending.busy} onPress={different}>
        {t('matching.say-different')} <kbd>{t('matching.key-different').toUpperCase()}</kbd>
      </Button>
      <p class="source">{t('matching.consequence')}</p>
    </form>
  )
}
