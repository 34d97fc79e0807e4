import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '../../core/access/permissions.ts'
import { results } from '../../core/classification/results.ts'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
  settled,
  type Width,
} from '../support/browser.ts'
import { type CastName, otherVillage, sariVillage } from '../support/cast.ts'
import { confirmVillage, familiesOf } from '../support/decided-families.ts'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { addFamily } from '../support/families.ts'
import { addCash, makeRound } from '../support/round-seed.ts'
import { visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('a demonstration with work in every room', () => {
  let world: World
  let chrome: Chrome
  let paths: Readonly<Record<'household' | 'decision' | 'round', string>>

  beforeAll(async () => {
    world = await openWorld({ demonstration: true })
    chrome = await openChrome(world)
    await asOwnerOf(world, (client) => client.query('update tenant set demonstration = true'))
    paths = await fillRooms(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  it.each<[Width, 'id' | 'en', string]>([
    ['phone', 'id', 'Keluar'],
    ['desk', 'en', 'Sign out'],
  ])('lets one in as one of its people: %s, %s', async (width, language, out) => {
    const page = await chrome.open({ width, language, path: '/masuk' })
    const ratna = page.getByRole('button', { name: /Ratna Dinsos/ })
    await ratna.waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await ratna.click()
    await page.waitForURL((url) => url.pathname !== '/masuk')
    await page.getByRole('button', { name: out, exact: true }).waitFor()
  })

  /** As `npm start` does while the players are at it. */
  function tellStory(story: Readonly<Record<string, unknown>>): void {
    Object.assign(world.house, { health: () => ({ story }) })
  }

  it('tells how far the story is, with the time left in words', async () => {
    const page = await chrome.open({ path: '/masuk' })
    const part = { done: 485, of: 750 }
    tellStory({ state: 'playing', step: 'visits', done: 4, of: 10, part, seconds: 150 })
    await page.getByText('petugas lapangan mendatangi keluarga').waitFor()
    const words = 'langkah 5 dari 10 · 50 % · kira-kira 3 menit lagi'
    await page.getByText(words).first().waitFor()
    expect(await page.getByRole('status').allInnerTexts()).toContain(words)
    expect(await seriousFindings(page)).toEqual([])
    tellStory({ state: 'finished', step: null, done: 10, of: 10 })
    await page.getByText('Peragaan selesai.').waitFor()
  })

  it.each<[Width, 'id' | 'en']>([
    ['desk', 'id'],
    ['phone', 'en'],
  ])('lets the administrator keep the accounts: %s, %s', async (width, language) => {
    const page = await chrome.open({ as: 'admin', width, language, path: '/akun' })
    await page.getByText('Gunung Muda').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
  })

  it('finds an account by name, by village and by role', async () => {
    const page = await chrome.open({ as: 'admin', path: '/akun' })
    const name = (text: string) => page.getByRole('rowheader', { name: text })
    await name('Tono Penyalur').waitFor()
    await page.getByLabel('Cari nama, nama akun, atau desa').fill('PELAWAN')
    await name('Tono Penyalur').waitFor({ state: 'detached' })
    await name('Wati Verifikator').waitFor()
    await page.getByLabel('Peran', { exact: true }).selectOption('regent')
    await page.getByText('Tidak ada akun yang cocok').waitFor()
    await page.getByLabel('Cari nama, nama akun, atau desa').fill('%')
    await page.getByText('Tidak ada akun yang cocok').waitFor()
    await page.getByLabel('Cari nama, nama akun, atau desa').fill('')
    await name('Bupati Bangka').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('makes an account, closes it with a reason, and the trail says so', async () => {
    const page = await chrome.open({ as: 'admin', path: '/akun' })
    await page.getByRole('button', { name: 'Akun baru' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Nama', { exact: true }).fill('Lina Dinsos')
    await dialog.getByLabel('Nama akun').fill('lina')
    await dialog.getByLabel('Peran').selectOption('social-office')
    expect(await seriousFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Buat akun' }).click()
    await page.getByRole('heading', { name: 'Kode sekali pakai untuk Lina Dinsos' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Tutup: Lina Dinsos' }).click()
    await dialog.getByLabel('Alasan').fill('Pindah tugas ke kabupaten lain')
    await dialog.getByRole('button', { name: 'Tutup', exact: true }).last().click()
    await page.getByRole('button', { name: 'Buka lagi: Lina Dinsos' }).waitFor()
    await page.goto('/jejak')
    await page.getByRole('rowheader', { name: 'Akun ditutup' }).waitFor()
    await page.getByText('Alasan: Pindah tugas ke kabupaten lain').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it.each<[CastName, 'id' | 'en']>([
    ['ratna', 'id'],
    ['ratna', 'en'],
    ['maya', 'id'],
    ['maya', 'en'],
    ['tono', 'id'],
    ['tono', 'en'],
    ['budi', 'id'],
    ['admin', 'id'],
  ])('shows %s words, never a code: %s', async (who, language) => {
    const page = await chrome.open({ as: who, language, path: '/' })
    for (const path of pagesOf(who, paths)) {
      await page.goto(path)
      await page.locator('h1').first().waitFor()
      await settled(page)
      expect(await codesOn(page), path).toEqual([])
    }
  })

  it.each<[Width, 'id' | 'en', string]>([
    ['phone', 'id', '1 usulan masuk sejak daftar ini dibuka'],
    ['desk', 'en', '1 proposal has come in since this list was opened'],
  ])('confirms a village as it was seen: %s, %s', async (width, language, words) => {
    const { accepted } = familiesOf(() => world)
    await accepted(`Seri ${width}`)
    const path = `/putusan?keadaan=proposed&desa=${sariVillage}`
    const page = await chrome.open({ as: 'hendra', width, language, path })
    const confirm = (count: number) =>
      page.getByRole('button', { name: new RegExp(`\\(${count} (menunggu|waiting)\\)`) })
    await confirm(1).waitFor()
    await accepted(`Baru ${width}`)
    await confirm(1).click()
    await page.getByText(words).waitFor()
    await page.getByText(`Baru ${width}`).waitFor()
    expect(await isTooWide(page)).toBe(false)
    expect(await seriousFindings(page)).toEqual([])
    await confirm(2).click()
    await page.getByText(/2 (putusan disetujui|confirmed);/).waitFor()
    await page.getByText(`Baru ${width}`).waitFor({ state: 'detached' })
  })
})

const village = sariVillage

function pagesOf(
  who: CastName,
  paths: Readonly<Record<'household' | 'decision' | 'round', string>>,
): readonly string[] {
  const all: Partial<Record<CastName, readonly string[]>> = {
    ratna: [
      '/gambaran',
      '/gambaran/baris',
      '/keluarga',
      paths.household,
      '/daftar',
      '/data-ganda',
      '/kunjungan',
      `/kunjungan/${village}`,
      `/kunjungan/${village}/cetak`,
      '/putusan',
      '/putusan?keadaan=confirmed',
      paths.decision,
      '/keputusan',
      '/program',
    ],
    maya: ['/jejak', paths.household],
    tono: ['/penyaluran', paths.round],
    budi: ['/tugas'],
    admin: ['/akun', '/jejak'],
  }
  return all[who] ?? []
}

/** Keys of words, ids of records and codes of core that stand where words should. */
async function codesOn(page: Page): Promise<readonly string[]> {
  const text = await page.locator('body').innerText()
  const keys = text.match(/(?<![\w@/-])[a-z][a-z-]*\.[a-z][a-z-]+(?![\w.])/g) ?? []
  const ids = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}/g) ?? []
  const inUse = [...results, ...roles].filter((code) => code.includes('-') && text.includes(code))
  const files = /\.(csv|xlsx|pdf)$/
  return [...keys.filter((key) => !files.test(key)), ...ids, ...inUse]
}

/** A family decided by a visit, one that waits, a frozen decree and a round on its way. */
async function fillRooms(world: World) {
  const job = { job: world.ownerUrl }
  const add = (name: string, at: string) => addFamily(job, { tenantId: 1, name, village: at })
  const decided = await add('Rosmiati', sariVillage)
  await add('Junaidi', otherVillage)
  const ratna = world.as('ratna')
  await ratna.post('/api/assignments', { villages: [sariVillage, otherVillage] })
  await world.as('budi').post('/api/visits', visitOf(decided.householdId))
  await ratna.post('/api/visits/accept', { village: sariVillage })
  await confirmVillage(world, sariVillage)
  const url = `/api/decisions?household=${decided.householdId}`
  const decision = (await ratna.get(url)).body.rows[0]
  const decree = await seedDecree(world, { families: 4, number: '188.45/100/2023' })
  const programmeId = await addCash(world, 'TUNAI-PROV')
  const draft = { programmeId, decreeId: decree.decreeId, roundNo: 1 }
  const round = await makeRound(world, draft)
  return {
    household: `/keluarga/${decided.householdId}`,
    decision: `/putusan/${decision.id}`,
    round: `/penyaluran/${round.body.id}`,
  }
}
