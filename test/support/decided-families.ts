import { expect } from 'vitest'
import { asOwner } from '../../server/floor.ts'
import { sariVillage } from './cast.ts'
import { addFamily, type Family } from './families.ts'
import { visitOf } from './visit-answers.ts'
import type { Answer, World } from './world.ts'

type But = Readonly<Record<string, unknown>>
export type Visited = Family & { readonly visitId: string }

/** Families of Sari's village on their way from the list to a decision, each step by its people. */
export function familiesOf(theWorld: () => World) {
  /** A family that nobody visits yet. */
  function listed(name: string): Promise<Family> {
    const urls = { job: theWorld().ownerUrl }
    return addFamily(urls, { tenantId: 1, name, village: sariVillage })
  }

  /** A family with a visit of Budi's that waits for the office. */
  async function visited(name: string, but: But = {}): Promise<Visited> {
    const world = theWorld()
    const made = await listed(name)
    await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
    const visit = visitOf(made.householdId, but)
    const answer = await world.as('budi').post('/api/visits', visit)
    expect(answer.status).toBe(200)
    return { ...made, visitId: visit.id }
  }

  async function accepted(name: string, but: But = {}) {
    const made = await visited(name, but)
    const ids = [made.visitId]
    const answer = await theWorld().as('ratna').post('/api/visits/accept', { ids })
    expect(answer.status).toBe(200)
    return { ...made, counts: answer.body }
  }

  async function confirmed(name: string, but: But = {}) {
    const made = await accepted(name, but)
    const { id } = await decisionOf(made.householdId)
    const answer = await theWorld()
      .as('hendra')
      .post('/api/decisions/confirm', { ids: [id] })
    expect(answer.body).toEqual({ confirmed: 1, own: 0, skipped: 0, visitWaits: 0 })
    return { ...made, decisionId: id as string }
  }

  /** The decision that stands, or undefined. */
  async function decisionOf(householdId: string) {
    const found = await asOwner(theWorld().ownerUrl, (client) =>
      client.query(
        `select id, result, state, reason_code from entas.decision
         where household_id = $1 and state in ('proposed', 'confirmed')`,
        [householdId],
      ),
    )
    return found.rows[0]
  }

  async function makeAlias(alias: string, of: string): Promise<void> {
    await asOwner(theWorld().ownerUrl, (client) =>
      client.query('update entas.household set alias_of = $2 where id = $1', [alias, of]),
    )
  }

  return { listed, visited, accepted, confirmed, decisionOf, makeAlias }
}

/** What Hendra sees of a village that waits for him. */
export async function seenBy(world: World, village: string) {
  const { body } = await world.as('hendra').get(`/api/decisions/counts?village=${village}`)
  return { count: (body.states.proposed ?? 0) as number, at: body.at as string }
}

/** Hendra confirms all that waits in a village, as he sees it now. */
export async function confirmVillage(world: World, village: string): Promise<Answer> {
  const body = { village, seen: await seenBy(world, village) }
  return world.as('hendra').post('/api/decisions/confirm', body)
}
