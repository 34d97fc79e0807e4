import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../server/new-id.ts'
import {
  type Chrome,
  hasChromium,
  isTooWide,
  openChrome,
  seriousFindings,
  type Width,
} from '../support/browser.ts'
import { otherVillage } from '../support/cast.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { openWorld, type World } from '../support/world.ts'

const names =
  'Arman Budiman Cecep Dadang Endang Fauzi Gunadi Hamdan Irwan Jaelani Kasman Lukito'.split(' ')
const looks: readonly (readonly [Width, 'id' | 'en'])[] = [
  ['phone', 'id'],
  ['desk', 'id'],
  ['phone', 'en'],
  ['desk', 'en'],
]

/** Families as two lists brought them. */
async function nameLists(world: World): Promise<void> {
  for (const [at, name] of ['p3ke-keluarga.xlsx', 'pendataan-desa.csv'].entries()) {
    const list = newId()
    await sql`
      insert into entas.import (tenant_id, id, file_name, file_digest, file_bytes, format, unit,
        owner, state, received_at)
      values (1, ${list}, ${name}, ${Buffer.from(name)}, 1, 'xlsx', 'household', 'Dinsos',
        'entered', ${new Date(2026, 0, 1 + at)})`.execute(world.database.job)
    await sql`
      update entas.household set first_import_id = ${list}
      where tenant_id = 1 and first_import_id is null and id in (
        select id from entas.household where tenant_id = 1 and first_import_id is null
        order by id limit ${at === 0 ? 46 : 100})`.execute(world.database.job)
  }
}

describe.skipIf(!hasChromium)('matching quality', () => {
  let world: World
  let chrome: Chrome

  beforeAll(async () => {
    world = await openWorld()
    for (const family of strangers) await listFamily(world, family)
    for (const [at, first] of names.entries()) {
      const name = `${first} Umpama ${names[(at * 5) % 12]}`
      const bornOn = `19${60 + at}-0${1 + (at % 9)}-1${at % 10}`
      const nik = `1901991${at % 10}0${1 + (at % 9)}${60 + at}00${10 + at}`
      await listFamily(world, { head: { name, bornOn, nik }, address: `Dusun ${at}` })
      const head = at < 6 ? { name, bornOn, nik } : { name, bornOn }
      await listFamily(world, at < 9 ? { head } : { head, village: otherVillage })
    }
    await nameLists(world)
    await matchLists(world)
    chrome = await openChrome(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  const shotsIn = process.env.SHOTS

  async function look(page: Awaited<ReturnType<Chrome['open']>>, name: string): Promise<void> {
    if (shotsIn !== undefined)
      await page.screenshot({ path: `${shotsIn}/${name}.png`, fullPage: true })
    expect(await seriousFindings(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
  }

  it.each(looks)(
    'says before the first label why labels are needed, %s, %s',
    async (width, language) => {
      const page = await chrome.open({ as: 'ratna', width, language, path: '/mutu-pencocokan' })
      await page.locator('.quality-begin').waitFor()
      await look(page, `begin-${width}-${language}`)
      await page.locator('.quality-begin a').click()
      await page.locator('.verdict').waitFor()
      expect(await page.locator('.weigh').count()).toBe(0)
      await look(page, `label-${width}-${language}`)
    },
  )

  it('Ratna labels with three keys, takes one back and goes on later', async () => {
    const page = await chrome.open({ as: 'ratna', path: '/mutu-pencocokan' })
    await page.getByRole('link', { name: 'Mulai menilai' }).click()
    for (const [at, key] of ['1', '2', '3'].entries()) {
      await page.getByText(`${at} sudah dinilai`).waitFor()
      await page.keyboard.press(key)
    }
    await page.getByText('3 sudah dinilai').waitFor()
    await page.keyboard.press('u')
    await page.getByText('2 sudah dinilai').waitFor()
    const later = await chrome.open({ as: 'ratna', path: '/mutu-pencocokan' })
    await later.getByRole('link', { name: 'Lanjutkan menilai' }).click()
    await later.getByText('2 sudah dinilai').waitFor()
  })

  it('shows the figures with their ranges and hands them out as CSV', async () => {
    const { body } = await world.as('ratna').get('/api/match-quality')
    await sql`
      insert into entas.match_label (tenant_id, sample_id, pair_no, label, labelled_by, labelled_at)
      select tenant_id, sample_id, pair_no,
        case when joined or probability > 0.9 then 'same' else 'different' end,
        ${world.accountId('ratna')}, now()
      from entas.match_sample_pair
      join entas.match_sample_stratum using (tenant_id, sample_id, stratum_no)
      where tenant_id = 1 and sample_id = ${body.sample.id} and (draw % 8 > 0 or joined)
      on conflict do nothing`.execute(world.database.job)
    for (const [width, language] of looks) {
      const page = await chrome.open({ as: 'dewi', width, language, path: '/mutu-pencocokan' })
      await page.locator('.quality').waitFor()
      await look(page, `figures-${width}-${language}`)
    }
    const page = await chrome.open({ as: 'dewi', path: '/mutu-pencocokan' })
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Unduh CSV' }).click()
    const csv = await readFile(await (await saved).path(), 'utf8')
    expect(csv.split('\r\n')[0]).toContain('precision,precision_low,precision_high')
    expect(csv.split('\r\n')[1]).toMatch(/^,,all,\d+,\d+,\d+,\d+,/)
  })
})
