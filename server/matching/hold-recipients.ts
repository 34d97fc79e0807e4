import type { Link } from '../../core/matching/clusters.ts'
import type { FoundPair } from '../../core/matching/match-families.ts'
import type { Reader } from '../database.ts'
import { listAided } from './aid-store.ts'
import type { AliasLine } from './alias-store.ts'
import { standAsOne } from './stand-as-one.ts'
import type { PairLine } from './store.ts'

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
 * What the engine joined before and no longer would, and aid hangs on it by now: such a pair stays
 * as it is, or the other record would be free to be given the same aid again. Persons may part it.
 * By `left right`.
 */
export async function listHeldJoins(
  db: Reader,
  given: {
    readonly standing: readonly PairLine[]
    readonly found: readonly FoundPair[]
    readonly aliases: readonly AliasLine[]
  },
): Promise<ReadonlySet<string>> {
  const joined = new Set(given.found.filter((pair) => pair.is === 'joined').map(keyOf))
  const standsAsOne = standAsOne(given.aliases)
  const falling = given.standing.filter(
    (pair) =>
      pair.state === 'joined' &&
      pair.engineState === 'joined' &&
      !joined.has(keyOf(pair)) &&
      standsAsOne(pair),
  )
  const kin = kinOf(given.aliases)
  const aided = await listAided(db, [...new Set(falling.flatMap((pair) => kin(pair.left)))])
  const isAided = ({ left }: Pair) => kin(left).some((family) => aided.has(family))
  return new Set(falling.filter(isAided).map(keyOf))
}

/** The families that stand as one with a family, itself among them. */
function kinOf(aliases: readonly AliasLine[]): (family: string) => readonly string[] {
  const roots = new Map(aliases.map((each) => [each.alias, each.household]))
  const under = Map.groupBy(aliases, (each) => each.household)
  return (family) => {
    const root = roots.get(family) ?? family
    return [root, ...(under.get(root) ?? []).map((each) => each.alias)]
  }
}

function keyOf({ left, right }: Pair): string {
  return `${left} ${right}`
}

function areBoth(aided: ReadonlySet<string>, pair: Pair): boolean {
  return aided.has(pair.left) && aided.has(pair.right)
}

function familiesOf(pairs: readonly Pair[]): string[] {
  return [...new Set(pairs.flatMap((pair) => [pair.left, pair.right]))]
}
