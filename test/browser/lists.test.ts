import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe.skipIf(!hasChromium)('from the list to the villages and back to its owner', () => {
  let world: World
  let chrome: Chrome
  let list: Buffer
  let importPath: string
  let village: string

  beforeAll(async () => {
    world = await openWorld({ demonstration: true })
    chrome = await openChrome(world)
    list = await example('p3ke-family.csv')
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  /** Readable for everybody, nothing sideways, no number in full. */
  async function expectGood(page: Page): Promise<void> {
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    expect(await page.locator('body').innerText()).not.toMatch(/\d{16}/)
  }

  /** What clicking saves: its name and its bytes. */
  async function saved(page: Page, press: () => Promise<void>) {
    const coming = page.waitForEvent('download')
    await press()
    const file = await coming
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }

  it('takes a list: nothing enters before the last button', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/daftar' })
    await page.getByText('Belum ada daftar').first().waitFor()
    await expectGood(page)
    const file = { name: 'daftar-2022.csv', mimeType: 'text/csv', buffer: list }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Unggah' }).click()
    await page.getByRole('heading', { level: 1, name: 'daftar-2022.csv' }).waitFor()
    importPath = new URL(page.url()).pathname
    await drainJobs(world.house)
    const enter = page.getByRole('button', { name: /Masukkan 8 baris/ })
    await enter.waitFor()
    await expectGood(page)
    expect((await world.as('ratna').get('/api/households')).body.total).toBe(0)
    // The job is there once the server has answered.
    const answered = page.waitForResponse(/\/enter$/)
    await enter.click()
    await answered
    await drainJobs(world.house)
    await page.getByText('8 baris sudah masuk').waitFor()
    expect((await world.as('ratna').get('/api/households')).body.total).toBeGreaterThan(0)
  })

  it('knows the same file when it comes again', async () => {
    const page = await chrome.open({ as: 'ratna', language: 'en', width: 'phone', path: '/daftar' })
    const file = { name: 'lain.csv', mimeType: 'text/csv', buffer: list }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('.actions .button--main').first().click()
    await page.waitForURL(`**${importPath}?sama=1`)
    await page.getByRole('heading', { level: 1, name: 'daftar-2022.csv' }).waitFor()
    await expectGood(page)
  })

  it('assigns the families of every village to its verifiers', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/kunjungan' })
    await page.getByRole('button', { name: 'Lihat rencana pembagian' }).click()
    await page.getByRole('button', { name: /^Bagi \d+ keluarga/ }).click()
    await page.getByText(/keluarga sudah dibagi/).waitFor()
    await expectGood(page)
    const { rows } = (await world.as('ratna').get('/api/households?state=assigned')).body
    village = rows[0].villageCode
  })

  it.each<[Width, 'id' | 'en']>([
    ['desk', 'id'],
    ['phone', 'en'],
  ])('prints the names of a village: %s, %s', async (width, language) => {
    const path = `/kunjungan/${village}/cetak`
    const page = await chrome.open({ as: 'ratna', width, language, path })
    await page.locator('tbody tr').first().waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await expectGood(page)
  })

  it('hands out the workbook of a village', async () => {
    const page = await chrome.open({ as: 'ratna', path: `/kunjungan/${village}` })
    await page.getByRole('button', { name: 'Buat lembar kerja' }).first().click()
    const link = page.getByRole('link', { name: /^Simpan berkas/ })
    const file = await saved(page, () => link.click())
    expect(file.name).toMatch(/\.xlsx$/)
    expect(file.name).not.toMatch(/\d{16}/)
    expect(file.bytes.subarray(0, 2).toString()).toBe('PK')
    await expectGood(page)
  })

  it.each<[Width, 'id' | 'en', RegExp]>([
    ['desk', 'id', /^Unduh daftar kembali/],
    ['phone', 'en', /^Download the return list/],
  ])('gives the list back row by row as it came: %s, %s', async (width, language, name) => {
    const page = await chrome.open({ as: 'ratna', width, language, path: importPath })
    const file = await saved(page, () => page.getByRole('button', { name }).click())
    expect(file.name).toBe('daftar-2022-hasil.csv')
    const [came, back] = [list, file.bytes].map((bytes) => linesOf(bytes))
    expect(back?.length).toBe(came?.length)
    // Every family key on its own line, still in its place.
    const keys = (lines: readonly string[] = []) => lines.map((line) => line.split(',')[0])
    expect(keys(back)).toEqual(keys(came))
    await expectGood(page)
  })
})

function linesOf(bytes: Buffer): readonly string[] {
  const text = bytes.toString().replace(/^\uFEFF/, '')
  return text.split(/\r?\n/).filter((line) => line !== '')
}
