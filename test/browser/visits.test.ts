import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
  settled,
} from '../support/browser.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { addFamily } from '../support/families.ts'
import { poorAnswers, visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('from the door of a family to the decree', () => {
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

  async function family(name: string) {
    const job = { job: world.ownerUrl }
    const made = await addFamily(job, { tenantId: 1, name, village: sariVillage })
    await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
    return made
  }

  const next = (page: Page) => page.getByRole('button', { name: 'Lanjut' }).click()

  /** Answers the screen that is shown, whatever it asks, as the poor family would. */
  async function answer(page: Page): Promise<void> {
    const named = await page
      .locator('input[type=radio]')
      .first()
      .getAttribute('name', { timeout: 2000 })
    const key = (named ?? '').replace('-apart', '')
    const given = (poorAnswers as Readonly<Record<string, string | number>>)[key]
    if (typeof given === 'number') await page.locator('input[type=text]').fill(String(given))
    else if (given !== undefined) await page.locator(`input[value="${given}"]`).first().check()
  }

  it('a visit is filled in without signal, survives a reload, and is sent later', async () => {
    const made = await family('Rosmiati')
    const page = await chrome.open({ as: 'budi', width: 'phone', path: '/tugas' })
    await page.getByText('Rosmiati').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByText('Rosmiati').first().click()
    await page.getByRole('radio', { name: 'Bertemu, selesai' }).check()
    await next(page)
    await page.getByRole('heading', { name: /Berapa orang/ }).waitFor()
    await answer(page)
    await next(page)
    await page.getByRole('heading', { name: /tempat berteduh/ }).waitFor()
    // What was answered is on the device, not in the page.
    await page.reload()
    await page.getByRole('heading', { name: /tempat berteduh/ }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await page.context().setOffline(true)
    for (let screens = 0; screens < 40; screens++) {
      const heading = (await page.locator('h1').textContent()) ?? ''
      if (heading === 'Periksa sebelum selesai') break
      if (heading.startsWith('Barang')) {
        await page.getByRole('group', { name: /mobil/ }).locator('input').fill('0')
      } else if (heading.startsWith('Siapa')) {
        await page.getByRole('radio', { name: 'Tinggal di sini' }).first().check()
      } else if (!heading.startsWith('Lokasi')) {
        await answer(page)
      }
      await next(page)
      await expect.poll(() => page.locator('h1').textContent()).not.toBe(heading)
    }
    await page.getByRole('button', { name: 'Selesai, simpan untuk dikirim' }).click()
    await page.getByText('Tanpa sinyal').waitFor()
    const before = await world.as('ratna').get('/api/visits?state=sent')
    expect(JSON.stringify(before.body)).not.toContain(made.householdId)
    await page.context().setOffline(false)
    await page.getByText('Terkirim semua').waitFor()
    const after = await world.as('ratna').get('/api/visits?state=sent')
    const sent = after.body.rows.find(
      (each: { householdId: string }) => each.householdId === made.householdId,
    )
    const visit = await world.as('ratna').get(`/api/visits/${sent.id}`)
    expect(visit.body.answers).toEqual(poorAnswers)
  })

  it('a double names the family that it is, from the own tasks', async () => {
    const one = await family('Hartati Kembar')
    const other = await family('Suryani Kembar')
    const at = `/tugas/${other.householdId}`
    const page = await chrome.open({ as: 'budi', width: 'phone', path: at })
    await page.getByRole('radio', { name: 'Sama dengan keluarga lain' }).check()
    await next(page)
    await page.locator('input[value="same-family"]').check()
    await next(page)
    await page.getByLabel('Nama atau alamat').fill('hartati')
    await page.getByRole('radio', { name: /Hartati Kembar/ }).check()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await next(page)
    await page.getByRole('radio', { name: 'Dalam rumah' }).check()
    expect(await seriousFindings(page)).toEqual([])
    await next(page)
    await page.getByRole('button', { name: 'Selesai, simpan untuk dikirim' }).click()
    await expect
      .poll(() => columnOf('same_as_household_id::text', 'visit', other.householdId))
      .toBe(one.householdId)
  })

  it('tasks are planned by village and day, then given', async () => {
    const job = { job: world.ownerUrl }
    const made = await addFamily(job, { tenantId: 1, name: 'Belum Dibagi', village: sariVillage })
    const page = await chrome.open({ as: 'ratna', path: '/kunjungan' })
    await page.getByText('1 desa, 1 keluarga').first().waitFor()
    await page.getByRole('checkbox', { name: 'Gunung Muda 1' }).check()
    await page.getByText('1 desa dipilih, 1 keluarga').waitFor()
    await page.getByLabel('Selesai paling lambat').fill('2027-01-31')
    await page.getByRole('button', { name: 'Lihat rencana pembagian' }).click()
    await page.getByRole('button', { name: 'Bagi 1 keluarga' }).click()
    await page.getByText('1 keluarga sudah dibagi.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await columnOf('due_on::text', 'assignment', made.householdId)).toBe('2027-01-31')
  })

  it('several separate villages are chosen at once, the others stay as they are', async () => {
    const job = { job: world.ownerUrl }
    const add = (name: string, village: string) => addFamily(job, { tenantId: 1, name, village })
    const made = [await add('Satu', sariVillage), await add('Dua', otherVillage)]
    const left = await add('Ditinggal', '19.01.02.2003')
    const page = await chrome.open({ as: 'ratna', width: 'phone', path: '/kunjungan' })
    await page.getByRole('checkbox', { name: 'Gunung Muda 1' }).check()
    await page.getByRole('checkbox', { name: 'Gunung Pelawan 1' }).check()
    await page.getByText('2 desa dipilih, 2 keluarga').waitFor()
    expect(await isTooWide(page)).toBe(false)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Lihat rencana pembagian' }).click()
    await page.getByRole('button', { name: 'Bagi 2 keluarga' }).click()
    await page.getByText('2 keluarga sudah dibagi.').waitFor()
    for (const each of made) {
      expect(await columnOf('count(*)::int', 'assignment', each.householdId)).toBe(1)
    }
    expect(await columnOf('count(*)::int', 'assignment', left.householdId)).toBe(0)
  })

  it('open tasks go from one verifier to another, from a dialog that keeps the focus', async () => {
    const made = await addFamily(
      { job: world.ownerUrl },
      { tenantId: 1, name: 'Pindah Tangan', village: otherVillage },
    )
    await world.as('ratna').post('/api/assignments', { villages: [otherVillage] })
    const verifier = () => columnOf('verifier_id::text', 'person', made.householdId)
    const before = String(await verifier())
    const { verifiers } = (await world.as('ratna').get('/api/verifiers')).body
    const to = verifiers.find((each: { id: string }) => each.id !== before).id
    const page = await chrome.open({ as: 'ratna', path: `/kunjungan/${otherVillage}` })
    const open = page.getByRole('button', { name: 'Pindahkan tugas ke petugas lain' })
    await open.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Dari petugas').selectOption(before)
    await dialog.getByLabel('Kepada petugas').selectOption(before)
    await dialog.getByText('pilih dua petugas yang berbeda').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Pindahkan tugas')
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Dari petugas').selectOption(before)
    await dialog.getByLabel('Kepada petugas').selectOption(to)
    await dialog.getByRole('button', { name: 'Pindahkan tugas' }).click()
    await page.getByText(/keluarga dipindahkan/).waitFor()
    expect(await verifier()).toBe(to)
  })

  it('the reviewer of a double sees which family it is said to be', async () => {
    const one = await family('Hartini Sama')
    const other = await family('Hartinah Sama')
    const draft = visitOf(other.householdId, {
      result: 'double',
      reason: 'same-family',
      sameAsHouseholdId: one.householdId,
      answers: {},
    })
    await world.as('budi').post('/api/visits', draft)
    const path = `/kunjungan/${sariVillage}/${draft.id}`
    const page = await chrome.open({ as: 'ratna', path })
    await page.getByText('Keluarga yang sama tertulis dua kali').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('link', { name: 'Hartini Sama' }).click()
    await page.waitForURL(`**/keluarga/${one.householdId}`)
  })

  /** One column of a family's row, as the database has it. */
  async function columnOf(column: string, table: string, householdId: string): Promise<unknown> {
    const owner = new pg.Client({ connectionString: world.ownerUrl })
    await owner.connect()
    const text = `select ${column} as value from entas.${table} where household_id = $1`
    const { rows } = await owner.query(text, [householdId])
    await owner.end()
    return rows[0]?.value
  }

  it('the office accepts, a second person confirms, the regent freezes', async () => {
    const made = await family('Junaidi')
    await world.as('budi').post('/api/visits', visitOf(made.householdId))
    const office = await chrome.open({ as: 'ratna', path: '/kunjungan' })
    await office.getByRole('link', { name: 'Gunung Muda' }).first().click()
    await office.getByRole('button', { name: 'Terima semua di desa ini' }).waitFor()
    expect(await seriousFindings(office)).toEqual([])
    await office.getByRole('button', { name: 'Terima semua di desa ini' }).click()
    await office.getByText(/kunjungan diterima/).waitFor()
    const second = await chrome.open({ as: 'hendra', path: '/putusan' })
    await second.getByRole('checkbox', { name: /Junaidi/ }).check()
    expect(await seriousFindings(second)).toEqual([])
    await second.keyboard.press('s')
    await second.getByText(/putusan disetujui/).waitFor()
    await second.goto('/putusan?keadaan=confirmed')
    await second.getByRole('link', { name: 'Junaidi' }).click()
    await second.getByText(/di bawah garis Rp351\.957, dan 8 dari 9 kriteria/).waitFor()
    expect(await seriousFindings(second)).toEqual([])
    const decree = { number: '188.45/1/2023', title: 'Penetapan keluarga', decreedOn: '2023-09-29' }
    await world.as('ratna').post('/api/decrees', decree)
    const regent = await chrome.open({ as: 'bupati', path: '/keputusan' })
    await regent.getByLabel('Ketik nomor keputusan untuk memastikan').fill(decree.number)
    expect(await seriousFindings(regent)).toEqual([])
    await regent.getByRole('button', { name: 'Bekukan keputusan' }).click()
    await regent.getByText(/Dibekukan oleh Bupati Bangka/).waitFor()
    await regent.getByRole('link', { name: 'Lampiran nama' }).click()
    await regent.getByRole('rowheader', { name: 'Junaidi' }).waitFor()
    expect(await seriousFindings(regent)).toEqual([])
  })

  it.each([
    ['/kunjungan', 'phone'],
    ['/putusan', 'phone'],
    ['/keputusan', 'phone'],
    ['/kriteria', 'phone'],
    [`/kunjungan/${sariVillage}`, 'desk'],
    [`/kunjungan/${sariVillage}/cetak`, 'desk'],
  ] as const)('%s is readable in English on a %s', async (path, width) => {
    const page = await chrome.open({ as: 'ratna', width, language: 'en', path })
    await settled(page)
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
  })
})
