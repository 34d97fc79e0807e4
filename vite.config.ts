import { defineConfig } from 'vite'
import { serviceWorker } from './web/service-worker-plugin.ts'

/** Where the server listens while the pages are developed with `npm run dev`. */
const server = process.env.ENTAS_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: 'web',
  // Chrome 109 is the last for Windows 7 and the floor of the phones.
  build: {
    outDir: 'dist',
    manifest: true,
    emptyOutDir: true,
    target: 'chrome109',
    cssTarget: 'chrome109',
    // The content security policy allows neither inline scripts nor data: pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [serviceWorker()],
  server: { host: '127.0.0.1', proxy: { '/api': server, '/health': server } },
})
