import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { figureIn, sayIn } from '../words.ts'
import { gatherCompany, makeCast } from './play-cast.ts'
import { isFinished, type Played, type StepTold, steps } from './player-steps.ts'
import type { StoryPlan } from './prepare-story.ts'
import type { Stage } from './stage.ts'
import { tellingOf } from './story.ts'

const defaultPlan: StoryPlan = { telling: tellingOf('bangka', {}), fieldErrors: 0 }

/** What the player tells by its channel; the last is what was played, or why it broke off. */
export type PlayerMessage =
  | { readonly is: 'progress'; readonly told: StepTold }
  | { readonly is: 'told'; readonly state: Readonly<Record<string, unknown>> }
  | { readonly is: 'played'; readonly played: Played }
  | { readonly is: 'failed'; readonly why: string }

/**
 * Plays the whole story through the HTTP door. After an interruption it plays on from what stands,
 * and a finished story plays nothing.
 */
export async function playStory(stage: Stage): Promise<void> {
  await makeCast(stage)
  if (await isFinished(gatherCompany(stage.url))) {
    stage.tell({ state: 'finished', step: null, done: steps.length, of: steps.length })
    return
  }
  await playPlan(stage, defaultPlan)
}

/**
 * Plays what is left of a plan. The players are a process of their own: their memory is not the
 * server's, and nothing but the door lies between them.
 */
export async function playPlan(stage: Stage, plan: StoryPlan): Promise<Played> {
  await makeCast(stage)
  const { url, dataDirectory, signal } = stage
  const script = fileURLToPath(new URL('./player.ts', import.meta.url))
  const order = JSON.stringify({ url, dataDirectory, plan })
  const player = fork(script, [order], {
    // The server's own limits of memory are not the players'.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const stop = () => player.kill()
  signal.addEventListener('abort', stop)
  try {
    return await listen(player, stage)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function listen(player: ChildProcess, stage: Stage): Promise<Played> {
  let played: Played | undefined
  let why = 'the players left the stage'
  player.on('message', (message: PlayerMessage) => {
    if (message.is === 'progress') stage.progress(lineOf(message.told, stage))
    if (message.is === 'told') stage.tell(message.state)
    if (message.is === 'played') played = message.played
    if (message.is === 'failed') why = message.why
  })
  await once(player, 'exit')
  stage.signal.throwIfAborted()
  if (played === undefined) throw new Error(why)
  return played
}

function lineOf({ step, seconds: whole }: StepTold, { language = 'id' }: Stage): string {
  const say = sayIn(language)
  const seconds = figureIn(language, whole).padStart(5)
  if (step === 'finished') return say('step.finished', { seconds })
  return say('step.begun', { seconds, step: say(`step.${step}`) })
}
