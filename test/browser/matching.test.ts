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
import { seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { addPair } from '../support/review-seed.ts'
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

  it('Ratna decides with the keyboard, the next pair opens, and one key takes it back', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    await page.locator('tbody a').first().click()
    await page.locator('.weigh').waitFor()
    const before = await world.as('ratna').get('/api/matches/counts')
    const first = page.url()
    await page.getByText(`Sisa ${before.body.open} pasangan.`).waitFor()
    await page.keyboard.press('1')
    await page.getByText('Tulis alasan paling sedikit lima huruf').waitFor()
    await page.keyboard.type('Kepala dusun mengenal orang ini')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Disatukan:').waitFor()
    const counts = await world.as('ratna').get('/api/matches/counts')
    expect(counts.body.same).toBe(1)
    await page.getByText(`Sisa ${before.body.open - 1} pasangan.`).waitFor()
    expect(page.url()).not.toBe(first)
    await page.keyboard.press('u')
    await page.waitForURL(first)
    await expect
      .poll(async () => (await world.as('ratna').get('/api/matches/counts')).body.same)
      .toBe(0)
    await page.getByText(`Sisa ${before.body.open} pasangan.`).waitFor()
    await page.keyboard.press('j')
    await page.waitForURL((url) => url.href !== first)
    await page.getByRole('button', { name: 'Sebelumnya' }).waitFor()
    await page.keyboard.press('k')
    await page.waitForURL(first)
  })

  it('the choice of a field goes with the verdict', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    await page.locator('tbody a').first().click()
    const choices = page.locator('.choices fieldset').first()
    await choices.getByRole('radio').nth(1).check()
    await page.getByLabel('Alasan, atau pertanyaan').fill('Nama di kartu keluarga')
    const id = page.url().split('/').at(-1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('1')
    await page.getByText('Disatukan:').waitFor()
    const { body } = await world.as('ratna').get(`/api/matches/${id}/review`)
    expect(body.fields[0]).toMatchObject({ field: 'head-name', chosen: 'right' })
    const shown = await world.as('ratna').get(`/api/matches/${id}`)
    const record = await chrome.open({
      as: 'ratna',
      path: `/keluarga/${shown.body.left.householdId}`,
    })
    await record.getByText('dipilih oleh Ratna Dinsos').first().waitFor()
    expect(await seriousFindings(record)).toEqual([])
    await world.as('ratna').post(`/api/matches/${id}/undo`)
  })

  it.each<[Width, 'id' | 'en', string]>([
    ['phone', 'id', 'Kirim jawaban'],
    ['desk', 'en', 'Send the answer'],
  ])('Sari answers for her village, and Ratna reads it: %s, %s', async (width, language, send) => {
    const queue = await world.as('ratna').get('/api/matches?state=queued')
    const id = queue.body.rows[0].id
    const note = `Apakah ini orang yang sama? (${width})`
    await world.as('ratna').post(`/api/matches/${id}/question`, { note })
    const page = await chrome.open({ as: 'sari', width, language, path: '/pertanyaan' })
    await page.getByRole('heading', { name: note }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await page.locator('.nav__count', { hasText: '1' }).waitFor()
    await page.getByRole('radio').nth(1).check()
    await page.getByRole('button', { name: send }).click()
    await page.locator('.empty').waitFor()
    const office = await chrome.open({ as: 'ratna', width, language, path: `/data-ganda/${id}` })
    await office.getByText('Sari Operator').first().waitFor()
    expect(await seriousFindings(office)).toEqual([])
    expect(await isTooWide(office)).toBe(false)
    await world.as('ratna').post(`/api/matches/${id}/undo`)
  })

  it.each<[Width, 'id' | 'en', string]>([
    ['phone', 'id', 'Sahkan usulan'],
    ['desk', 'en', 'Confirm the proposal'],
  ])('Hendra confirms what Ratna proposed: %s, %s', async (width, language, confirm) => {
    const head = { name: `Rosmiati ${width}`, bornOn: '1976-05-12' }
    const other = await listFamily(world, { head, village: otherVillage })
    const seed = await seedDecree(world, { families: 1, number: `188.45/${width}` })
    const named = seed.families[0]?.householdId ?? ''
    const id = await addPair(world, [named, other])
    const page = await chrome.open({ as: 'ratna', width, language, path: `/data-ganda/${id}` })
    await page.getByText(`188.45/${width}`).waitFor()
    await page.locator('.verdict textarea').fill('Kepala dusun mengenal orang ini')
    await page.locator('.verdict button').first().click()
    await page.locator('.toast').waitFor()
    const own = await chrome.open({ as: 'ratna', width, language, path: `/data-ganda/${id}` })
    await own.getByText('Kepala dusun mengenal').waitFor()
    expect(await own.getByRole('button', { name: confirm }).count()).toBe(0)
    const second = await chrome.open({ as: 'hendra', width, language, path: `/data-ganda/${id}` })
    await second.getByRole('button', { name: confirm }).waitFor()
    expect(await seriousFindings(second)).toEqual([])
    expect(await isTooWide(second)).toBe(false)
    await second.getByRole('button', { name: confirm }).click()
    await expect
      .poll(async () => (await world.as('ratna').get(`/api/matches/${id}`)).body.state)
      .toBe('same')
    // The earlier record stands; what was decided about the other goes along under its name.
    const record = await chrome.open({ as: 'ratna', width, language, path: `/keluarga/${other}` })
    await record.locator('.lines', { hasText: /Keluarga 1: / }).waitFor()
    expect(await seriousFindings(record)).toEqual([])
    expect(await isTooWide(record)).toBe(false)
  })

  it('an empty state says who brings what', async () => {
    const page = await chrome.open({ as: 'maya', path: '/data-ganda?keadaan=different' })
    await page.getByText('Belum ada pasangan yang diputus berbeda.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })
})
