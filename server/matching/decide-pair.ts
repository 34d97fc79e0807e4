import { formClusters, type Link } from '../../core/matching/clusters.ts'
import { matchingProblem } from '../../core/matching/problems.ts'
import type { Reader, Writer } from '../database.ts'
import { record } from '../events.ts'
import { listAliases } from './alias-store.ts'
import { keepAliases } from './keep-aliases.ts'
import {
  findPair,
  listPairsOf,
  lockMatching,
  markDecided,
  markUndecided,
  type PairLine,
  type PairState,
  setStates,
} from './store.ts'

export type Standing = { readonly state: PairState; readonly aliasOf: string | null }

/** A person says same or different: the verdict stands until a person takes it back. */
export async function decidePair(
  db: Writer,
  id: string,
  verdict: { readonly verdict: 'same' | 'different'; readonly reason: string },
): Promise<Standing> {
  await lockMatching(db)
  const pair = await findPair(db, id)
  if (pair === undefined) throw matchingProblem('matching.pair-not-found')
  const marked = await markDecided(db, { id, state: verdict.verdict, reason: verdict.reason })
  if (marked === 0) throw matchingProblem('matching.already-decided', { state: pair.state })
  const changed = await formAgain(db, pair)
  await record(db, {
    name: 'match-pair.decided',
    subject: id,
    detail: {
      verdict: verdict.verdict,
      reason: verdict.reason,
      before: pair.state,
      left: pair.left,
      right: pair.right,
      ...changed,
    },
  })
  return standingOf(db, pair)
}

/** Takes a verdict back (un-merge): what the engine says stands again. */
export async function undoPair(db: Writer, id: string): Promise<Standing> {
  await lockMatching(db)
  const pair = await findPair(db, id)
  if (pair === undefined) throw matchingProblem('matching.pair-not-found')
  if ((await markUndecided(db, id)) === 0) throw matchingProblem('matching.not-decided')
  const changed = await formAgain(db, pair)
  await record(db, {
    name: 'match-pair.undone',
    subject: id,
    detail: { verdict: pair.state, left: pair.left, right: pair.right, ...changed },
  })
  return standingOf(db, pair)
}

/** Forms the clusters around a pair again and brings aliases and states to them. */
async function formAgain(db: Writer, pair: PairLine) {
  const { pairs, families } = await connected(db, [pair.left, pair.right])
  const links = pairs.map(linkOf).filter((link) => link !== undefined)
  const { aliases, refused } = formClusters(links)
  const chained = new Set(refused.map((link) => `${link.left} ${link.right}`))
  const states = pairs
    .filter((each) => each.state !== 'same' && each.state !== 'different')
    .filter((each) => each.engineState === 'joined')
    .map((each) => ({ id: each.id, now: each.state, state: stateOf(each, chained) }))
    .filter((each) => each.now !== each.state)
  if (states.length > 0) await setStates(db, states)
  const standing = await listAliases(db, families)
  return keepAliases(db, { standing, wanted: aliases, pairs, because: 'verdict' })
}

function stateOf(pair: PairLine, chained: ReadonlySet<string>): 'queued' | 'joined' {
  return chained.has(`${pair.left} ${pair.right}`) ? 'queued' : 'joined'
}

function linkOf(pair: PairLine): Link | undefined {
  const { left, right, probability, state, engineState } = pair
  if (state === 'same' || state === 'different') return { left, right, probability, state }
  if (engineState === 'withdrawn') return undefined
  return { left, right, probability, state: engineState }
}

/** All families that pairs connect with these, and those pairs: what one verdict can move. */
async function connected(db: Reader, start: readonly string[]) {
  let families = new Set(start)
  let pairs: PairLine[] = []
  for (let round = 0; round < farthest; round += 1) {
    pairs = await listPairsOf(db, [...families])
    const joining = pairs.filter((pair) => pair.state === 'same' || pair.engineState === 'joined')
    const reached = new Set([...families, ...joining.flatMap((pair) => [pair.left, pair.right])])
    if (reached.size === families.size) break
    families = reached
  }
  const within = pairs.filter((pair) => families.has(pair.left) && families.has(pair.right))
  return { pairs: within, families: [...families] }
}

/** Steps from family to family; a cluster of more is a bug of the list, and bounded. */
const farthest = 30

async function standingOf(db: Reader, pair: PairLine): Promise<Standing> {
  const now = await findPair(db, pair.id)
  const [alias] = await listAliases(db, [pair.right])
  return { state: now?.state ?? pair.state, aliasOf: alias?.household ?? null }
}
