import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'

/** Builds the pages into web/dist, with compressed copies beside: phones pay by the megabyte. */
const root = fileURLToPath(new URL('../', import.meta.url))
const smallestBytes = 1024

await build({
  root: path.join(root, 'web'),
  configFile: path.join(root, 'vite.config.ts'),
  logLevel: 'warn',
})
compressIn(path.join(root, 'web', 'dist'))

function compressIn(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name)
    if (!/\.(js|css|html|svg|webmanifest)$/.test(name) || statSync(file).size < smallestBytes)
      continue
    const bytes = readFileSync(file)
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(bytes))
  }
}
