import type { PlayerMessage } from './play.ts'
import { playSteps } from './player-steps.ts'
import type { StoryPlan } from './prepare-story.ts'

/** The process of the players: its one argument is what to play and at which door, as JSON. */
const order: { readonly url: string; readonly dataDirectory: string; readonly plan: StoryPlan } =
  JSON.parse(process.argv[2] ?? '')

// When the server is gone there is no door to come through.
process.on('disconnect', () => process.exit(1))

const say = (message: PlayerMessage) => process.send?.(message)

try {
  const played = await playSteps({
    ...order,
    progress: (told) => say({ is: 'progress', told }),
    tell: (state) => say({ is: 'told', state }),
    signal: new AbortController().signal,
  })
  say({ is: 'played', played })
} catch (error) {
  say({
    is: 'failed',
    why: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
}
process.disconnect?.()
