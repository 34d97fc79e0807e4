import type { FoundPair } from '../../core/matching/match-families.ts'
import type { Model } from '../../core/matching/model.ts'
import { type Writer, working } from '../database.ts'
import { record } from '../events.ts'
import type { House } from '../route.ts'
import { listAliases, listAliasesUnder } from './alias-store.ts'
import { draftOf } from './draft-pair.ts'
import { formAgainAround } from './form-clusters.ts'
import { holdRecipients, listHeldJoins } from './hold-recipients.ts'
import { keepListSample, readListDrawing } from './keep-list-sample.ts'
import { letGoLeft } from './let-go-store.ts'
import { lookupOf } from './lookup/registry-lookup.ts'
import { findStandingModel } from './model-store.ts'
import { keepShared } from './persons/keep-shared.ts'
import { queueContradictions } from './queue-contradictions.ts'
import { standAsOne } from './stand-as-one.ts'
import {
  listEnginePairsOf,
  listFamiliesOfImport,
  listPairsOf,
  lockMatching,
  savePairs,
  withdrawPairs,
} from './store.ts'

/**
 * Matches the families of one list with all others, by the index in this process and the standing
 * model: what it costs hangs on the list, not on the registry. Pairs of other families stay as they
 * are, and so do verdicts of persons.
 */
export async function matchNewList(
  house: House,
  job: { readonly tenantId: number; readonly importId: string },
): Promise<void> {
  const { tenantId, importId } = job
  const given = await working(house.database, tenantId, async (db) => {
    const ids = await listFamiliesOfImport(db, importId)
    const standing = await listEnginePairsOf(db, ids)
    const pairs = standing.map((pair) => [pair.left, pair.right] as const)
    return { ids, pairs, draw: await readListDrawing(db, { importId, ids }) }
  })
  const found = await lookupOf(house).matchNew(tenantId, given)
  await working(house.database, tenantId, async (db) => {
    await lockMatching(db)
    const standing = await findStandingModel(db)
    if (standing === undefined) throw new Error('the standing model is gone')
    const { pairs, persons, refused } = found
    const changed = await keepFound(db, { found: pairs, ids: given.ids, model: standing.model })
    const drawn = await keepListSample(db, { ...given.draw, importId, found: pairs, refused })
    const letGo = await letGoLeft(db)
    const personsKept = await keepShared(db, [persons], given.ids)
    await queueContradictions(db)
    await record(db, {
      name: 'import.matched',
      subject: importId,
      detail: {
        families: given.ids.length,
        whole: false,
        ruleVersion: standing.model.version,
        ...changed,
        ...personsKept,
        letGo,
        ...(drawn === undefined ? {} : { drawn }),
      },
    })
  })
}

const rowsAtOnce = 2000

async function keepFound(
  db: Writer,
  kept: {
    readonly found: readonly FoundPair[]
    readonly ids: readonly string[]
    readonly model: Model
  },
) {
  const { ids, model } = kept
  const before = await listEnginePairsOf(db, ids)
  const merging = kept.found.flatMap((pair) => [pair.left, pair.right])
  const standsAsOne = standAsOne(await listAliases(db, merging))
  const held = await holdJoins(db, kept)
  const isHere = ({ left, right }: Pick<FoundPair, 'left' | 'right'>) =>
    !held.has(`${left} ${right}`)
  const found = await holdRecipients(db, kept.found.filter(isHere), standsAsOne)
  const judged = new Set(found.map((pair) => `${pair.left} ${pair.right}`))
  const gone = before.filter((pair) => isHere(pair) && !judged.has(`${pair.left} ${pair.right}`))
  for (let at = 0; at < found.length; at += rowsAtOnce) {
    const drafts = found.slice(at, at + rowsAtOnce).map((pair) => draftOf(pair, false))
    await savePairs(db, drafts, model.version)
  }
  if (gone.length > 0)
    await withdrawPairs(
      db,
      gone.map((pair) => pair.id),
    )
  // What stood under a family that has left its list stands for itself again.
  const under = await listAliasesUnder(db, ids)
  const beside = [...found, ...gone].flatMap((pair) => [pair.left, pair.right])
  const changed = await formAgainAround(db, [...new Set([...ids, ...under, ...beside])])
  const count = (is: FoundPair['is']) => found.filter((pair) => pair.is === is).length
  return { joined: count('joined'), queued: count('queued'), ...changed }
}

/** Joins of these families that stay although the engine no longer makes them. */
async function holdJoins(
  db: Writer,
  { found, ids }: { readonly found: readonly FoundPair[]; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  const standing = await listPairsOf(db, ids)
  const families = standing.flatMap((pair) => [pair.left, pair.right])
  const roots = (await listAliases(db, families)).map((each) => each.household)
  const under = await listAliasesUnder(db, [...families, ...roots])
  const aliases = await listAliases(db, [...new Set([...families, ...under])])
  return listHeldJoins(db, { standing, found, aliases })
}
