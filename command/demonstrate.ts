import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineCommand } from './command.ts'
import { openStage, type Stage } from './demonstration/stage.ts'
import { readPort } from './serve.ts'
import { type Say, sayIn } from './words.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const bangka = '19.01'

/** `npm start`: opens the demonstration and plays its story behind the open pages. */
export const command = defineCommand({
  name: 'start',
  calledAs: 'npm start --',
  summary: 'start.summary',
  options: {
    port: { kind: 'number', value: 'N', summary: 'option.port' },
    data: { kind: 'text', value: 'DIR', summary: 'start.option.data' },
  },
  run: async ({ options, language, progress, signal }) => {
    const say = sayIn(language)
    const dataDirectory = path.resolve(options.data ?? path.join(root, '.entas', 'peragaan'))
    const port = readPort(options.port, say)
    const serving = await openStage({ dataDirectory, port, regencyCode: bangka, log: progress })
    try {
      progress(say('serve.opening', { url: serving.url }))
      const house = await serving.ready
      progress(say('start.open', { url: serving.url }))
      const ended = once(signal, 'abort')
      const { url } = serving
      const tell = (story: Readonly<Record<string, unknown>>) => serving.tell({ story })
      void playStory({ house, url, dataDirectory, language, progress, tell, signal }, say)
      if (!signal.aborted) await ended
      progress(say('serve.closing'))
    } finally {
      await serving.stop()
    }
    return { result: { url: serving.url, stopped: true }, lines: [say('start.ended')] }
  },
})

/** The story's player; a fault in it leaves the application open and says what it was. */
async function playStory(stage: Stage, say: Say): Promise<void> {
  const player = new URL('./demonstration/play.ts', import.meta.url)
  if (!existsSync(player)) return
  const module: { playStory: (stage: Stage) => Promise<void> } = await import(player.href)
  try {
    await module.playStory(stage)
  } catch (error) {
    if (stage.signal.aborted) return
    stage.tell({ state: 'failed' })
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    stage.progress(say('start.story-stopped', { why }))
  }
}
