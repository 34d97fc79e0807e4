import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chrome, hasChromium, openChrome } from '../support/browser.ts'
import { sariVillage } from '../support/cast.ts'
import { storeScript } from '../support/device-store.ts'
import { addFamily } from '../support/families.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('a phone without a signal', () => {
  let world: World
  let chrome: Chrome

  beforeAll(async () => {
    world = await openWorld()
    chrome = await openChrome(world)
    const job = { job: world.ownerUrl }
    await addFamily(job, { tenantId: 1, name: 'Rosmiati', village: sariVillage })
    await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  const next = (page: Page) => page.getByRole('button', { name: 'Lanjut' }).click()

  /** Until the service worker rules the page and has put the pages away. */
  async function keptPages(page: Page): Promise<void> {
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.waitForFunction(
      `caches.keys().then(async (names) => {
        const mine = names.filter((name) => name.startsWith('entas-shell-'))
        return mine.length === 1 && (await caches.match('/')) !== undefined
      })`,
    )
  }

  it('opens anew from what it keeps, takes a visit, and sends it when the signal is back', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas', offline: true })
    await page.getByText('Rosmiati').first().waitFor()
    await keptPages(page)
    // On a weak signal the first try hangs; the page gives it up sooner than it would at a door.
    // Before any is under way: a request that is when the browser begins to listen is lost.
    await page.addInitScript(`{ const { timeout } = AbortSignal
      AbortSignal.timeout = () => timeout.call(AbortSignal, 2000) }`)
    let tries = 0
    await page.route('**/api/visits', (route) => {
      tries += 1
      return tries === 1 ? undefined : route.continue()
    })
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('Rosmiati').first().waitFor()
    await page.getByText('Tanpa sinyal').first().waitFor()
    await page.getByText('Rosmiati').first().click()
    await page.getByRole('radio', { name: 'Bertemu, selesai' }).waitFor()
    await page.reload()
    await page.getByRole('radio', { name: 'Rumah kosong, perlu datang lagi' }).check()
    await next(page)
    await page.getByRole('radio', { name: 'Terkunci' }).check()
    await next(page)
    await page.getByRole('heading', { name: /^Lokasi/ }).waitFor()
    await next(page)
    await page.getByRole('button', { name: 'Selesai, simpan untuk dikirim' }).click()
    // Kept on the device: before that nothing waits, and the strip would say that all is sent.
    await page
      .getByText(/1 menunggu dikirim/)
      .first()
      .waitFor()
    expect((await world.as('ratna').get('/api/visits?state=sent')).body.total).toBe(0)
    await page.context().setOffline(false)
    await page.evaluate(`dispatchEvent(new Event('online'))`)
    await page.getByText('Terkirim semua').waitFor()
    expect(tries).toBeGreaterThan(1)
    const { rows } = (await world.as('ratna').get('/api/visits?state=sent')).body
    expect(rows).toMatchObject([{ headName: 'Rosmiati', result: 'empty-house' }])
  })

  it('sends again when the signal comes back while a try without one has not ended', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas', offline: true })
    await page.getByText('Rosmiati').first().waitFor()
    let tries = 0
    await page.route('**/api/tasks*', async (route) => {
      tries += 1
      if (tries > 1) return route.continue()
      await page.evaluate(`dispatchEvent(new Event('online'))`)
      return route.abort()
    })
    await page.evaluate(`dispatchEvent(new Event('online'))`)
    await expect.poll(() => tries).toBe(2)
  })

  it('sends by itself what did not get through, though no signal is told of', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas', offline: true })
    await page.getByText('Rosmiati').first().waitFor()
    let tries = 0
    await page.route('**/api/tasks*', (route) => {
      tries += 1
      return tries < 3 ? route.abort() : route.continue()
    })
    await page.evaluate(`dispatchEvent(new Event('online'))`)
    await page.getByText('Tanpa sinyal').first().waitFor()
    await expect.poll(() => tries).toBe(3)
    await page.getByText('Terkirim semua').waitFor()
  })

  it('opens nothing for who signed out', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas', offline: true })
    await page.getByText('Rosmiati').first().waitFor()
    await keptPages(page)
    const keptName = () => page.evaluate(() => localStorage.getItem('entas.session'))
    expect(await keptName()).toContain('Budi')
    expect(await keptName()).not.toContain('csrf')
    await page.context().clearCookies()
    await page.goto('/masuk')
    await page.getByRole('heading', { name: 'Masuk' }).waitFor()
    expect(await keptName()).toBeNull()
    await page.context().setOffline(true)
    await page.goto('/tugas')
    await page.locator('h1').waitFor()
    expect(await page.locator('body').innerText()).not.toContain('Rosmiati')
  })

  it('keeps what it is told on the disk, all of a change or nothing, one store a person', async () => {
    const page = await chrome.open({ width: 'phone', path: '/masuk' })
    expect(await page.evaluate(`(async () => { ${storeScript}; ${storeTrial} })()`)).toEqual({
      afterReopening: ['a', 'b'],
      other: [],
      moved: { drafts: ['b'], outbox: [{ key: 'visit', value: { said: 'one' } }] },
      broken: true,
      afterBroken: ['b'],
      afterForgetting: [],
    })
  })

  it('keeps no answer of the server among its pages', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas', offline: true })
    await page.getByText('Rosmiati').first().waitFor()
    await keptPages(page)
    const paths = await page.evaluate<readonly string[]>(`(async () => {
      const names = await caches.keys()
      const keysOf = async (name) => (await caches.open(name)).keys()
      const requests = await Promise.all(names.map(keysOf))
      return requests.flat().map((request) => new URL(request.url).pathname)
    })()`)
    expect(paths).toContain('/')
    expect(paths.filter((path) => path.startsWith('/api/') || path === '/health')).toEqual([])
  })
})

/** Runs in the page after the script of the store. */
const storeTrial = `
  const keys = async (store) => (await store.list('draft')).map((each) => each.key)
  const first = await openStore('one')
  await first.put('draft', 'b', { said: 'two' })
  await first.put('draft', 'a', { said: 'one' })
  first.close()
  const again = await openStore('one')
  const afterReopening = await keys(again)
  const other = await keys(await openStore('two'))
  await again.change([
    { do: 'remove', shelf: 'draft', key: 'a' },
    { do: 'put', shelf: 'outbox', key: 'visit', value: { said: 'one' } },
  ])
  const moved = { drafts: await keys(again), outbox: await again.list('outbox') }
  const unkeepable = { do: 'put', shelf: 'outbox', key: 'x', value: () => 1 }
  const remove = { do: 'remove', shelf: 'draft', key: 'b' }
  const broken = await again.change([remove, unkeepable]).then(() => false, () => true)
  const afterBroken = await keys(again)
  again.close()
  await forgetStore('one')
  const afterForgetting = await keys(await openStore('one'))
  return { afterReopening, other, moved, broken, afterBroken, afterForgetting }
`
