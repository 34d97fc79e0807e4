import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
  type Width,
} from '../support/browser.ts'
import { otherVillage } from '../support/cast.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('doubles side by side', () => {
  let world: World
  let chrome: Chrome

  beforeAll(async () => {
    world = await openWorld()
    for (const family of strangers) await listFamily(world, family)
    for (const name of ['Muhammad Sahrul', 'Rosmiati']) {
      const nik = name === 'Rosmiati' ? '1901995205760003' : '1901991205760007'
      await listFamily(world, { head: { name, bornOn: '1976-05-12', nik } })
      const village = otherVillage
      const again = name === 'Rosmiati' ? 'Rosmyati T.' : 'Sahrul M.'
      await listFamily(world, { head: { name: again, bornOn: '1976-05-12' }, village })
    }
    await matchLists(world)
    chrome = await openChrome(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  it.each<[Width, 'id' | 'en']>([
    ['phone', 'id'],
    ['desk', 'id'],
    ['phone', 'en'],
    ['desk', 'en'],
  ])('can be read by everybody, %s, %s', async (width, language) => {
    const page = await chrome.open({ as: 'ratna', width, language, path: '/data-ganda' })
    await page.locator('tbody a').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await page.locator('tbody a').first().click()
    await page.locator('.weigh').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
  })

  it('Ratna decides with the keyboard and takes it back within ten seconds', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    await page.locator('tbody a').first().click()
    await page.locator('.weigh').waitFor()
    await page.keyboard.press('s')
    await page.getByText('Tulis alasan paling sedikit lima huruf').waitFor()
    await page.keyboard.type('Kepala dusun mengenal orang ini')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Ya, keluarga yang sama' }).press('Enter')
    await page.getByText('Disatukan:').waitFor()
    const counts = await world.as('ratna').get('/api/matches/counts')
    expect(counts.body.same).toBe(1)
    await page.getByRole('button', { name: 'Urungkan' }).click()
    await expect
      .poll(async () => (await world.as('ratna').get('/api/matches/counts')).body.same)
      .toBe(0)
  })

  it('an empty state says who brings what', async () => {
    const page = await chrome.open({ as: 'maya', path: '/data-ganda?keadaan=different' })
    await page.getByText('Belum ada pasangan yang diputus berbeda.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })
})
