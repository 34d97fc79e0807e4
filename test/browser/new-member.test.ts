import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
} from '../support/browser.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { addFamily } from '../support/families.ts'
import { poorAnswers } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('somebody at the door who is not in the list', () => {
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

  const family = (name: string) => {
    const job = { job: world.ownerUrl }
    const verifierId = world.accountId('budi')
    return addFamily(job, { tenantId: 1, name, village: sariVillage, verifierId })
  }
  const next = (page: Page) => page.getByRole('button', { name: 'Lanjut' }).click()

  /** Answers the screen that is shown, whatever it asks, as the poor family would. */
  async function answer(page: Page): Promise<void> {
    const radio = page.locator('input[type=radio]').first()
    const key = ((await radio.getAttribute('name')) ?? '').replace('-apart', '')
    const given = (poorAnswers as Readonly<Record<string, string | number>>)[key]
    if (typeof given === 'number') await page.locator('input[type=text]').fill(String(given))
    else if (given !== undefined) await page.locator(`input[value="${given}"]`).first().check()
  }

  /** From the result to the page of the members. */
  async function toMembers(page: Page): Promise<void> {
    await page.getByRole('radio', { name: 'Bertemu, selesai' }).check()
    let before = (await page.locator('h1').textContent()) ?? ''
    await next(page)
    const heading = () => page.locator('h1').textContent()
    for (let screens = 0; screens < 40; screens++) {
      await expect.poll(heading).not.toBe(before)
      before = (await heading()) ?? ''
      if (before.startsWith('Siapa')) return
      if (before.startsWith('Barang')) {
        await page.getByRole('group', { name: /mobil/ }).locator('input').fill('0')
      } else await answer(page)
      await next(page)
    }
    throw new Error('the page of the members never came')
  }

  it('is written down without a signal, with a warning that they may be known, and joins the family', async () => {
    const known = await family('Muhammad Syahroni')
    const made = await family('Rosmiati')
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas', offline: true })
    await page.getByText('Rosmiati').first().waitFor()
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.waitForFunction(`caches.match('/').then((kept) => kept !== undefined)`)
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('Rosmiati').first().click()
    await toMembers(page)
    await page.getByRole('radio', { name: 'Tinggal di sini' }).first().check()
    await page.getByRole('button', { name: 'Tambah orang' }).click()
    await page.getByLabel('Nama menurut kartu').fill('Moh. Sahroni')
    await page.getByText('Orang ini mungkin sudah dikenal').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await page.getByRole('radio', { name: /^Muhammad Syahroni/ }).check()
    await page.getByLabel('Hubungan dengan kepala keluarga').selectOption('child')
    await page.getByRole('radio', { name: 'Laki-laki' }).check()
    await page.getByLabel('NIK, bila').fill('19019912037500')
    await page.getByLabel('NIK, bila').blur()
    await page.getByText('NIK punya 16 angka; ini 14.').waitFor()
    await page.getByLabel('NIK, bila').fill('1901991203750021')
    await page.getByText('Menurut NIK: laki-laki, lahir 12 Maret 1975.').waitFor()
    await page.getByRole('button', { name: 'Selesai dengan orang ini' }).click()
    await page.getByRole('button', { name: 'Ubah Moh. Sahroni' }).waitFor()
    await page.getByRole('button', { name: 'Tambah orang' }).click()
    await page.getByLabel('Nama menurut kartu').fill('Si Bungsu')
    await page.getByLabel('Orang ini belum punya NIK').check()
    await next(page)
    await page.getByRole('heading', { name: /^Lokasi/ }).waitFor()
    // What was typed is on the device; what lacks is asked for before the visit is finished.
    await page.reload()
    await page.getByRole('heading', { name: /^Lokasi/ }).waitFor()
    await next(page)
    await page.getByText('Si Bungsu: nama atau hubungan belum diisi.').waitFor()
    await page.getByRole('button', { name: 'Perbaiki' }).click()
    await page.getByLabel('Hubungan dengan kepala keluarga').selectOption('grandchild')
    await next(page)
    await next(page)
    await page.getByRole('button', { name: 'Selesai, simpan untuk dikirim' }).click()
    await page.getByText('Tersimpan di HP ini, 1 menunggu dikirim').waitFor()
    await page.context().setOffline(false)
    await page.getByText('Terkirim semua').waitFor()
    expect(await keptText(page)).not.toContain('1901991203750021')

    const [visit] = (await world.as('ratna').get('/api/visits?state=sent')).body.rows
    const office = await chrome.open({
      as: 'ratna',
      path: `/kunjungan/${sariVillage}/${visit.id}`,
    })
    const found = office.getByRole('table', { name: 'Orang yang ditambahkan petugas' })
    await found.getByText('190199••••••••21').waitFor()
    expect(await found.textContent()).toContain('menurut petugas orang yang sama')
    expect(await found.textContent()).toContain('belum punya NIK')
    expect(await seriousFindings(office)).toEqual([])
    await office.getByRole('button', { name: 'Terima 1 kunjungan' }).click()
    await office.getByText('1 kunjungan diterima').waitFor()
    const { members } = (await world.as('ratna').get(`/api/households/${made.householdId}`)).body
    const names = members.map((each: { name: string }) => each.name).toSorted()
    expect(names).toEqual(['Moh. Sahroni', 'Rosmiati', 'Si Bungsu'])
    const other = (await world.as('ratna').get(`/api/households/${known.householdId}`)).body
    expect(other.members).toHaveLength(1)
  })

  it('a family that stands twice is offered first by the people in it', async () => {
    await family('Abdul Rahman Pelawan')
    for (const name of [
      'Zainab',
      'Wahyuni',
      'Yohanes',
      'Umar',
      'Tuti',
      'Sulaiman',
      'Rahmat',
      'Qori',
    ])
      await family(`${name} Lain`)
    const made = await family('Rahman Abd. Pelawan')
    const path = `/tugas/${made.householdId}`
    const page = await chrome.open({ as: 'budi', width: 'phone', path })
    await page.getByRole('radio', { name: 'Bertemu, selesai' }).waitFor()
    await page.getByRole('radio', { name: 'Sama dengan keluarga lain' }).check()
    await next(page)
    await page.getByRole('radio').first().check()
    await next(page)
    await page.getByRole('heading', { name: 'Sama dengan keluarga yang mana?' }).waitFor()
    await page.getByRole('radio', { name: /^Abdul Rahman/ }).waitFor()
    const first = page.locator('label.pick').first()
    expect(await first.textContent()).toContain('Abdul Rahman Pelawan')
  })

  it('the page for checking a person answers while one types', async () => {
    await family('Kartini Wulandari')
    const far = { tenantId: 1, name: 'Kartini Wulandari', village: otherVillage }
    await addFamily({ job: world.ownerUrl }, far)
    const page = await chrome.open({ as: 'ratna', path: '/periksa-orang' })
    await page.getByText('Ketik nama, paling sedikit tiga huruf').waitFor()
    await page.getByLabel('NIK').fill('123')
    await page.getByLabel('NIK').blur()
    await page.getByText('NIK punya 16 angka; ini 3.').waitFor()
    await page.getByLabel('NIK').fill('')
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/persons/known')) asked.push(request.postData() ?? '')
    })
    await page.getByLabel('Nama').pressSequentially('Kartini W', { delay: 20 })
    await page.waitForResponse((response) => response.url().endsWith('/api/persons/known'))
    expect(asked.length).toBeLessThan(5)
    await page.getByLabel('Nama').fill('Kartini Wulandari')
    const links = page.getByRole('link', { name: 'Kartini Wulandari' })
    await expect.poll(() => links.count()).toBe(2)
    expect(page.url()).not.toContain('Kartini')
    expect(await seriousFindings(page)).toEqual([])
    const narrow = await chrome.open({ as: 'sari', width: 'phone', path: '/periksa-orang' })
    await narrow.getByLabel('Nama').fill('Kartini Wulandari')
    await narrow
      .getByText('Ada orang bernama mirip di luar wilayah Anda; tanyakan Dinas Sosial.')
      .waitFor()
    expect(await narrow.getByRole('link', { name: 'Kartini Wulandari' }).count()).toBe(1)
    expect(await isTooWide(narrow)).toBe(false)
    expect(await seriousFindings(narrow)).toEqual([])
  })

  it('what the search does not find goes along to the page that checks a person', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/keluarga/cari' })
    await page.getByLabel(/^Nama, 16 angka/).fill('Qwertiana')
    await page.getByRole('button', { name: 'Cari', exact: true }).click()
    await page.getByRole('link', { name: /^Periksa orang ini/ }).click()
    await page.getByRole('heading', { name: 'Periksa orang' }).waitFor()
    expect(await page.getByLabel('Nama').inputValue()).toBe('Qwertiana')
    expect(page.url()).not.toContain('Qwertiana')
  })

  /** Everything that this device keeps, as text. */
  function keptText(page: Page): Promise<string> {
    return page.evaluate(`(async () => {
      const names = (await indexedDB.databases()).map((each) => each.name)
      const texts = await Promise.all(names.map((name) => new Promise((resolve) => {
        const request = indexedDB.open(name)
        request.onsuccess = async () => {
          const database = request.result
          const all = [...database.objectStoreNames].map((shelf) => new Promise((got) => {
            const values = database.transaction(shelf).objectStore(shelf).getAll()
            values.onsuccess = () => got(JSON.stringify(values.result))
          }))
          resolve((await Promise.all(all)).join())
        }
      })))
      return texts.join()
    })()`)
  }
})
