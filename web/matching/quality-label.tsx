import { useCallback } from 'preact/hooks'
import { call } from '../call.ts'
import { useLoad, useSending } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { t } from '../text.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { say } from '../ui/undo.tsx'
import { PairTable } from './pair-table.tsx'
import {
  type DrawnPair,
  type QualityLabel,
  qualityPath,
  sendLabel,
  takeLabelBack,
} from './quality.ts'
import './pair.css'

/** Drawn pairs one after the other, blind; a key each, and the last one can be taken back. */
export function Screen({ params, query }: ScreenProps) {
  const sample = params.sample ?? ''
  const list = query.get('daftar') ?? undefined
  const next = useLoad(
    (signal) =>
      call('GET /api/match-quality/:sample/next', { params: { sample }, query: { list }, signal }),
    [sample, list],
  )
  const { again } = next
  const back = useSending(async () => {
    await takeLabelBack(sample)
    say(t('quality.undone'))
    again()
  })
  const undo = useCallback(() => back.run(), [sample])
  const mayUndo = next.value?.mayUndo === true
  useShortcut('u', t('quality.undo'), mayUndo ? undo : undefined)
  const crumbs = [
    { label: t('quality.title'), href: qualityPath },
    { label: t('quality.label-title') },
  ]
  const labels = next.value?.labels ?? 0
  const needed = next.value?.needed ?? 0
  const lead =
    next.value === undefined ? undefined : (
      <p aria-live="polite">
        {needed > 0
          ? t('quality.progress-needed', { labels, needed })
          : t('quality.progress', { labels })}
      </p>
    )
  const actions = mayUndo ? (
    <Button small busy={back.busy} onPress={undo}>
      {t('quality.undo')} <kbd>U</kbd>
    </Button>
  ) : null
  return (
    <Page title={t('quality.label-question')} crumbs={crumbs} lead={lead} actions={actions}>
      <ProblemNotice problem={back.problem} />
      <Shown of={next}>
        {({ pair }) =>
          pair === null ? (
            <Done />
          ) : (
            <Labelling key={pair.pairNo} sample={sample} pair={pair} onDone={again} />
          )
        }
      </Shown>
    </Page>
  )
}

function Done() {
  return (
    <div class="empty">
      <p>
        <strong>{t('quality.done-title')}</strong>
      </p>
      <p>{t('quality.done')}</p>
      <LinkButton href={qualityPath}>{t('quality.back')}</LinkButton>
    </div>
  )
}

const choices: readonly { readonly label: QualityLabel; readonly key: string }[] = [
  { label: 'same', key: '1' },
  { label: 'different', key: '2' },
  { label: 'unsure', key: '3' },
]

function Labelling(props: {
  readonly sample: string
  readonly pair: DrawnPair
  readonly onDone: () => void
}) {
  const { sample, pair, onDone } = props
  const sending = useSending(async (label: QualityLabel) => {
    const { queued } = await sendLabel(sample, pair.pairNo, label)
    if (queued) say(t('quality.queued'))
    onDone()
  })
  const same = useCallback(() => sending.run('same'), [pair.pairNo])
  const different = useCallback(() => sending.run('different'), [pair.pairNo])
  const unsure = useCallback(() => sending.run('unsure'), [pair.pairNo])
  useShortcut('1', t('quality.say-same'), same)
  useShortcut('2', t('quality.say-different'), different)
  useShortcut('3', t('quality.say-unsure'), unsure)
  const evidence = pair.compared.map((line) => ({ ...line, weight: 0 }))
  const press = { same, different, unsure }
  return (
    <div class="pair-page">
      <div>
        <PairTable pair={{ left: pair.left, right: pair.right, evidence }} blind />
      </div>
      <form class="verdict" onSubmit={(event) => event.preventDefault()}>
        <h2>{t('quality.your-label')}</h2>
        <ProblemNotice problem={sending.problem} />
        <div class="verdict__bar">
          <div class="verdict__answers">
            {choices.map(({ label, key }) => (
              <Button key={label} busy={sending.busy} onPress={press[label]}>
                {t(`quality.say-${label}`)} <kbd>{key}</kbd>
              </Button>
            ))}
          </div>
        </div>
        <p class="source">{t('quality.blind')}</p>
        <p class="source">{t('quality.no-merge')}</p>
      </form>
    </div>
  )
}
