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
    await listFamily(world, {
      head: { name: 'EFENDDI', bornOn: '1976-05-12', nik: '1901991205760020' },
      address: 'Jl. Melati No. 3',
      members: ['Dedi', 'Siti Aminah', 'Masnah'].map((name) => ({ name, bornOn: '1999-03-01' })),
    })
    await listFamily(world, {
      head: { name: 'EFENDI', bornOn: '1976-05-12', nik: '1901991205760002' },
      address: 'Jl. Mawar No. 7',
      village: otherVillage,
    })
    for (const address of ['Dusun 3', 'Dusun 3']) {
      const head = { name: 'Zulkarnain Bahtiar', bornOn: '1981-07-09', nik: '1901990907810004' }
      await listFamily(world, { head, address, members: [{ name: 'Ida', bornOn: '1983-02-02' }] })
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
    await page.locator('.why:focus').waitFor()
    await page.keyboard.press('Control+Enter')
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

  it('a usual decision is two keys: the answer, then a ready reason', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    await page.locator('tbody a').first().click()
    await page.locator('.weigh').waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1)
    await page.keyboard.press('1')
    await page.locator('.why:focus').waitFor()
    // Among the reasons a digit is still an answer, so that a slip is mended by one key.
    await page.keyboard.press('2')
    await page.getByText('Mengapa beda?').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('6')
    await page.getByText('Dicatat sebagai dua keluarga:').waitFor()
    const { body } = await world.as('ratna').get(`/api/matches/${id}`)
    expect(body).toMatchObject({ state: 'different', reason: 'Kakak beradik' })
    await world.as('ratna').post(`/api/matches/${id}/undo`)
  })

  it('a reason that begins with a digit is text, and a key without a reason does nothing', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    await page.locator('tbody a').first().click()
    await page.locator('.weigh').waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1)
    await page.keyboard.press('1')
    await page.locator('.why:focus').waitFor()
    const keys = await page.locator('.why > button kbd').allInnerTexts()
    const none = ['5', '6', '7', '8', '9', '0', '-', '='].find((key) => !keys.includes(key))
    await page.keyboard.press(none ?? '')
    await page.keyboard.press('Enter')
    const box = page.locator('.why textarea')
    await page.keyboard.type('3 anak sama, 5 anggota sama')
    expect(await box.inputValue()).toBe('3 anak sama, 5 anggota sama')
    await page.getByText('Mengapa sama?').waitFor()
    await page.keyboard.press('Escape')
    // A letter begins one's own words too, and is no key of the page.
    await page.keyboard.press('2')
    await page.locator('.why:focus').waitFor()
    await box.fill('')
    await page.locator('.why > button').first().focus()
    await page.keyboard.type('kata kepala dusun')
    expect(await box.inputValue()).toBe('kata kepala dusun')
    const { body } = await world.as('ratna').get(`/api/matches/${id}`)
    expect(body.state).toBe('queued')
  })

  it('the verdict of another person is not taken back by a key, but with a reason', async () => {
    const id = (await world.as('ratna').get('/api/matches')).body.rows[0].id
    const said = { verdict: 'different', reason: 'Kakak beradik' }
    await world.as('hendra').post(`/api/matches/${id}/decision`, said)
    const button = { name: 'Tarik kembali putusan' }
    const reader = await chrome.open({ as: 'maya', path: `/data-ganda/${id}` })
    await reader.getByText('Kakak beradik').waitFor()
    expect(await reader.getByRole('button', button).count()).toBe(0)
    const page = await chrome.open({ as: 'ratna', path: `/data-ganda/${id}` })
    await page.getByRole('button', button).waitFor()
    await page.keyboard.press('u')
    await page.getByRole('button', button).click()
    await page.getByText('Yang memutus Hendra').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    const state = async () => (await world.as('ratna').get(`/api/matches/${id}`)).body.state
    expect(await state()).toBe('different')
    await page.getByRole('dialog').locator('textarea').fill('Keluarga menunjukkan satu KK')
    await page.getByRole('dialog').getByRole('button', button).click()
    await expect.poll(state).toBe('queued')
  })

  it('j, k and Enter walk the list, and ? tells the keys of the page one is on', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    const links = page.locator('tbody a')
    await links.nth(1).waitFor()
    for (const [key, at] of [
      ['j', 0],
      ['j', 1],
      ['k', 0],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => links.nth(at).evaluate((a) => a.matches(':focus'))).toBe(true)
    }
    await page.keyboard.press('?')
    const keys = page.locator('.keys kbd')
    await keys.first().waitFor()
    expect(await keys.allInnerTexts()).toEqual(['/', 'j', 'k', 'Enter', '?'])
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('.weigh').waitFor()
    await page.keyboard.press('3')
    await page.locator('.why:focus').waitFor()
    await page.keyboard.press('?')
    await keys.first().waitFor()
    const told = await keys.allInnerTexts()
    expect(told).toEqual(expect.arrayContaining(['1', '4', '5', 'j', 'Enter', 'Ctrl+Enter', '?']))
  })

  it.each<[Width, number]>([
    ['phone', 740],
    ['desk', 800],
  ])(
    'the four answers are in view at once, with aid on the family too: %s',
    async (width, high) => {
      const pairs = (await world.as('ratna').get('/api/matches')).body.rows
      const page = await chrome.open({ as: 'ratna', width, path: '/data-ganda' })
      await page.setViewportSize({ width: width === 'phone' ? 360 : 1440, height: high })
      const aid = [1, 2, 3, 4, 5].map((at) => ({
        householdId: String(at),
        kind: at === 1 ? 'decree' : 'payment',
        what: `BLT ${at}`,
      }))
      await page.route('**/review', async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, json: { ...(await response.json()), aid } })
      })
      await page.goto(`/data-ganda/${pairs[0].id}`)
      const answers = page.locator('.verdict__answers button')
      await page.getByText('4 penyaluran dan 1 keputusan').waitFor()
      expect(await answers.count()).toBe(4)
      const lowest = async (of: string) => {
        const box = await page.locator(of).last().boundingBox()
        return (box?.y ?? 0) + (box?.height ?? 0)
      }
      expect(await lowest('.verdict__answers button')).toBeLessThanOrEqual(high)
      if (width === 'desk') expect(await lowest('.verdict__more > p')).toBeLessThanOrEqual(high)
      await answers.first().click()
      await page.getByText('Mengapa sama?').waitFor()
      for (const part of ['.verdict__answers button', '.why .button--main']) {
        expect(await lowest(part)).toBeLessThanOrEqual(high)
      }
      expect(await seriousFindings(page)).toEqual([])
      expect(await isTooWide(page)).toBe(false)
    },
  )

  it('the labels of a pair say what the eye sees, and the page says first why it waits', async () => {
    const { rows } = (await world.as('ratna').get('/api/matches')).body
    const efendi = rows.find(
      (row: { left: { headName: string } }) => row.left.headName === 'EFENDDI',
    )
    const page = await chrome.open({ as: 'ratna', path: `/data-ganda/${efendi.id}` })
    await page.locator('.standing').waitFor()
    const said = await page.locator('.standing').textContent()
    expect(said).toMatch(/dari 100 pasangan seperti ini .*Menunggu Anda karena /)
    const row = (label: string) => page.locator('.pair tbody tr', { hasText: label })
    expect(await row('Alamat').textContent()).toContain('Tidak dibandingkan')
    expect(await row('Alamat').textContent()).toContain('desanya beda')
    expect(await row('Anggota lain').textContent()).toContain(
      'catatan B tidak menyebut anggota lain',
    )
    expect(await row('No. KK').textContent()).toContain('di kedua catatan')
    expect(await row('NIK').textContent()).toContain('dua angka NIK tertukar tempat')
    expect(await row('NIK').locator('mark').allInnerTexts()).toEqual(['20', '02'])
    expect(await row('Kepala keluarga').locator('mark').allInnerTexts()).toEqual(['D', ''])
    expect(await page.locator('.weigh').textContent()).toMatch(/kuat mendukung/)
  })

  it('a pair joined without a person says why, and with which record it is shown', async () => {
    const { rows } = (await world.as('ratna').get('/api/matches?state=joined')).body
    const page = await chrome.open({ as: 'ratna', path: `/data-ganda/${rows[0].id}` })
    await page.getByText(/Disatukan otomatis karena NIK sama, nama sama/).waitFor()
    const shown = page.locator('.pair thead a', { hasText: 'Catatan A' })
    expect(await shown.getAttribute('href')).toBe(`/keluarga/${rows[0].left.householdId}`)
  })

  it('the choice of a field goes with the verdict', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/data-ganda' })
    await page.locator('tbody a').first().click()
    const choices = page.locator('.choices fieldset').first()
    await choices.getByRole('radio').nth(1).check()
    const id = page.url().split('/').at(-1)
    await page.getByRole('button', { name: 'Ya, keluarga yang sama' }).click()
    await page.getByLabel('Atau alasan sendiri').fill('Nama di kartu keluarga')
    await page.getByRole('button', { name: 'Simpan: sama' }).click()
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
    await page.getByText(/^1 (keputusan|decree)$/).click()
    await page.getByText(`188.45/${width}`).waitFor()
    await page.locator('.verdict__answers button').first().click()
    await page.locator('.why textarea').fill('Kepala dusun mengenal orang ini')
    await page.locator('.why .button--main').click()
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

  it('a village sees at once what differs, and what becomes of its answer', async () => {
    const { rows } = (await world.as('ratna').get('/api/matches')).body
    const efendi = rows.find(
      (row: { left: { headName: string } }) => row.left.headName === 'EFENDDI',
    )
    const note = 'Satu orang, atau kakak beradik?'
    await world.as('ratna').post(`/api/matches/${efendi.id}/question`, { note })
    const page = await chrome.open({ as: 'sari', width: 'phone', path: '/pertanyaan' })
    await page.getByText('Yang berbeda: kepala keluarga, desa, alamat.').waitFor()
    const names = page.locator('.pair--told tbody tr').first().locator('mark')
    expect(await names.allInnerTexts()).toEqual(['D', ''])
    await page.getByText('Tidak ada keluarga yang dihapus.').waitFor()
    await world.as('ratna').post(`/api/matches/${efendi.id}/undo`)
  })

  it('an empty state says who brings what', async () => {
    const page = await chrome.open({ as: 'maya', path: '/data-ganda?keadaan=different' })
    await page.getByText('Belum ada pasangan yang diputus berbeda.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })
})
