import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usualQuestions } from '../../core/registry/question-limits.ts'
import { drainJobs } from '../../server/jobs.ts'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
  type Width,
} from '../support/browser.ts'
import { openWorld, type World } from '../support/world.ts'

const example = (name: string) => readFile(new URL(`../examples/${name}`, import.meta.url))

describe.skipIf(!hasChromium)('families', () => {
  let world: World
  let chrome: Chrome
  let head: string
  let id: string

  beforeAll(async () => {
    world = await openWorld({
      demonstration: true,
      questions: { ...usualQuestions, differentPerDay: 0 },
    })
    chrome = await openChrome(world)
    const bytes = await example('p3ke-family.csv')
    const sent = await world.as('ratna').upload('/api/imports', { name: 'daftar.csv', bytes })
    await drainJobs(world.house)
    await world.as('ratna').post(`/api/imports/${sent.body.id}/enter`)
    await drainJobs(world.house)
    const { rows } = (await world.as('ratna').get('/api/households')).body
    const known = rows.find((row: { nationalIdMask: string | null }) => row.nationalIdMask !== null)
    head = known.headName
    id = known.id
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  it.each<[Width, 'id' | 'en', string]>([
    ['phone', 'id', '/keluarga'],
    ['desk', 'id', '/keluarga'],
    ['desk', 'en', '/keluarga'],
    ['phone', 'id', 'record'],
    ['desk', 'id', 'record'],
    ['phone', 'en', 'record'],
  ])('can be read by everybody, %s, %s: %s', async (width, language, page) => {
    const path = page === 'record' ? `/keluarga/${id}` : page
    const open = await chrome.open({ as: 'ratna', width, language, path })
    await open.getByText(head).first().waitFor()
    expect(await seriousFindings(open)).toEqual([])
    expect(await isTooWide(open)).toBe(false)
    expect(await open.locator('body').innerText()).not.toMatch(/\d{16}/)
  })

  it('are walked, opened and searched with the keyboard alone', async () => {
    const page = await chrome.open({ as: 'maya', path: '/keluarga' })
    const first = page.locator('tr[data-row] th a').first()
    await first.waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe(
      await first.getAttribute('href'),
    )
    await page.keyboard.press('Enter')
    await page.waitForURL('**/keluarga/*-*')
    await page.keyboard.press('/')
    await page.keyboard.type(head)
    await page.keyboard.press('Enter')
    await page
      .getByRole('row', { name: new RegExp(head, 'i') })
      .first()
      .waitFor()
    expect(page.url()).not.toContain(encodeURIComponent(head))
  })

  it.each<[Width, 'id' | 'en', RegExp, RegExp]>([
    ['phone', 'id', /mencari nomor. Coba lagi dalam [\d.]+ menit/, /nama .* tetap/],
    ['desk', 'en', /searched too many numbers. Try again in [\d,]+ minute/, /name .* still works/],
  ])('a number too many waits, what was typed stays: %s', async (width, language, wait, names) => {
    const as = language === 'id' ? 'sari' : 'dewi'
    const page = await chrome.open({ as, width, language, path: '/keluarga/cari' })
    const box = page.locator('.search-form input')
    await box.fill('1901 9901 0180 0003')
    await box.press('Enter')
    await page.getByText(wait).waitFor()
    await page.getByText(names).waitFor()
    expect(await box.inputValue()).toBe('1901 9901 0180 0003')
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await box.fill(head)
    await box.press('Enter')
    await page.getByText(wait).waitFor({ state: 'detached' })
  })

  it('show a NIK to who says for what; it stands in the trail without the number', async () => {
    const page = await chrome.open({ as: 'ratna', path: `/keluarga/${id}` })
    await page.getByRole('button', { name: 'Tampilkan NIK…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Tampilkan 60 detik' }).click()
    await dialog.getByText('Tulis untuk apa').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await dialog.getByLabel(head, { exact: true }).check()
    await dialog.getByLabel('Mencocokkan KTP').check()
    await dialog.getByRole('button', { name: 'Tampilkan 60 detik' }).click()
    const number = page.locator('.shown-number strong')
    await number.waitFor()
    expect(await number.innerText()).toMatch(/^\d{16}$/)
    await page.getByRole('button', { name: 'Samarkan sekarang' }).click()
    expect(await page.locator('.shown-number').count()).toBe(0)

    const trail = await chrome.open({ as: 'maya', path: '/jejak' })
    await trail.getByRole('rowheader', { name: 'NIK ditampilkan' }).first().waitFor()
    expect(await trail.locator('body').innerText()).not.toMatch(/\d{16}/)
    expect(await seriousFindings(trail)).toEqual([])
  })
})
