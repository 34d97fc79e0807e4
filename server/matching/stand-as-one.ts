import type { AliasLine } from './alias-store.ts'

type Pair = { readonly left: string; readonly right: string }

/** Says of two families whether they stand as one by these aliases. */
export function standAsOne(aliases: readonly AliasLine[]): (pair: Pair) => boolean {
  const roots = new Map(aliases.map((each) => [each.alias, each.household]))
  const rootOf = (family: string) => roots.get(family) ?? family
  return ({ left, right }) => rootOf(left) === rootOf(right)
}
