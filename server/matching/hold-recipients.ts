import type { Link } from '../../core/matching/clusters.ts'
import type { FoundPair } from '../../core/matching/match-families.ts'
import type { Reader } from '../database.ts'
import { listAided } from './aid-store.ts'

type Pair = { readonly left: string; readonly right: string }

/**
 * Leaves to persons what the engine would merge although aid hangs on both families: that takes two
 * of them. What stood as one before the aid stays so.
 */
export async function holdRecipients(
  db: Reader,
  found: readonly FoundPair[],
  standsAsOne: (pair: Pair) => boolean,
): Promise<readonly FoundPair[]> {
  const merging = found.filter((pair) => pair.is === 'joined' && !standsAsOne(pair))
  const aided = await listAided(db, familiesOf(merging))
  if (aided.size < 2) return found
  return found.map((pair) =>
    pair.is === 'joined' && areBoth(aided, pair) && !standsAsOne(pair)
      ? { ...pair, is: 'queued', objections: [...pair.objections, 'aid-hangs-on-both'] }
      : pair,
  )
}

/**
 * Nor does a third family tie two together whom aid hangs on and who do not stand as one: `apart`
 * are the engine's joins among them. `decided` is the pair that persons have just decided.
 */
export async function keepRecipientsApart(
  db: Reader,
  links: readonly Link[],
  by: { readonly standsAsOne: (pair: Pair) => boolean; readonly decided?: Pair | undefined },
): Promise<{ readonly links: readonly Link[]; readonly apart: readonly Link[] }> {
  const { decided } = by
  const isWaiting = (link: Link) =>
    link.state === 'queued' ||
    (link.state === 'joined' &&
      !(link.left === decided?.left && link.right === decided.right) &&
      !by.standsAsOne(link))
  const waiting = links.filter(isWaiting)
  const aided = await listAided(db, familiesOf(waiting))
  if (aided.size < 2) return { links, apart: [] }
  const held = new Set(waiting.filter((link) => areBoth(aided, link)))
  return {
    links: links.map((link) => (held.has(link) ? { ...link, state: 'different' } : link)),
    apart: [...held].filter((link) => link.state === 'joined'),
  }
}

function areBoth(aided: ReadonlySet<string>, pair: Pair): boolean {
  return aided.has(pair.left) && aided.has(pair.right)
}

function familiesOf(pairs: readonly Pair[]): string[] {
  return [...new Set(pairs.flatMap((pair) => [pair.left, pair.right]))]
}
