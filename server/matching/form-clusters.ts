import { type Clusters, formClusters, type Link } from '../../core/matching/clusters.ts'
import { isHeld } from '../../core/matching/review.ts'
import type { Reader, Writer } from '../database.ts'
import { type AliasLine, listAliases } from './alias-store.ts'
import { keepRecipientsApart } from './hold-recipients.ts'
import { keepAliases } from './keep-aliases.ts'
import { queueContradictions } from './queue-contradictions.ts'
import { standAsOne } from './stand-as-one.ts'
import { listPairsOf, type PairLine, setStates } from './store.ts'

type Formed = Clusters & {
  readonly pairs: readonly PairLine[]
  readonly families: readonly string[]
  /** The aliases of these families that stand now. */
  readonly standing: readonly AliasLine[]
}

/** Forms the clusters around a pair again and brings aliases and states to them. */
export async function formAgain(db: Writer, pair: PairLine) {
  return bringTo(db, await formAround(db, [pair.left, pair.right], pair), 'verdict')
}

/** The same around families whose pairs the engine has judged anew, or no person has decided. */
export async function formAgainAround(
  db: Writer,
  families: readonly string[],
  because: 'verdict' | 'matching' = 'matching',
) {
  return bringTo(db, await formAround(db, families), because)
}

async function bringTo(db: Writer, formed: Formed, because: 'verdict' | 'matching') {
  const { aliases, refused, pairs, families, standing } = formed
  const chained = new Set(refused.map((link) => `${link.left} ${link.right}`))
  const states = pairs
    .filter((each) => each.state === 'joined' || each.state === 'queued')
    .filter((each) => each.engineState === 'joined')
    .map((each) => ({ id: each.id, now: each.state, state: stateOf(each, chained) }))
    .filter((each) => each.now !== each.state)
  if (states.length > 0) {
    await setStates(db, states)
    // A joined pair that a quality label contradicts stays in the queue.
    await queueContradictions(db)
  }
  return keepAliases(db, { standing, wanted: aliases, pairs, because, families })
}

/**
 * The families that would be merged or taken apart if the pair stood so, with those that they stand
 * or would stand under. Writes nothing.
 */
export async function listMoved(
  db: Reader,
  pair: PairLine,
  state: PairLine['state'],
): Promise<readonly string[]> {
  const given = { ...pair, state }
  const { aliases, families, standing } = await formAround(db, [pair.left, pair.right], given)
  const now = new Map(standing.map((each) => [each.alias, each.household]))
  const moved = families.filter((family) => now.get(family) !== aliases.get(family))
  const beside = moved.flatMap((family) => [now.get(family), aliases.get(family)])
  return [...new Set([...moved, ...beside.filter((family) => family !== undefined)])]
}

/** The clusters around families; a pair that is given stands as it is given. */
async function formAround(
  db: Reader,
  around: readonly string[],
  given?: PairLine,
): Promise<Formed> {
  const { pairs, families } = await connected(db, around, given)
  const standing = await listAliases(db, families)
  const standsAsOne = standAsOne(standing)
  const found = pairs.map((pair) => linkOf(pair, standsAsOne)).filter((link) => link !== undefined)
  const { links, apart } = await keepRecipientsApart(db, found, { standsAsOne, decided: given })
  const { aliases, refused } = formClusters(links)
  return { aliases, refused: [...refused, ...apart], pairs, families, standing }
}

function stateOf(pair: PairLine, chained: ReadonlySet<string>): 'queued' | 'joined' {
  return chained.has(`${pair.left} ${pair.right}`) ? 'queued' : 'joined'
}

function linkOf(pair: PairLine, standsAsOne: (pair: PairLine) => boolean): Link | undefined {
  const { left, right, probability, state, engineState } = pair
  if (state === 'same' || state === 'different') return { left, right, probability, state }
  if (engineState === 'withdrawn') return undefined
  // A person has it in hand: meanwhile it is not joined, nor taken apart.
  if (isHeld(state) && !standsAsOne(pair)) return { left, right, probability, state: 'queued' }
  return { left, right, probability, state: engineState }
}

/** All families that pairs connect with these, and those pairs: what one verdict can move. */
async function connected(db: Reader, around: readonly string[], given?: PairLine) {
  let families = new Set(around)
  let pairs: PairLine[] = []
  for (let round = 0; round < farthest; round += 1) {
    const found = await listPairsOf(db, [...families])
    pairs = found.map((each) => (each.id === given?.id ? { ...each, state: given.state } : each))
    const joining = pairs.filter((each) => each.state === 'same' || each.engineState === 'joined')
    const reached = new Set([...families, ...joining.flatMap((each) => [each.left, each.right])])
    if (reached.size === families.size) break
    families = reached
  }
  const within = pairs.filter((each) => families.has(each.left) && families.has(each.right))
  return { pairs: within, families: [...families] }
}

/** Steps from family to family; a cluster of more is a bug of the list, and bounded. */
const farthest = 30
