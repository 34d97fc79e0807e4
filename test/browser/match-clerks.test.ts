import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chrome, hasChromium, isTooWide, openChrome } from '../support/browser.ts'
import { listFamily } from '../support/matching-seed.ts'
import { addPair } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

describe.skipIf(!hasChromium)('two clerks and a village at one pair', () => {
  let world: World
  let chrome: Chrome
  let id: string

  beforeAll(async () => {
    world = await openWorld()
    const family = (name: string) => listFamily(world, { head: { name, bornOn: '1976-05-12' } })
    id = await addPair(world, [await family('Efendi'), await family('Efenddi')])
    await addPair(world, [await family('Rosmiati'), await family('Rosmyati')])
    chrome = await openChrome(world)
  })

  afterAll(async () => {
    await chrome?.close()
    await world?.close()
  })

  const undo = () => world.as('ratna').post(`/api/matches/${id}/undo`)

  it('a ready question is read in the language of the reader, by village and office', async () => {
    const path = `/data-ganda/${id}`
    const page = await chrome.open({ as: 'ratna', language: 'en', path })
    await page.locator('.weigh').waitFor()
    await page.keyboard.press('4')
    await page.locator('.why:focus').waitFor()
    await page.keyboard.press('6')
    await page.locator('.toast').waitFor()
    for (const [language, name] of [
      ['id', 'Satu orang, atau kakak beradik?'],
      ['en', 'One person, or brothers or sisters?'],
    ] as const) {
      const village = await chrome.open({ as: 'sari', language, path: '/pertanyaan' })
      await village.getByRole('heading', { name }).waitFor()
      const office = await chrome.open({ as: 'maya', language, path })
      await office.getByText(name).waitFor()
    }
    await undo()
  })

  it.each(['id', 'en'] as const)(
    'a key pressed late takes nothing back that was said since: %s',
    async (language) => {
      const page = await chrome.open({ as: 'ratna', language, path: `/data-ganda/${id}` })
      await page.locator('.weigh').waitFor()
      await page.keyboard.press('2')
      await page.locator('.why:focus').waitFor()
      await page.keyboard.press('6')
      await page.waitForURL((url) => !url.pathname.endsWith(id))
      const why = { reason: 'Keluarga menunjukkan satu KK' }
      await world.as('hendra').post(`/api/matches/${id}/undo`, why)
      await world.as('ratna').post(`/api/matches/${id}/decision`, { verdict: 'different', ...why })
      await page.keyboard.press('u')
      await page.getByText(/Sementara itu ada yang memutus lain|said otherwise meanwhile/).waitFor()
      await page.waitForURL((url) => url.pathname.endsWith(id))
      await page.getByText(why.reason).waitFor()
      expect(await isTooWide(page)).toBe(false)
      expect((await world.as('ratna').get(`/api/matches/${id}`)).body.state).toBe('different')
      await undo()
    },
  )
})
