import type { Link } from '../../core/matching/clusters.ts'
import type { FoundPair } from '../../core/matching/match-families.ts'
import type { Reader } from '../database.ts'
import { listAided } from './aid-store.ts'
import type { PairLine } from './store.ts'

/**
 * Leaves to persons what the engine would merge although aid hangs on both families: that takes two
 * of them. What stood joined before the aid stays joined.
 */
export async function holdRecipients(
  db: Reader,
  found: readonly FoundPair[],
  standing: readonly PairLine[],
): Promise<readonly FoundPair[]> {
  const certain = found.filter((pair) => pair.is === 'joined')
  const aided = await listAided(db, familiesOf(certain))
  if (aided.size < 2) return found
  const joined = new Set(
    standing.filter((pair) => pair.state === 'joined').map((pair) => `${pair.left} ${pair.right}`),
  )
  return found.map((pair) =>
    pair.is === 'joined' && areBoth(aided, pair) && !joined.has(`${pair.left} ${pair.right}`)
      ? { ...pair, is: 'queued', objections: [...pair.objections, 'aid-hangs-on-both'] }
      : pair,
  )
}

/** Nor does a third family tie two together whom aid hangs on and who wait for persons. */
export async function keepRecipientsApart(
  db: Reader,
  links: readonly Link[],
): Promise<readonly Link[]> {
  const waiting = links.filter((link) => link.state === 'queued')
  const aided = await listAided(db, familiesOf(waiting))
  if (aided.size < 2) return links
  return links.map((link) =>
    link.state === 'queued' && areBoth(aided, link) ? { ...link, state: 'different' } : link,
  )
}

type Pair = { readonly left: string; readonly right: string }

function areBoth(aided: ReadonlySet<string>, pair: Pair): boolean {
  return aided.has(pair.left) && aided.has(pair.right)
}

function familiesOf(pairs: readonly Pair[]): string[] {
  return [...new Set(pairs.flatMap((pair) => [pair.left, pair.right]))]
}
