import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/**
 * Writes `sw.js` at the end of the build from web/device/service-worker.js: the list of the
 * shell's files is put in, so that every build has its own cache and old ones fall away.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'entas-service-worker',
    apply: 'build',
    generateBundle: {
      // After Vite has taken out scripts that only brought styles: one file that is not there
      // and the browser keeps none.
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle)
          .filter((name) => /\.(js|css|woff2|svg)$/.test(name))
          .sort()
        const paths = ['/', '/icon.svg', ...files.map((name) => `/${name}`)]
        const version = createHash('sha256').update(paths.join()).digest('hex').slice(0, 12)
        const source = readFileSync(new URL('./device/service-worker.js', import.meta.url), 'utf8')
          .replace("'__VERSION__'", JSON.stringify(version))
          .replace("['__FILES__']", JSON.stringify(paths))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
