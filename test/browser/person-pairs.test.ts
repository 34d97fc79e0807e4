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
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('persons in two families', () => {
  let world: World
  let chrome: Chrome

  beforeAll(async () => {
    world = await openWorld()
    for (const family of strangers) await listFamily(world, family)
    const child = { name: 'Rangga Dwi Saputra', bornOn: '2011-09-14', nik: '1901991409110001' }
    const mother = { name: 'Siti Kurniasih', bornOn: '1980-02-11' }
    const aunt = { name: 'Nurjanah', bornOn: '2004-06-01' }
    await listFamily(world, { head: mother, members: [child, aunt], address: 'Dusun Air RT 2' })
    const father = { name: 'Bernard Manalu', bornOn: '1958-07-23' }
    await listFamily(world, { head: father, members: [child], village: otherVillage })
    const son = { name: 'Hendrik Gultom', bornOn: '1995-08-19', nik: '1901991908950042' }
    const parent = { name: 'Yohanes Gultom', bornOn: '1961-03-04' }
    await listFamily(world, { head: parent, members: [son] })
    await listFamily(world, { head: son, village: otherVillage })
    await matchLists(world)
    chrome = await openChrome(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  const counts = async () => (await world.as('ratna').get('/api/person-pairs/counts')).body

  it.each<[Width, 'id' | 'en']>([
    ['phone', 'id'],
    ['desk', 'id'],
    ['phone', 'en'],
    ['desk', 'en'],
  ])('can be read by everybody, %s, %s', async (width, language) => {
    const page = await chrome.open({ as: 'ratna', width, language, path: '/data-ganda' })
    await page.locator('a[href="/data-ganda/orang"]').click()
    await page.locator('tbody a').nth(1).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await page.locator('tbody a').first().click()
    await page.locator('.verdict__answers').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await page.locator('.verdict__answers button').last().click()
    await page.locator('.why').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
  })

  it('Ratna decides with two keys, the next opens, and one key takes it back', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda/orang' })
    await page.getByRole('link', { name: 'Rangga Dwi Saputra' }).click()
    await page.getByRole('button', { name: 'Tinggal di keluarga A, Siti Kurniasih' }).waitFor()
    const first = page.url()
    await page.keyboard.press('1')
    await page.getByText('Mengapa di keluarga Siti Kurniasih?').waitFor()
    await page.locator('.why:focus').waitFor()
    await page.keyboard.press('6')
    await page.getByText('Rangga Dwi Saputra dicatat tinggal di keluarga Siti').waitFor()
    await page.waitForURL((url) => url.href !== first)
    expect(await counts()).toMatchObject({ open: 1, decided: 1 })
    const decided = await chrome.open({ as: 'maya', path: '/data-ganda/orang?keadaan=decided' })
    await decided.getByText('tinggal di keluarga Siti Kurniasih').waitFor()
    expect(await seriousFindings(decided)).toEqual([])
    await page.bringToFront()
    await page.keyboard.press('u')
    await page.waitForURL(first)
    await expect.poll(async () => (await counts()).decided).toBe(0)
  })

  it('a head is not taken out of their own family: the page says so and keeps the key', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda/orang' })
    await page.getByRole('link', { name: 'Hendrik Gultom' }).click()
    await page.getByText('Ia kepala keluarga Hendrik Gultom').waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('2')
    await page.getByText('Mengapa di keluarga Hendrik Gultom?').waitFor()
    await page.locator('.why:focus').waitFor()
    await page.keyboard.type('Sudah menikah tahun lalu')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Hendrik Gultom dicatat tinggal').waitFor()
    const { rows } = (await world.as('ratna').get('/api/person-pairs?state=decided')).body
    const record = await chrome.open({
      as: 'ratna',
      path: `/keluarga/${rows[0].left.householdId}`,
    })
    await record.getByRole('link', { name: 'tinggal di keluarga lain' }).waitFor()
    expect(await seriousFindings(record)).toEqual([])
    await record.goto(`${chrome.address}/data-ganda/orang/${rows[0].id}?keadaan=decided`)
    await record.getByRole('button', { name: 'Tarik kembali putusan' }).waitFor()
    expect(await seriousFindings(record)).toEqual([])
    const reader = await chrome.open({ as: 'maya', path: `/data-ganda/orang/${rows[0].id}` })
    await reader.getByText('Sudah menikah tahun lalu').waitFor()
    expect(await reader.getByRole('button', { name: 'Tarik kembali putusan' }).count()).toBe(0)
    // On a page opened anew the key has no step of one's own: the button asks why.
    await record.keyboard.press('u')
    await record.getByRole('button', { name: 'Tarik kembali putusan' }).click()
    expect((await counts()).decided).toBe(1)
    const dialog = record.getByRole('dialog')
    await dialog.locator('textarea').fill('Ternyata belum pindah')
    await dialog.getByRole('button', { name: 'Tarik kembali putusan' }).click()
    await expect.poll(async () => (await counts()).decided).toBe(0)
  })

  it('Hendra confirms what Ratna proposed', async () => {
    const { rows } = (await world.as('ratna').get('/api/person-pairs')).body
    const [pair] = rows
    const seed = await seedDecree(world, { families: 1, number: '188.45/81/2026' })
    await asOwnerOf(world, async (client) => {
      await client.query('set session_replication_role = replica')
      const named = [seed.decreeId, pair.left.householdId]
      await client.query('update decree_line set household_id = $2 where decree_id = $1', named)
    })
    const path = `/data-ganda/orang/${pair.id}`
    const page = await chrome.open({ as: 'ratna', width: 'phone', path })
    await page.getByText('188.45/81/2026').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Keluarga B', exact: true }).click()
    await page.locator('.why button').first().click()
    await page.getByText('Diusulkan, menunggu orang kedua.').waitFor()
    const second = await chrome.open({ as: 'hendra', width: 'phone', path })
    await second.getByRole('button', { name: 'Sahkan usulan' }).waitFor()
    expect(await seriousFindings(second)).toEqual([])
    expect(await isTooWide(second)).toBe(false)
    await second.getByRole('button', { name: 'Sahkan usulan' }).click()
    await expect.poll(async () => (await counts()).decided).toBe(1)
  })

  it('an empty state says who brings what', async () => {
    const path = '/data-ganda/orang?keadaan=withdrawn'
    const page = await chrome.open({ as: 'maya', path })
    await page.getByText('Belum ada yang tidak lagi mirip.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })
})
