import { useEffect } from 'preact/hooks'
import type { ReplyOf } from '../call.ts'
import { number } from '../format.ts'
import { useLoad } from '../load.ts'
import { findText, t } from '../text.ts'
import { Notice } from '../ui/notice.tsx'
import { Progress } from '../ui/work.tsx'
import { storyProgress } from './access.ts'
import { secondsLeft, shareOf } from './story-share.ts'

type Told = ReplyOf<'GET /api/demonstration/progress'>

const askEveryMs = 2000

/** How far the story of the demonstration is; asks until it is finished or has broken off. */
export function StoryProgress({ onStep }: { readonly onStep: (step: string) => void }) {
  const loaded = useLoad(storyProgress, [])
  const told = loaded.value
  const goesOn = told === undefined || told.state === 'playing' || told.state === 'none'
  const step = told?.step ?? told?.state ?? ''
  useEffect(() => onStep(step), [step])
  useEffect(() => {
    if (!goesOn) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') loaded.again()
    }, askEveryMs)
    return () => clearInterval(timer)
  }, [goesOn])
  return <div class="story">{told === undefined ? null : <Telling of={told} />}</div>
}

function Telling({ of: told }: { readonly of: Told }) {
  switch (told.state) {
    case 'none':
      return null
    case 'failed':
      return <Notice is="warn" live title={t('story.failed')} />
    case 'finished':
      return (
        <Notice is="ok" title={t('story.finished')}>
          <p>{t('story.finished-means')}</p>
        </Notice>
      )
    default:
      return <Playing told={told} />
  }
}

function Playing({ told }: { readonly told: Told }) {
  const { part } = told
  return (
    <Progress
      label={t('story.playing', {
        step: findText(`story.step.${told.step}`) ?? t('story.step.prepare'),
      })}
      done={told.done ?? 0}
      total={told.of ?? 0}
      count={t('story.count', { step: (told.done ?? 0) + 1, of: told.of ?? 0 })}
      share={shareOf(told)}
      secondsLeft={secondsLeft(told)}
    >
      <p class="source">
        {part ? t('story.part', { done: number(part.done), of: number(part.of) }) : null}{' '}
        {t('story.meanwhile')}
      </p>
    </Progress>
  )
}
