import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import {
  type Browser,
  type BrowserContext,
  type Cookie,
  chromium,
  type Page,
} from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { CastName } from './cast.ts'
import { castPassword, type World } from './world.ts'

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium'
const built = fileURLToPath(new URL('../../web/dist/index.html', import.meta.url))

/** No traffic of its own, no sandbox that a container forbids. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * False when there is no Chromium: journeys are then left out, loudly. Where `CI=true` it is a
 * failure: there they must run.
 */
export const hasChromium = askForChromium()

function askForChromium(): boolean {
  if (existsSync(executable)) return true
  const words = `No Chromium at ${executable} (set CHROMIUM): the browser journeys cannot run.`
  if (process.env.CI === 'true') throw new Error(words)
  process.stderr.write(`\n!!! ${words}\n\n`)
  return false
}

/** A phone is 360 px wide, a desk 1440. */
export const widths = { phone: 360, desk: 1440 } as const
export type Width = keyof typeof widths

export type Chrome = {
  readonly address: string
  /** A page of a browser of its own; signed in when somebody of the cast is named. */
  readonly open: (ask?: Ask) => Promise<Page>
  readonly close: () => Promise<void>
}

export type Ask = {
  readonly as?: CastName
  readonly width?: Width
  readonly language?: 'id' | 'en'
  readonly path?: string
  /** Lets the service worker in; else it is kept out, so that each page is fresh. */
  readonly offline?: true
}

/** Opens the world's server on loopback and a Chromium in front of it. */
export async function openChrome(world: World): Promise<Chrome> {
  if (!existsSync(built)) throw new Error('web/dist is not built: run `npx entas` or `npm test`')
  const address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await chromium.launch({ executablePath: executable, args: flags })
  const enter = rememberSessions()
  return {
    address,
    open: (ask = {}) => openPage({ browser, address, enter }, ask),
    close: () => browser.close(),
  }
}

type Entrance = {
  readonly browser: Browser
  readonly address: string
  readonly enter: (context: BrowserContext, name: CastName) => Promise<void>
}

async function openPage({ browser, address, enter }: Entrance, ask: Ask): Promise<Page> {
  const width = widths[ask.width ?? 'desk']
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height: width === widths.phone ? 740 : 900 },
    reducedMotion: 'reduce',
    serviceWorkers: ask.offline === true ? 'allow' : 'block',
    acceptDownloads: true,
  })
  // Sooner than the test's own end, so that the failure names what was waited for.
  context.setDefaultTimeout(30_000)
  onTestFinished(() => context.close())
  await context.addInitScript((language) => {
    localStorage.setItem('entas.language', language)
  }, ask.language ?? 'id')
  if (ask.as !== undefined) await enter(context, ask.as)
  const page = await context.newPage()
  failOnBrokenPages(page)
  await page.goto(ask.path ?? '/')
  await page.locator('h1').first().waitFor()
  return page
}

/**
 * The session of one member of the cast, by name and password as anybody; while it lasts the next
 * window takes it over, as a name may sign in only so often in a minute.
 */
function rememberSessions() {
  const known = new Map<CastName, Cookie[]>()
  return async (context: BrowserContext, name: CastName): Promise<void> => {
    const cookies = known.get(name)
    if (cookies !== undefined) {
      await context.addCookies(cookies)
      const answer = await context.request.get('/api/session')
      if ((await answer.json()).session !== null) return
    }
    await signIn(context, name)
    known.set(name, await context.cookies())
  }
}

/** Signs in by name and password as anybody. */
export async function signIn(context: BrowserContext, name: CastName): Promise<void> {
  const answer = await context.request.post('/api/session', {
    data: { signInName: name, password: castPassword },
  })
  if (!answer.ok()) throw new Error(`${name} cannot sign in: ${answer.status()}`)
}

/** An exception in a page, or something its security policy refused, fails the test. */
function failOnBrokenPages(page: Page): void {
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) broken.push(message.text())
  })
  onTestFinished(() => {
    if (broken.length > 0) throw new Error(`the page broke: ${broken.join('; ')}`)
  })
}

/** Waits until what the page fetches is on it: quicker than waiting for a silent network. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.loading[data-state="loading"]').first().waitFor({ state: 'detached' })
}

/** What axe finds serious or critical, one line each; an empty list is the aim. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  // Our pages have no frames: gathering them would open a page more each time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

/** True when something is wider than the window: the page would scroll sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
}
