import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chrome, hasChromium, openChrome } from '../support/browser.ts'
import { otherVillage } from '../support/cast.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { openWorld, type World } from '../support/world.ts'

const slowMs = 1_500

const pressOneAndRead = `(async () => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))
  await new Promise((resolve) => setTimeout(resolve))
  return document.querySelector('.loading')?.textContent
})()`

describe.skipIf(!hasChromium)('a hand that is faster than the network', () => {
  let world: World
  let chrome: Chrome

  beforeAll(async () => {
    world = await openWorld()
    for (const family of strangers) await listFamily(world, family)
    for (const [name, born, nik] of [
      ['Rangga Dwi Saputra', '2011-09-14', '1901991409110001'],
      ['Melati Ayu Lestari', '2012-03-02', '1901994203120005'],
    ] as const) {
      const child = { name, bornOn: born, nik }
      const mother = { name: `Siti ${name.slice(0, 3)}asih`, bornOn: '1980-02-11' }
      const father = { name: `Manalu ${name.slice(7)}`, bornOn: '1958-07-23' }
      await listFamily(world, { head: mother, members: [child] })
      await listFamily(world, { head: father, members: [child], village: otherVillage })
    }
    for (const [name, again, nik] of [
      ['Muhammad Sahrul', 'Sahrul M.', '1901991205760007'],
      ['Rosmiati', 'Rosmyati T.', '1901995205760003'],
      ['EFENDDI', 'EFENDI', '1901991205760020'],
    ] as const) {
      await listFamily(world, { head: { name, bornOn: '1976-05-12', nik } })
      const head = { name: again, bornOn: '1976-05-12' }
      await listFamily(world, { head, village: otherVillage })
    }
    await matchLists(world)
    chrome = await openChrome(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  const decided = async () => (await world.as('ratna').get('/api/person-pairs/counts')).body.decided

  async function openFirst(path: string): Promise<Page> {
    const page = await chrome.open({ as: 'ratna', path })
    await page.locator('tbody a').first().click()
    await page.locator('.verdict__answers').waitFor()
    return page
  }

  /** Answers of the server come late; the other ones as ever. */
  async function delay(page: Page, glob: string): Promise<void> {
    await page.route(glob, async (route) => {
      await pause(slowMs)
      await route.continue()
    })
  }

  async function slowDown(page: Page, rate: number): Promise<void> {
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate })
  }

  it('two keys before the list has come: the next pair opens, and u takes back', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda/orang' })
    const second = await page.locator('tbody a').nth(1).getAttribute('href')
    await delay(page, '**/api/person-pairs?*')
    await page.locator('tbody a').first().click()
    await page.locator('.verdict__answers').waitFor()
    const first = page.url()
    await page.keyboard.press('1')
    await page.keyboard.press('9')
    await page.waitForURL(`**${second}`)
    await page.getByText('dicatat tinggal di keluarga').waitFor()
    await page.keyboard.press('u')
    await page.waitForURL(first)
    await expect.poll(decided).toBe(0)
  })

  it('a key while a verdict is saved says so, and does nothing', async () => {
    const page = await openFirst('/data-ganda/orang')
    const first = page.url()
    await delay(page, '**/decision')
    await page.keyboard.press('1')
    await page.keyboard.press('9')
    for (const key of ['u', '2', 'j']) await page.keyboard.press(key)
    await page.getByText('Masih menyimpan').waitFor()
    expect(page.url()).toBe(first)
    expect(await page.locator('.why textarea').inputValue()).toBe('')
    await page.waitForURL((url) => url.href !== first)
    const { rows } = (await world.as('ratna').get('/api/person-pairs?state=decided')).body
    expect(rows).toMatchObject([{ state: 'belongs-left' }])
    await page.keyboard.press('u')
    await page.waitForURL(first)
    await expect.poll(decided).toBe(0)
  })

  it('a key while a step is taken back says so too', async () => {
    const page = await openFirst('/data-ganda/orang')
    const first = page.url()
    await page.keyboard.press('3')
    await page.keyboard.press('9')
    await page.waitForURL((url) => url.href !== first)
    await page.locator('.verdict__answers').waitFor()
    await delay(page, '**/undo')
    await page.keyboard.press('u')
    await page.keyboard.press('1')
    await page.getByText('Masih menyimpan').waitFor()
    expect(await page.locator('.why').count()).toBe(0)
    await page.waitForURL(first)
    expect(await decided()).toBe(0)
  })

  it('a digit before the answers are there says at once that they come', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda/orang' })
    await delay(page, '**/api/person-pairs/*')
    await page.locator('tbody a').first().click()
    await page.getByRole('heading', { name: 'Di keluarga mana' }).waitFor()
    // Asked in the same breath: by itself the page says so only after 400 ms.
    const said = await page.evaluate(pressOneAndRead)
    expect(said).toBe('Memuat…')
    await page.locator('.verdict__answers').waitFor()
    expect(await page.locator('.why').count()).toBe(0)
  })

  it('after the last pair the list opens, and u works there', async () => {
    const page = await openFirst('/data-ganda/orang')
    for (const _ of ['first', 'second']) {
      const here = page.url()
      await page.locator('.verdict__answers').waitFor()
      await page.keyboard.press('3')
      await page.keyboard.press('9')
      await page.waitForURL((url) => url.href !== here)
    }
    await page.getByText('Tidak ada orang').waitFor()
    expect(await decided()).toBe(2)
    await page.keyboard.press('u')
    await page.waitForURL('**/data-ganda/orang/*')
    await expect.poll(decided).toBe(1)
  })

  it('families: the keys wait for the list and for what is saved', async () => {
    const page = await openFirst('/data-ganda')
    const first = page.url()
    await page.keyboard.press('j')
    await page.waitForURL((url) => url.href !== first)
    await delay(page, '**/api/matches?*')
    await page.reload()
    await page.locator('.verdict__answers').waitFor()
    await page.keyboard.press('k')
    await page.waitForURL(first)
    await page.locator('.verdict__answers').waitFor()
    await delay(page, '**/decision')
    await page.keyboard.press('2')
    await page.keyboard.press('6')
    for (const key of ['u', '1', 'j']) await page.keyboard.press(key)
    await page.getByText('Masih menyimpan').waitFor()
    await page.waitForURL((url) => url.href !== first)
    const same = async () => (await world.as('ratna').get('/api/matches/counts')).body.different
    expect(await same()).toBe(1)
    await page.keyboard.press('u')
    await page.waitForURL(first)
    await expect.poll(same).toBe(0)
  })

  it('on a slow machine a key works as soon as its page can be seen', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    const links = page.locator('tbody a')
    await links.nth(2).waitFor()
    const third = await links.nth(2).getAttribute('href')
    await slowDown(page, 12)
    await links.first().click()
    await page.locator('.verdict__answers').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.waitForURL(`**${third}`)
    await page.locator('.verdict__answers').waitFor()
    await page.keyboard.press('1')
    await page.locator('.why').waitFor()
  })
})
