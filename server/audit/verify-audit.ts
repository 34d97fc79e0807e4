import { type Database, type Reader, working } from '../database.ts'
import type { Anchor } from './anchor.ts'
import { chainOf, digestOf, firstChain } from './digest.ts'
import { countFacts, type FactCount } from './fact-checks.ts'
import { getHead, listSealedAfter, listUnsealed, type SealedRow } from './store.ts'

const batchSize = 5000
const mostSuspicions = 1000

/**
 * An event is written within its transaction, and sealed seconds after. What claims to be this
 * much older than its neighbours was slipped in later; the longest transaction takes minutes.
 */
const plausibleMs = 60 * 60 * 1000

/** One row that is not as it was sealed. */
export type Suspicion = {
  readonly what: 'changed' | 'removed' | 'inserted' | 'order' | 'head'
  /** Place in the chain; null for an event that has none. */
  readonly position: number | null
  readonly eventId: string | null
  readonly name: string | null
  /** What gave it away. */
  readonly by: 'chain' | 'anchor'
}

export type Verification = {
  readonly tenantId: number
  readonly events: number
  readonly unsealed: number
  readonly anchored: number | null
  readonly suspicions: readonly Suspicion[]
  readonly facts: readonly FactCount[]
  readonly verified: boolean
}

/** Recomputes every digest and link, compares the anchor, and counts events against facts. */
export async function verifyAudit(
  database: Database,
  ask: { readonly tenantId: number; readonly anchor?: Anchor | undefined },
): Promise<Verification> {
  const { tenantId, anchor } = ask
  const chain = await walkChain(database, tenantId)
  const late = await working(database, tenantId, (db) => findLate(db, chain.newest))
  const byAnchor = anchor === undefined ? [] : compareAnchor(anchor, chain.seals)
  const suspicions = withoutDoubles([...chain.suspicions, ...late.suspicions, ...byAnchor])
  const facts = await working(database, tenantId, countFacts)
  return {
    tenantId,
    events: chain.seals.length,
    unsealed: late.unsealed,
    anchored: anchor?.lines.length ?? null,
    suspicions: suspicions.slice(0, mostSuspicions),
    facts,
    verified: suspicions.length === 0 && facts.every((fact) => fact.agrees),
  }
}

/** A seal as it stands now, with the digest of the event as it stands now. */
type Standing = {
  readonly position: number
  readonly eventId: string
  readonly name: string | null
  readonly digest: string | null
}

type Walk = {
  readonly seals: readonly Standing[]
  readonly suspicions: readonly Suspicion[]
  readonly newest: string | null
}

async function walkChain(database: Database, tenantId: number): Promise<Walk> {
  const seals: Standing[] = []
  const suspicions: Suspicion[] = []
  let chain = firstChain
  let position = 0
  let newest: string | null = null
  for (;;) {
    const after = position
    const rows = await working(database, tenantId, (db) =>
      listSealedAfter(db, { position: after, limit: batchSize }),
    )
    for (const row of rows) {
      suspicions.push(...missingBetween(position, row.position))
      const link = checkSeal({ tenantId, row, previous: chain, newest })
      if (link.suspicion !== undefined) suspicions.push(link.suspicion)
      seals.push(link.standing)
      if (row.id !== null && (newest === null || row.recordedAt > newest)) newest = row.recordedAt
      // Goes on from what is written, so that one wrong row is named and not all behind it.
      chain = row.chain
      position = row.position
    }
    if (rows.length < batchSize) break
  }
  const head = await working(database, tenantId, getHead)
  if (head.position > position) suspicions.push(...missingBetween(position, head.position + 1))
  else if (head.position !== position || !head.chain.equals(chain)) {
    suspicions.push({
      what: 'head',
      position: head.position,
      eventId: null,
      name: null,
      by: 'chain',
    })
  }
  return { seals, suspicions, newest }
}

