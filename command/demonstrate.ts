import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineCommand } from './command.ts'
import { openStage, type Stage } from './demonstration/stage.ts'
import { readPort } from './serve.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const bangka = '19.01'

/** `npm start`: opens the demonstration and plays its story behind the open pages. */
export const command = defineCommand({
  name: 'start',
  summary: 'open the demonstration of Kabupaten Bangka with synthetic people',
  options: {
    port: { kind: 'number', value: 'N', summary: 'port (default: 8080)' },
    data: { kind: 'text', value: 'DIR', summary: 'data folder (default: .entas/peragaan)' },
  },
  run: async ({ options, progress, signal }) => {
    const dataDirectory = path.resolve(options.data ?? path.join(root, '.entas', 'peragaan'))
    const port = readPort(options.port)
    const serving = await openStage({ dataDirectory, port, regencyCode: bangka, log: progress })
    try {
      progress(`Entas sedang dibuka di ${serving.url} ...`)
      const house = await serving.ready
      progress(`Entas terbuka: ${serving.url}   (hentikan dengan Ctrl-C)`)
      const ended = once(signal, 'abort')
      void playStory({
        house,
        url: serving.url,
        dataDirectory,
        progress,
        tell: (story) => serving.tell({ story }),
        signal,
      })
      if (!signal.aborted) await ended
      progress('Menutup ...')
    } finally {
      await serving.stop()
    }
    return { result: { url: serving.url, stopped: true }, lines: ['Selesai.'] }
  },
})

/** The story's player; a fault in it leaves the application open and says what it was. */
async function playStory(stage: Stage): Promise<void> {
  const player = new URL('./demonstration/play.ts', import.meta.url)
  if (!existsSync(player)) return
  const module: { playStory: (stage: Stage) => Promise<void> } = await import(player.href)
  try {
    await module.playStory(stage)
  } catch (error) {
    if (stage.signal.aborted) return
    stage.tell({ state: 'failed' })
    stage.progress(`Cerita peragaan terhenti: ${error instanceof Error ? error.stack : error}`)
  }
}
