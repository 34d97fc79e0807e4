import { type Clusters, formClusters, type Link } from '../../core/matching/clusters.ts'
import { isHeld } from '../../core/matching/review.ts'
import type { Reader, Writer } from '../database.ts'
import { listAliases } from './alias-store.ts'
import { keepAliases } from './keep-aliases.ts'
import { listPairsOf, type PairLine, setStates } from './store.ts'

type Formed = Clusters & {
  readonly pairs: readonly PairLine[]
  readonly families: readonly string[]
}

/** Forms the clusters around a pair again and brings aliases and states to them. */
export async function formAgain(db: Writer, pair: PairLine) {
  const { aliases, refused, pairs, families } = await formAround(db, pair)
  const chained = new Set(refused.map((link) => `${link.left} ${link.right}`))
  const states = pairs
    .filter((each) => each.state === 'joined' || each.state === 'queued')
    .filter((each) => each.engineState === 'joined')
    .map((each) => ({ id: each.id, now: each.state, state: stateOf(each, chained) }))
    .filter((each) => each.now !== each.state)
  if (states.length > 0) await setStates(db, states)
  const standing = await listAliases(db, families)
  return keepAliases(db, { standing, wanted: aliases, pairs, because: 'verdict', families })
}

/** Whether families would be merged or taken apart if the pair stood so. Writes nothing. */
export async function wouldMove(
  db: Reader,
  pair: PairLine,
  state: PairLine['state'],
): Promise<boolean> {
  const { aliases, families } = await formAround(db, { ...pair, state })
  const standing = await listAliases(db, families)
  const now = new Map(standing.map((each) => [each.alias, each.household]))
  if (now.size !== aliases.size) return true
  return [...aliases].some(([alias, household]) => now.get(alias) !== household)
}

/** The clusters around a pair, the pair in the state that it is given with. */
async function formAround(db: Reader, pair: PairLine): Promise<Formed> {
  const { pairs, families } = await connected(db, pair)
  const links = pairs.map(linkOf).filter((link) => link !== undefined)
  return { ...formClusters(links), pairs, families }
}

function stateOf(pair: PairLine, chained: ReadonlySet<string>): 'queued' | 'joined' {
  return chained.has(`${pair.left} ${pair.right}`) ? 'queued' : 'joined'
}

function linkOf(pair: PairLine): Link | undefined {
  const { left, right, probability, state, engineState } = pair
  if (state === 'same' || state === 'different') return { left, right, probability, state }
  if (engineState === 'withdrawn') return undefined
  // A person has it in hand: it is not joined meanwhile.
  if (isHeld(state)) return { left, right, probability, state: 'queued' }
  return { left, right, probability, state: engineState }
}

/** All families that pairs connect with these, and those pairs: what one verdict can move. */
async function connected(db: Reader, pair: PairLine) {
  let families = new Set([pair.left, pair.right])
  let pairs: PairLine[] = []
  for (let round = 0; round < farthest; round += 1) {
    const found = await listPairsOf(db, [...families])
    pairs = found.map((each) => (each.id === pair.id ? { ...each, state: pair.state } : each))
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
