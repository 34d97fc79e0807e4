import { drawFound, type RefusedSample } from '../../core/matching/lookup/list-sample.ts'
import type { FoundPair } from '../../core/matching/match-families.ts'
import type { Reader, Writer } from '../database.ts'
import { listAliases } from './alias-store.ts'
import { findNewestSample, listBrought, sizeSample } from './list-sample-store.ts'
import { saveDrawn } from './save-sample.ts'
import { standAsOne } from './stand-as-one.ts'

/** Where the sample of a list goes, and what it is drawn from. */
export type ListDrawing = {
  readonly sampleId: string | undefined
  readonly brought: readonly string[]
  readonly seed: number
}

/** What a list brought, and the sample of the whole registry beside which its own will stand. */
export async function readListDrawing(
  db: Reader,
  of: { readonly importId: string; readonly ids: readonly string[] },
): Promise<ListDrawing> {
  const newest = await findNewestSample(db)
  const brought = newest === undefined ? [] : await listBrought(db, of)
  return { sampleId: newest?.id, brought, seed: newest?.seed ?? 0 }
}

/** What was drawn of a list, as its event keeps it. */
export type ListDrawn = {
  readonly sample: string
  readonly pairs: number
  readonly expectedBelow: number
  readonly expectedMissed: number
}

/**
 * Adds the pairs of a list that was matched by itself to the newest sample, in strata of its own:
 * those that are there, and their labels, stay as they are. A list that the sample holds already
 * is not drawn again. Undefined when there is nothing to draw.
 */
export async function keepListSample(
  db: Writer,
  drawing: ListDrawing & {
    readonly importId: string
    readonly found: readonly FoundPair[]
    readonly refused: RefusedSample
  },
): Promise<ListDrawn | undefined> {
  const { sampleId, importId, found, refused } = drawing
  if (sampleId === undefined || sampleId !== (await findNewestSample(db))?.id) return undefined
  const size = await sizeSample(db, { sampleId, importId })
  if (size.holdsList) return undefined
  const families = found.flatMap((pair) => [pair.left, pair.right])
  const isOne = standAsOne(await listAliases(db, families))
  const fateOf = (pair: FoundPair) => (isOne(pair) ? 'joined' : 'queued')
  const strata = [...refused.strata, ...drawFound(found, { ...drawing, fateOf })]
  if (strata.length === 0) return undefined
  const { strata: strataBefore, pairs: pairsBefore } = size
  await saveDrawn(db, strata, { sampleId, lists: [null, importId], strataBefore, pairsBefore })
  const { expectedBelow, expectedMissed } = refused
  const pairs = strata.reduce((sum, stratum) => sum + stratum.drawn.length, 0)
  return { sample: sampleId, pairs, expectedBelow, expectedMissed }
}
