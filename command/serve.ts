import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { defaultKeyFile } from '../server/key-file.ts'
import { serve } from '../server/main.ts'
import { defineCommand, WrongUse } from './command.ts'
import { type Say, sayIn } from './words.ts'

/** Serves a data folder until the process is told to end. */
export const command = defineCommand({
  name: 'serve',
  summary: 'serve.summary',
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'serve.option.data' },
    port: { kind: 'number', value: 'N', summary: 'option.port' },
    host: { kind: 'text', value: 'ADDRESS', summary: 'serve.option.host' },
    key: { kind: 'text', value: 'FILE', summary: 'option.key' },
    certificate: { kind: 'text', value: 'PEM', summary: 'serve.option.certificate' },
    'certificate-key': { kind: 'text', value: 'PEM', summary: 'serve.option.certificate-key' },
    'behind-proxy': { kind: 'flag', summary: 'serve.option.behind-proxy' },
  },
  run: async ({ options, language, progress, signal }) => {
    const say = sayIn(language)
    if (options.data === undefined) {
      throw new WrongUse(say('use.needs', { verb: 'serve', what: '--data DIR' }))
    }
    const dataDirectory = path.resolve(options.data)
    const serving = await serve({
      dataDirectory,
      keyFile: path.resolve(options.key ?? defaultKeyFile(dataDirectory)),
      host: options.host ?? '127.0.0.1',
      port: readPort(options.port, say),
      databaseUrl: process.env.DATABASE_URL,
      tls: readTls(options.certificate, options['certificate-key'], say),
      behindProxy: options['behind-proxy'],
      log: progress,
    })
    try {
      progress(say('serve.opening', { url: serving.url }))
      await serving.ready
      progress(say('serve.open', { url: serving.url }))
      if (!signal.aborted) await once(signal, 'abort')
      progress(say('serve.closing'))
    } finally {
      await serving.stop()
    }
    return { result: { url: serving.url, stopped: true }, lines: [say('serve.closed')] }
  },
})

/** A port to listen on; refuses what is none. */
export function readPort(port: number | undefined, say: Say): number {
  if (port === undefined) return 8080
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new WrongUse(say('serve.port', { port }))
}

function readTls(certificate: string | undefined, key: string | undefined, say: Say) {
  if (certificate === undefined && key === undefined) return undefined
  if (certificate === undefined || key === undefined) {
    throw new WrongUse(say('serve.certificate-pair'))
  }
  return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') }
}
