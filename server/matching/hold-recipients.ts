import type { Link } from '../../core/matching/clusters.ts'
import type { FoundPair } from '../../core/matching/match-families.ts'
import type { Reader } from '../database.ts'
import { listAided } from './aid-store.ts'
import type { AliasLine } from './alias-store.ts'

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

/**
 * Nor does the engine take apart what stands as one while aid hangs on it, when its weights fall:
 * the other record would be free to be given the same aid again. Persons may; `decided` is the
 * pair that they have just decided.
 */
export async function keepRecipientsTogether(
  db: Reader,
  links: readonly Link[],
  by: { readonly standing: readonly AliasLine[]; readonly decided?: Pair | undefined },
): Promise<readonly Link[]> {
  const pairs = by.standing.map(({ household, alias }) => ({ left: household, right: alias }))
  const said = new Map(links.map((link) => [keyOf(link), link.state]))
  const loose = pairs.filter((pair) => {
    const state = said.get(keyOf(pair))
    return state === undefined || state === 'queued'
  })
  const falling = loose.filter((pair) => by.decided === undefined || !isPair(by.decided, pair))
  const aided = await listAided(db, familiesOf(falling))
  if (aided.size === 0) return links
  const kept = falling.filter(({ left, right }) => aided.has(left) || aided.has(right))
  const together = new Set(kept.map(keyOf))
  return [
    ...links.filter((link) => !together.has(keyOf(link))),
    ...kept.map((pair): Link => ({ ...pair, probability: 1, state: 'same' })),
  ]
}

function keyOf({ left, right }: Pair): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`
}

function isPair(one: Pair, other: Pair): boolean {
  return keyOf(one) === keyOf(other)
}

function areBoth(aided: ReadonlySet<string>, pair: Pair): boolean {
  return aided.has(pair.left) && aided.has(pair.right)
}

function familiesOf(pairs: readonly Pair[]): string[] {
  return [...new Set(pairs.flatMap((pair) => [pair.left, pair.right]))]
}
