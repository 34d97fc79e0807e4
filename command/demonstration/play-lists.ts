import { setTimeout as pause } from 'node:timers/promises'
import { eventsContract } from '../../core/kernel/events-contract.ts'
import { sourcesContract } from '../../core/sources/contract.ts'
import type { Visitor } from './door-client.ts'
import type { Company } from './play-cast.ts'
import type { PreparedStory } from './prepare-story.ts'

const pollMs = 250
const waitLimitMs = 10 * 60_000

/** Ratna uploads both workbooks, looks at what was found, and enters them; matching follows. */
export async function bringListsIn(
  company: Company,
  story: PreparedStory,
  signal: AbortSignal,
): Promise<{ readonly familyImport: string; readonly personImport: string }> {
  const ratna = await company.as('ratna')
  const familyImport = await bringIn(ratna, await story.familyWorkbook(), signal)
  const personImport = await bringIn(ratna, await story.personWorkbook(), signal)
  const maya = await company.as('maya')
  for (const subject of [familyImport, personImport]) await untilMatched(maya, subject, signal)
  return { familyImport, personImport }
}

async function bringIn(
  ratna: Visitor,
  file: { readonly name: string; readonly bytes: Uint8Array },
  signal: AbortSignal,
): Promise<string> {
  const { id } = await ratna.call(sourcesContract, 'POST /api/imports', { file })
  const checked = await untilState(ratna, { id, states: ['checked', 'entered'] }, signal)
  if (checked === 'entered') return id
  await ratna.call(sourcesContract, 'POST /api/imports/:id/enter', { params: { id } })
  await untilState(ratna, { id, states: ['entered'] }, signal)
  return id
}

async function untilState(
  ratna: Visitor,
  wish: { readonly id: string; readonly states: readonly string[] },
  signal: AbortSignal,
): Promise<string> {
  return until(`import ${wish.states.join(' or ')}`, signal, async () => {
    const params = { id: wish.id }
    const found = await ratna.call(sourcesContract, 'GET /api/imports/:id', { params })
    if (found.state === 'refused' || found.state === 'withdrawn') {
      throw new Error(`${found.fileName} was ${found.state}: ${found.problemCode ?? ''}`)
    }
    return wish.states.includes(found.state) ? found.state : undefined
  })
}

/** Matching tells by an event that it has looked through what a list brought. */
async function untilMatched(maya: Visitor, subject: string, signal: AbortSignal): Promise<void> {
  await until('lists matched', signal, async () => {
    const query = { subject, name: 'import.matched' }
    const found = await maya.call(eventsContract, 'GET /api/events', { query })
    return found.total > 0 ? true : undefined
  })
}

/** Asks again until there is an answer; ends with the signal, and never waits for ever. */
export async function until<Answer>(
  what: string,
  signal: AbortSignal,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer> {
  const started = performance.now()
  for (;;) {
    signal.throwIfAborted()
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() - started > waitLimitMs) throw new Error(`waited too long: ${what}`)
    await pause(pollMs, undefined, { signal })
  }
}
