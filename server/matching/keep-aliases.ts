import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import { type AliasLine, addAliases, removeAliases, setAliasOf } from './alias-store.ts'
import { keepChosen } from './keep-chosen.ts'
import { letGoPersons } from './persons/let-go-persons.ts'
import type { PairLine } from './store.ts'

/**
 * Brings the aliases that stand to those that are wanted: what is wanted already stays untouched,
 * the rest is taken off or added. Nothing else of a family is rewritten.
 */
export async function keepAliases(
  db: Writer,
  change: {
    readonly standing: readonly AliasLine[]
    readonly wanted: ReadonlyMap<string, string>
    readonly pairs: readonly PairLine[]
    readonly because: string
    /** The families that it is about; all of the regency when it is left out. */
    readonly families?: readonly string[]
  },
): Promise<{ readonly aliasesAdded: number; readonly aliasesRemoved: number }> {
  const { standing, wanted, because } = change
  const now = new Map(standing.map((each) => [each.alias, each.household]))
  const removed = standing.filter((each) => wanted.get(each.alias) !== each.household)
  const added = [...wanted].filter(([alias, household]) => now.get(alias) !== household)
  const pairIds = new Map(change.pairs.map((pair) => [`${pair.left} ${pair.right}`, pair.id]))
  await inChunks(removed, (part) =>
    removeAliases(
      db,
      part.map((each) => each.id),
      because,
    ),
  )
  const drafts = added.map(([alias, household]) => ({
    id: newId<'alias'>(),
    alias,
    household,
    pairId: pairIds.get(`${household} ${alias}`) ?? null,
  }))
  await inChunks(drafts, (part) => addAliases(db, part, because))
  const separated = removed.map((each) => each.alias).filter((alias) => !wanted.has(alias))
  const marks = [
    ...separated.map((id) => ({ id, aliasOf: null })),
    ...added.map(([id, aliasOf]) => ({ id, aliasOf })),
  ]
  await inChunks(marks, (part) => setAliasOf(db, part))
  // Where somebody lives is no question of two families any more when they have become one.
  if (added.length > 0) await letGoPersons(db)
  await keepChosen(db, { aliases: wanted, families: change.families ?? null })
  await recordSeparated(db, separated, because)
  return { aliasesAdded: added.length, aliasesRemoved: removed.length }
}

/** What others decided of an alias no longer holds: they learn of it by this event. */
async function recordSeparated(
  db: Writer,
  separated: readonly string[],
  because: string,
): Promise<void> {
  if (separated.length === 0) return
  const one = separated.length === 1
  await record(db, {
    name: one ? 'household.separated' : 'households.separated',
    subject: one ? separated[0] : undefined,
    detail: { families: separated.length, because },
  })
}

const rowsAtOnce = 5000

async function inChunks<Row>(
  all: readonly Row[],
  write: (part: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < all.length; at += rowsAtOnce) await write(all.slice(at, at + rowsAtOnce))
}
