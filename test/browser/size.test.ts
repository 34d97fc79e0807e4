import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const built = fileURLToPath(new URL('../../web/dist/', import.meta.url))
const mostScriptBytes = 60_000

type Manifest = Readonly<Record<string, Chunk>>
type Chunk = {
  readonly file: string
  readonly imports?: readonly string[]
  readonly isEntry?: boolean
}

/** A chunk and everything it imports at once. */
function withImports(manifest: Manifest, name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name]
  if (chunk === undefined || seen.has(name)) return seen
  seen.add(name)
  for (const each of chunk.imports ?? []) withImports(manifest, each, seen)
  return seen
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(`${built}.vite/manifest.json`, 'utf8'))
}

function gzipped(manifest: Manifest, names: Iterable<string>): number {
  let bytes = 0
  for (const name of names) {
    const file = manifest[name]?.file ?? ''
    if (file.endsWith('.js')) bytes += gzipSync(readFileSync(built + file), { level: 9 }).length
  }
  return bytes
}

describe('the built pages', () => {
  it('open with at most 60 kB of script, gzipped: the frame, the sign-in and its words', () => {
    const manifest = readManifest()
    const first = ['index.html', 'access/sign-in.tsx', 'text/access.id.ts']
    for (const name of first) expect(manifest[name], name).toBeDefined()
    const names = first.flatMap((name) => [...withImports(manifest, name)])
    const bytes = gzipped(manifest, new Set(names))
    process.stdout.write(`first page: ${bytes} bytes of script, gzipped\n`)
    expect(bytes).toBeGreaterThan(5_000)
    expect(bytes).toBeLessThanOrEqual(mostScriptBytes)
  })

  it('compare people on a phone with at most 5 kB of script, gzipped, when that is asked for', () => {
    const manifest = readManifest()
    const name = Object.keys(manifest).find((each) => each.endsWith('/known-among.ts')) ?? ''
    const form = withImports(manifest, 'visits/visit-form.tsx')
    expect(form.has(name)).toBe(false)
    const bytes = gzipped(manifest, withImports(manifest, name))
    process.stdout.write(`known among: ${bytes} bytes of script, gzipped\n`)
    expect(bytes).toBeGreaterThan(1_000)
    expect(bytes).toBeLessThanOrEqual(5_000)
  })

  it('carry no script in the page itself, which the security policy would refuse', () => {
    const page = readFileSync(`${built}index.html`, 'utf8')
    const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)/g)]
    expect(scripts.length).toBeGreaterThan(0)
    for (const [, attributes, body] of scripts) {
      expect(attributes).toContain('src=')
      expect(body?.trim()).toBe('')
    }
    expect(page).not.toMatch(/\sstyle=|\son[a-z]+=/)
  })

  it('bring no schema library: contracts are types to them', () => {
    const scripts = readdirSync(`${built}assets`).filter((name) => name.endsWith('.js'))
    const withZod = scripts.filter((name) =>
      readFileSync(`${built}assets/${name}`, 'utf8').includes('ZodMini'),
    )
    expect(withZod).toEqual([])
  })

  it('are all there for the service worker: one that lacks and nothing is kept', () => {
    const worker = readFileSync(`${built}sw.js`, 'utf8')
    const files: readonly string[] = JSON.parse(/const files = (.*)/.exec(worker)?.[1] ?? '[]')
    const there = new Set(readdirSync(built, { recursive: true, encoding: 'utf8' }))
    expect(files).toContain('/')
    const missing = files.filter((file) => file !== '/' && !there.has(file.slice(1)))
    expect(missing).toEqual([])
  })
})