function checkSeal(link: {
  readonly tenantId: number
  readonly row: SealedRow
  readonly previous: Buffer
  readonly newest: string | null
}): { readonly standing: Standing; readonly suspicion?: Suspicion } {
  const { tenantId, row, previous, newest } = link
  const { position, eventId, id, name } = row
  const place = { position, eventId, by: 'chain' } as const
  if (id === null || name === null) {
    const standing = { position, eventId, name: null, digest: null }
    return { standing, suspicion: { ...place, what: 'removed', name: null } }
  }
  const digest = digestOf(tenantId, { ...row, id, name })
  const standing = { position, eventId, name, digest: digest.toString('hex') }
  if (!digest.equals(row.digest)) {
    return { standing, suspicion: { ...place, what: 'changed', name } }
  }
  if (!chainOf(previous, digest).equals(row.chain)) {
    return { standing, suspicion: { ...place, what: 'order', name } }
  }
  if (isBackdated(row, newest)) {
    return { standing, suspicion: { ...place, what: 'inserted', name } }
  }
  return { standing }
}

/** `happened` is the transaction's beginning, `recorded` the database's clock: minutes apart. */
function isBackdated(row: SealedRow, newest: string | null): boolean {
  const recorded = Date.parse(row.recordedAt)
  const late = newest !== null && recorded < Date.parse(newest) - plausibleMs
  return late || Math.abs(recorded - Date.parse(row.happenedAt)) > plausibleMs
}

/** Places of the chain that nobody holds any more: seal and event were taken out together. */
function missingBetween(before: number, next: number): Suspicion[] {
  const count = Math.min(next - before - 1, mostSuspicions)
  return Array.from({ length: Math.max(count, 0) }, (_, index) => ({
    what: 'removed' as const,
    position: before + index + 1,
    eventId: null,
    name: null,
    by: 'chain' as const,
  }))
}

/** Events without a seal that are older than sealed ones were slipped in behind the sealer. */
async function findLate(db: Reader, newest: string | null) {
  const unsealed = await listUnsealed(db, { since: null, limit: mostSuspicions })
  const limit = newest === null ? 0 : new Date(newest).getTime() - plausibleMs
  const suspicions = unsealed
    .filter((event) => new Date(event.recordedAt).getTime() < limit)
    .map((event): Suspicion => {
      const { id: eventId, name } = event
      return { what: 'inserted', position: null, eventId, name, by: 'chain' }
    })
  return { unsealed: unsealed.length, suspicions }
}

/**
 * Against what was kept outside: tells a change even when the whole chain was computed again.
 * The order is asked only of events that stand in both.
 */
function compareAnchor(anchor: Anchor, seals: readonly Standing[]): Suspicion[] {
  const suspicions: Suspicion[] = []
  const standing = new Map(seals.map((seal) => [seal.eventId, seal]))
  const known = new Set(anchor.lines.map((line) => line.eventId))
  for (const line of anchor.lines) {
    const { position, eventId, name } = line
    const now = standing.get(eventId)
    if (now === undefined || now.digest === null) {
      suspicions.push({ what: 'removed', position, eventId, name, by: 'anchor' })
    } else if (now.digest !== line.digest) {
      suspicions.push({ what: 'changed', position, eventId, name, by: 'anchor' })
    }
  }
  const common = seals.filter((seal) => known.has(seal.eventId))
  const lastCommon = common.at(-1)?.position ?? 0
  for (const seal of seals) {
    if (seal.position >= lastCommon || known.has(seal.eventId)) continue
    const { position, eventId, name } = seal
    suspicions.push({ what: 'inserted', position, eventId, name, by: 'anchor' })
  }
  return [...suspicions, ...orderOf(anchor, standing, common)]
}

function orderOf(
  anchor: Anchor,
  standing: ReadonlyMap<string, Standing>,
  common: readonly Standing[],
): Suspicion[] {
  const then = anchor.lines.filter((line) => standing.has(line.eventId))
  const index = then.findIndex((line, place) => common[place]?.eventId !== line.eventId)
  const line = then[index]
  if (line === undefined) return []
  const { position, eventId, name } = line
  return [{ what: 'order', position, eventId, name, by: 'anchor' }]
}

/** A row that the chain has named needs no second line; the anchor knows a removed row's name. */
function withoutDoubles(suspicions: readonly Suspicion[]): Suspicion[] {
  const byKey = new Map<string, Suspicion>()
  for (const each of suspicions) {
    const key = `${each.what} ${each.what === 'inserted' ? each.eventId : each.position}`
    const first = byKey.get(key)
    if (first === undefined || (first.name === null && each.name !== null)) byKey.set(key, each)
  }
  return [...byKey.values()].sort((a, b) => Number(a.position ?? 0) - Number(b.position ?? 0))
}
