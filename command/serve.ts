import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { defaultKeyFile } from '../server/key-file.ts'
import { serve } from '../server/main.ts'
import { defineCommand, WrongUse } from './command.ts'

/** Serves a data folder until the process is told to end. */
export const command = defineCommand({
  name: 'serve',
  summary: 'open the application on a data folder',
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'the data folder that init made' },
    port: { kind: 'number', value: 'N', summary: 'port (default: 8080)' },
    host: { kind: 'text', value: 'ADDRESS', summary: 'address to listen on (default: 127.0.0.1)' },
    key: { kind: 'text', value: 'FILE', summary: 'master key file (default: DIR.key, beside it)' },
    certificate: { kind: 'text', value: 'PEM', summary: 'TLS certificate, with its chain' },
    'certificate-key': { kind: 'text', value: 'PEM', summary: "the certificate's private key" },
    'behind-proxy': { kind: 'flag', summary: 'a proxy in front speaks https' },
  },
  run: async ({ options, progress, signal }) => {
    if (options.data === undefined) throw new WrongUse('serve needs --data DIR.')
    const dataDirectory = path.resolve(options.data)
    const serving = await serve({
      dataDirectory,
      keyFile: path.resolve(options.key ?? defaultKeyFile(dataDirectory)),
      host: options.host ?? '127.0.0.1',
      port: readPort(options.port),
      databaseUrl: process.env.DATABASE_URL,
      tls: readTls(options.certificate, options['certificate-key']),
      behindProxy: options['behind-proxy'],
      log: progress,
    })
    try {
      progress(`Entas is opening at ${serving.url} ...`)
      await serving.ready
      progress(`Entas is open at ${serving.url}`)
      if (!signal.aborted) await once(signal, 'abort')
      progress('Closing ...')
    } finally {
      await serving.stop()
    }
    return { result: { url: serving.url, stopped: true }, lines: ['Closed.'] }
  },
})

export function readPort(port: number | undefined): number {
  if (port === undefined) return 8080
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new WrongUse(`--port takes a whole number below 65536, not ${port}.`)
}

function readTls(certificate: string | undefined, key: string | undefined) {
  if (certificate === undefined && key === undefined) return undefined
  if (certificate === undefined || key === undefined) {
    throw new WrongUse('--certificate and --certificate-key go together.')
  }
  return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') }
}
