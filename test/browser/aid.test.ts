import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
  settled,
  type Width,
} from '../support/browser.ts'
import { asOwnerOf, type SeededDecree, seedDecree } from '../support/decree-seed.ts'
import { addCash, linesOf, makeRound, replyCsv } from '../support/round-seed.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('aid and the overview', () => {
  let world: World
  let chrome: Chrome
  let decree: SeededDecree
  let roundId: string

  beforeAll(async () => {
    world = await openWorld({ demonstration: true })
    chrome = await openChrome(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  it('says what will stand here before there is any list', async () => {
    const page = await chrome.open({ as: 'bupati', path: '/gambaran' })
    await page.getByText('Belum ada daftar yang masuk.').waitFor()
    const aid = await chrome.open({ as: 'tono', path: '/penyaluran' })
    await aid.getByText('Belum ada tahap.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('makes a round, resolves what changed, and proposes it', async () => {
    decree = await seedDecree(world, { families: 12, number: '188.45/100/2023' })
    await addCash(world, 'TUNAI-PROV')
    await asOwnerOf(world, (client) =>
      client.query('update person set alive = false where id = $1', [decree.families[2]?.headId]),
    )
    const page = await chrome.open({ as: 'tono', path: '/penyaluran' })
    await page
      .getByLabel('Program', { exact: true })
      .selectOption({ label: 'Bantuan tunai provinsi' })
    await page.getByRole('button', { name: 'Susun', exact: true }).click()
    await page.getByText('1 penerima berubah sejak keputusan').waitFor()
    await page.getByRole('button', { name: 'Putuskan: Keluarga 3' }).click()
    await page.getByLabel('Ganti penerima dengan anggota lain').check()
    await page.getByLabel('Penerima yang baru').selectOption({ label: 'Orang' })
    await page.getByLabel('Alasan').fill('Istri kepala keluarga')
    await page.getByRole('button', { name: 'Simpan putusan' }).click()
    await page.getByText('Tidak ada yang berubah sejak keputusan').waitFor()
    await page.getByRole('button', { name: 'Usulkan kepada orang kedua' }).click()
    await page.getByText('jadi orang lain yang memerintahkan').waitFor()
    roundId = page.url().split('/').at(-1) ?? ''
  })

  it('is instructed by the second person, who types the exact sum', async () => {
    const page = await chrome.open({ as: 'yusuf', path: `/penyaluran/${roundId}` })
    const button = page.getByRole('button', { name: 'Perintahkan Rp4.200.000' })
    await page.getByLabel('Ketik Rp4.200.000').fill('4.200.001')
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await page.getByLabel('Ketik Rp4.200.000').fill('4.200.000')
    await button.click()
    await page.getByRole('heading', { name: 'Balasan penyalur' }).waitFor()
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Unduh XLSX' }).click()
    expect((await coming).suggestedFilename()).toBe('perintah-tunai-prov-1.xlsx')
  })

  it('takes the reply of the channel, and shows what cannot be taken', async () => {
    const lines = await linesOf(world, roundId)
    const rows = lines
      .slice(0, 9)
      .map((line) => [line.reference, '350000', '2023-12-14', 'Dibayar'])
    const moved = [lines[9]?.reference ?? '', '0', '2023-12-14', 'Pindah']
    const wrong = [lines[10]?.reference ?? '', '305000', '2023-12-14', 'Dibayar']
    const page = await chrome.open({ as: 'tono', path: `/penyaluran/${roundId}` })
    const buffer = replyCsv([...rows, moved, wrong])
    const file = { name: 'balasan.csv', mimeType: 'text/csv', buffer }
    await page.getByLabel('Berkas balasan').setInputFiles(file)
    await page.getByRole('button', { name: 'Unggah balasan' }).click()
    await page.getByText('10 dari 11 baris dicatat, 0 tetap, 1 menunggu dilihat.').waitFor()
    await page.getByText('diperintahkan Rp350.000, dilaporkan Rp305.000').waitFor()
    await page.getByText('Cocok sampai rupiah.').waitFor()
    await page.getByRole('link', { name: /^Kembali/ }).click()
    await page.getByRole('cell', { name: /Pindah/ }).waitFor()
    expect(await page.locator('body').textContent()).not.toMatch(/\d{16}/)
  })

  it('stands in the overview, from where each figure opens its rows', async () => {
    await makeRound(world, {
      programmeId: (await world.as('tono').get('/api/programmes')).body.programmes[0].id,
      decreeId: decree.decreeId,
      roundNo: 2,
    })
    const page = await chrome.open({ as: 'bupati', path: '/gambaran' })
    await page.getByText('12 keluarga miskin ekstrem').waitFor()
    await page
      .getByRole('link', { name: 'Bantuan tunai provinsi, 1 dari 3', exact: true })
      .waitFor()
    await page.getByRole('link', { name: /Gunung Muda: 6 keluarga/ }).click()
    await page.getByRole('heading', { name: 'Baris di balik angka' }).waitFor()
    await page.getByText('6 baris daftar.').waitFor()
  })

  it.each<[Width, 'id' | 'en', 'dewi' | 'tono' | 'ratna', string]>([
    ['phone', 'id', 'dewi', '/gambaran'],
    ['desk', 'en', 'dewi', '/gambaran'],
    ['phone', 'en', 'tono', '/gambaran'],
    ['phone', 'id', 'dewi', '/gambaran/baris'],
    ['phone', 'id', 'tono', '/penyaluran'],
    ['desk', 'en', 'tono', '/penyaluran'],
    ['phone', 'id', 'tono', 'round'],
    ['desk', 'en', 'tono', 'round'],
    ['phone', 'en', 'ratna', '/program'],
    ['desk', 'id', 'ratna', '/program'],
  ])('can be read by everybody: %s, %s, %s, %s', async (width, language, who, at) => {
    const path = at === 'round' ? `/penyaluran/${roundId}` : at
    const page = await chrome.open({ as: who, width, language, path })
    await page.locator('table').first().waitFor()
    await settled(page)
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
  })
})
