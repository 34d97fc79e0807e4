import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
  type Width,
} from '../support/browser.ts'
import { castPassword, openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('the front door', () => {
  let world: World
  let chrome: Chrome

  beforeAll(async () => {
    world = await openWorld()
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
  ])('can be used by everybody, %s, %s', async (width, language) => {
    const page = await chrome.open({ width, language, path: '/masuk' })
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
  })

  it('lets Ratna in with the keyboard alone and back to where she wanted', async () => {
    const page = await chrome.open({ path: '/keluarga?tahap=decided' })
    expect(new URL(page.url()).pathname).toBe('/masuk')
    await page.getByLabel('Nama akun').focus()
    await page.keyboard.type('ratna')
    await page.keyboard.press('Tab')
    await page.keyboard.type(castPassword)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/keluarga?tahap=decided')
    await page.getByRole('heading', { level: 1, name: 'Keluarga' }).waitFor()
    const focused = await page.evaluate('document.activeElement?.tagName')
    expect(focused).toBe('H1')
  })

  it('says in words that name and password do not fit', async () => {
    const page = await chrome.open({ path: '/masuk' })
    await page.getByLabel('Nama akun').fill('ratna')
    await page.getByLabel('Kata sandi', { exact: true }).fill('bukan sandi saya')
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByRole('alert').getByText('tidak cocok').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('changes the language of everything with one press and remembers it', async () => {
    const page = await chrome.open({ path: '/masuk' })
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.evaluate(() => localStorage.getItem('entas.language'))).toBe('en')
  })

  it('lets a new colleague set a password with the code and sign in', async () => {
    const made = await world.as('admin').post('/api/accounts', {
      signInName: 'nisa',
      name: 'Nisa Dinsos',
      role: 'social-office',
      areas: [],
    })
    const page = await chrome.open({ width: 'phone', path: '/masuk' })
    await page.getByRole('button', { name: 'Saya punya kode' }).click()
    await page.getByLabel('Nama akun').fill('nisa')
    await page.getByLabel('Kode sekali pakai').fill(made.body.code)
    await page.getByLabel('Kata sandi baru').fill('perahu-biru-di-muara-9')
    await page.getByRole('button', { name: 'Simpan dan masuk' }).click()
    await page.waitForURL((url) => url.pathname !== '/masuk')
  })

  it('shows a page that does not exist, and one that is not for the role, as such', async () => {
    const lost = await chrome.open({ as: 'ratna', path: '/tidak-ada' })
    await lost.getByRole('heading', { name: 'Halaman ini tidak ada' }).waitFor()
    const tono = await chrome.open({ as: 'tono', path: '/keluarga' })
    await tono.getByRole('heading', { name: 'Bukan untuk peran Anda' }).waitFor()
    expect(await seriousFindings(tono)).toEqual([])
  })
})
