import type { Page } from 'playwright-core'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Chrome, hasChromium, openChrome } from '../support/browser.ts'
import { type CastName, sariVillage } from '../support/cast.ts'
import { storeScript } from '../support/device-store.ts'
import { addFamily } from '../support/families.ts'
import { castPassword, openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('what waits on a phone', () => {
  let world: World
  let chrome: Chrome
  let family: { readonly householdId: string }

  beforeAll(async () => {
    world = await openWorld()
    chrome = await openChrome(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  beforeEach(async () => {
    const place = { tenantId: 1, name: 'Rosmiati', village: sariVillage }
    family = await addFamily({ job: world.ownerUrl }, place)
    await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
  })

  /** Does something with what the phone keeps for one of the cast. */
  function inStore<Result>(page: Page, name: CastName, work: string): Promise<Result> {
    return page.evaluate(`(async () => {
      ${storeScript}
      const store = await openStore('${world.accountId(name)}')
      try { return await (async () => { ${work} })() } finally { store.close() }
    })()`)
  }

  /** Another tab finished a visit, or kept a photo: it stands on the disk, not on this page. */
  async function keepVisit(page: Page, visitId = uuidv7()): Promise<string> {
    const draft = {
      visitId,
      householdId: family.householdId,
      visitedOn: new Date().toISOString().slice(0, 10),
      step: 'check',
      result: 'empty-house',
      reason: 'locked',
      answers: {},
      members: {},
      note: '',
    }
    const item = JSON.stringify({ draft })
    await inStore(page, 'budi', `await store.put('outbox', '${visitId}', ${item})`)
    return visitId
  }

  const sign = (page: Page) => page.evaluate(`dispatchEvent(new Event('online'))`)
  const visitsSent = async () =>
    (await world.as('ratna').get('/api/visits?state=sent')).body.rows as { id: string }[]

  it('is sent by itself when the server was away, whoever wrote it down', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    const visitId = await keepVisit(page)
    let tries = 0
    await page.route('**/api/visits', (route) => {
      tries += 1
      return tries === 1 ? route.fulfill({ status: 502, body: 'bad gateway' }) : route.continue()
    })
    await sign(page)
    await expect.poll(visitsSent).toContainEqual(expect.objectContaining({ id: visitId }))
    expect(tries).toBe(2)
    await expect.poll(() => inStore(page, 'budi', `return store.list('outbox')`)).toEqual([])
  })

  it('keeps a photo whose visit the server does not know', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    const photo = `{ visitId: '${uuidv7()}', subject: 'house', picture: new Blob(['x']) }`
    await inStore(page, 'budi', `await store.put('photo', '${uuidv7()}', ${photo})`)
    const answer = page.waitForResponse((each) => each.url().endsWith('/photos'))
    const after = page.waitForResponse((each) => each.url().endsWith('/api/tasks'))
    await sign(page)
    expect((await answer).status()).toBe(404)
    await after
    const kept = await inStore<unknown[]>(page, 'budi', `return store.list('photo')`)
    expect(kept).toHaveLength(1)
    await page.getByText('1 foto menunggu dikirim').waitFor()
  })

  it('says why the server lets nothing be sent, and that all is kept', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    await keepVisit(page)
    const refusal = { status: 403, json: { code: 'access.not-allowed' } }
    await page.route('**/api/visits', (route) => route.fulfill(refusal))
    await sign(page)
    await page.getByText(/Peran Anda .* 1 menunggu dikirim, semua tersimpan/).waitFor()
    expect(await inStore<unknown[]>(page, 'budi', `return store.list('outbox')`)).toHaveLength(1)
  })

  it('takes six photos of a visit, and says so', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    const { householdId } = family
    const [visitId, day] = [uuidv7(), new Date().toISOString().slice(0, 10)]
    const [answers, members] = [{}, {}]
    const visit = { visitId, householdId, visitedOn: day, answers, members, note: '' }
    const draft = { ...visit, step: 'place', result: 'empty-house', reason: 'locked' }
    await inStore(
      page,
      'budi',
      `await store.put('draft', '${householdId}', ${JSON.stringify(draft)})
      for (let at = 0; at < 6; at += 1) await store.put('photo', crypto.randomUUID(),
        { visitId: '${visitId}', subject: 'house', picture: new Blob(['x']) })`,
    )
    await page.goto(`/tugas/${householdId}`)
    await page.getByText('Sudah 6 foto').waitFor()
    expect(await page.locator('input[type=file]').count()).toBe(0)
  })

  it('is not sent as the work of who signs in after', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    await keepVisit(page)
    const sent: string[] = []
    page.on('request', (each) => {
      if (each.method() === 'POST' && each.url().endsWith('/api/visits')) sent.push(each.url())
    })
    await page.getByRole('button', { name: 'Keluar' }).click()
    await page.getByRole('heading', { name: 'Masuk' }).waitFor()
    await sign(page)
    await page.context().request.post('/api/session', {
      data: { signInName: 'sari', password: castPassword },
    })
    await sign(page)
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
    expect(await inStore<unknown[]>(page, 'budi', `return store.list('outbox')`)).toHaveLength(1)
    expect(sent).toEqual([])
  })

  it('waits for a sign-in without leading away from what is being filled in', async () => {
    const path = `/tugas/${family.householdId}`
    const page = await chrome.open({ as: 'budi', width: 'phone', path })
    await page.getByRole('radio', { name: 'Rumah kosong, perlu datang lagi' }).check()
    await keepVisit(page)
    await page.context().clearCookies()
    await sign(page)
    await page.getByText('Anda harus masuk lagi').waitFor()
    const chosen = page.getByRole('radio', { name: 'Rumah kosong, perlu datang lagi' })
    expect(await chosen.isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await page.getByRole('heading', { name: 'Masuk' }).waitFor()
    expect(await inStore<unknown[]>(page, 'budi', `return store.list('outbox')`)).toHaveLength(1)
    await page.getByLabel('Nama akun').fill('budi')
    await page.getByLabel('Kata sandi', { exact: true }).fill(castPassword)
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await chosen.waitFor()
    expect(await chosen.isChecked()).toBe(true)
    await page.getByText('Terkirim semua').waitFor()
  })

  it('takes no answer of a portal for that of the server', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    await keepVisit(page)
    let tries = 0
    await page.route('**/api/visits', (route) => {
      tries += 1
      const contentType = 'text/html'
      return route.fulfill({ status: tries === 1 ? 200 : 404, contentType, body: '<h1>Wi-Fi</h1>' })
    })
    await sign(page)
    await expect.poll(() => tries).toBe(2)
    const kept = await inStore<{ value: unknown }[]>(page, 'budi', `return store.list('outbox')`)
    expect(kept).toHaveLength(1)
    expect(kept[0]?.value).not.toHaveProperty('problem')
    await page.getByText('Rosmiati').first().waitFor()
  })

  it("keeps one's own families when somebody else signs in in another tab", async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    const mine = () => inStore<unknown[]>(page, 'budi', `return store.get('task', 'list')`)
    const before = await mine()
    await page.context().request.post('/api/session', {
      data: { signInName: 'wati', password: castPassword },
    })
    await sign(page)
    await page.getByText('Rosmiati').first().waitFor({ state: 'detached' })
    expect(await mine()).toEqual(before)
  })

  it('sends what differs from what the office has as another visit', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    const visitId = await keepVisit(page)
    await sign(page)
    await expect.poll(visitsSent).toContainEqual(expect.objectContaining({ id: visitId }))
    const before = (await visitsSent()).map((each) => each.id)
    // A tab that still showed the visit finished it once more, with another reason.
    await keepVisit(page, visitId)
    await inStore(
      page,
      'budi',
      `const item = await store.get('outbox', '${visitId}')
      item.draft.reason = 'at-work'
      await store.put('outbox', '${visitId}', item)`,
    )
    await sign(page)
    await page.getByRole('button', { name: 'Perbaiki' }).click()
    await page.goto(`/tugas/${family.householdId}`)
    await page.getByRole('button', { name: 'Selesai, simpan untuk dikirim' }).click()
    await page.getByText('Terkirim semua').waitFor()
    // One came in its place.
    const after = async () => (await visitsSent()).map((each) => each.id)
    await expect.poll(after).not.toContain(visitId)
    expect(await after()).toHaveLength(before.length)
  })

  it('asks before a visit that was not taken is given up with its photos', async () => {
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    const visitId = await keepVisit(page)
    await inStore(
      page,
      'budi',
      `const item = await store.get('outbox', '${visitId}')
      await store.put('outbox', '${visitId}', { ...item, problem: 'visits.incomplete' })
      await store.put('photo', crypto.randomUUID(),
        { visitId: '${visitId}', subject: 'house', picture: new Blob(['x']) })`,
    )
    await page.goto('/tugas')
    const kept = () => inStore<unknown[]>(page, 'budi', `return store.list('outbox')`)
    const drop = page.getByRole('button', { name: 'Hapus dari HP ini' })
    await drop.click()
    await page.getByRole('heading', { name: 'Hapus kunjungan Rosmiati?' }).waitFor()
    await page.getByText('1 fotonya ikut terhapus').waitFor()
    // The focus is on what keeps it: Enter twice deletes nothing.
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await kept()).toHaveLength(1)
    await drop.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hapus dari HP ini' }).click()
    await expect.poll(kept).toEqual([])
    expect(await inStore<unknown[]>(page, 'budi', `return store.list('photo')`)).toEqual([])
  })
})
