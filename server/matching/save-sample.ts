import type { Families } from '../../core/matching/families.ts'
import { idOf } from '../../core/matching/families.ts'
import { type Judged, placeKey } from '../../core/matching/match-families.ts'
import type { Explanation } from '../../core/matching/outcome.ts'
import type { SavedStratum } from '../../core/matching/quality-figures.ts'
import { expectMissed } from '../../core/matching/quality-missed.ts'
import {
  type NamedStratum,
  nameStrata,
  probabilityFloor,
} from '../../core/matching/quality-sample.ts'
import type { Reader, Writer } from '../database.ts'
import { newId } from '../new-id.ts'
import {
  dropUnlabelledSamples,
  listEnteredImports,
  listIslands,
  type PairDraft,
  saveDrawnPairs,
  saveSample,
  saveStrata,
} from './quality-store.ts'

/** The list of each family by number; the lists by their numbers, 0 for none or too many. */
export type FamilyLists = {
  readonly numbers: Uint8Array
  readonly lists: readonly (string | null)[]
}

/** The newest lists are told apart; all before them count as one, so that a sample stays small. */
const listsToldApart = 14

/** Which list brought each family. The families stand in the order of their ids. */
export async function readFamilyLists(db: Reader, families: Families): Promise<FamilyLists> {
  const newest = (await listEnteredImports(db)).slice(0, listsToldApart).map(({ id }) => id)
  const lists = [null, ...newest]
  const numbers = new Uint8Array(families.count)
  const islands = await listIslands(db)
  for (const [at, { from, list }] of islands.entries()) {
    const number = Math.max(0, lists.indexOf(list))
    const next = islands[at + 1]?.from
    const end = next === undefined ? families.count : placeOf(families, next)
    numbers.fill(number, placeOf(families, from), end)
  }
  return { numbers, lists }
}

/** The place of the first family whose id is not smaller. */
function placeOf(families: Families, id: string): number {
  let [low, high] = [0, families.count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (idOf(families, middle) < id) low = middle + 1
    else high = middle
  }
  return low
}

/** A number from an id: another run draws other pairs, the same run always these. */
export function seedOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16) | 0
}

/**
 * Saves the sample of a run: pairs found are offered now that their fate is known. `aliases` says
 * which families stand as one. An earlier sample that nobody labelled makes room.
 */
export async function keepSample(
  db: Writer,
  run: {
    readonly families: Families
    readonly matching: Judged
    readonly aliases: ReadonlyMap<string, string>
    readonly lists: FamilyLists['lists']
    readonly importId: string | null
    readonly seed: number
  },
): Promise<void> {
  const { families, matching, lists } = run
  offerFound(run)
  const { pairs, places, sampler, model } = matching
  await dropUnlabelledSamples(db)
  const id = newId<'match-sample'>()
  await saveSample(db, {
    id,
    importId: run.importId,
    ruleVersion: model.version,
    seed: run.seed,
    families: families.count,
    floor: probabilityFloor,
    expectedBelow: sampler.expectedBelow(),
    expectedMissed: expectMissed(families, {
      places,
      probability: (at) => pairs[at]?.explanation.probability ?? 0,
    }),
  })
  const strata = nameStrata(families, sampler.strata(), ({ left, right }) =>
    matching.refusals.get(placeKey(families, left, right)),
  )
  await saveDrawn(db, strata, { sampleId: id, lists, strataBefore: 0, pairsBefore: 0 })
}

/** Saves strata of a sample and the pairs drawn of them, numbered after those that it has. */
export async function saveDrawn(
  db: Writer,
  strata: readonly NamedStratum[],
  into: {
    readonly sampleId: string
    readonly lists: FamilyLists['lists']
    readonly strataBefore: number
    readonly pairsBefore: number
  },
): Promise<void> {
  const { sampleId, lists, strataBefore } = into
  const saved = strata.map((stratum, at) => savedOf(stratum, strataBefore + at, lists))
  await saveStrata(db, sampleId, saved)
  const drafts = draftsOf(strata, into)
  for (let at = 0; at < drafts.length; at += rowsAtOnce) {
    await saveDrawnPairs(db, sampleId, drafts.slice(at, at + rowsAtOnce))
  }
}

const rowsAtOnce = 2000

function offerFound(run: Parameters<typeof keepSample>[1]): void {
  const { pairs, places, sampler } = run.matching
  const rootOf = (family: string) => run.aliases.get(family) ?? family
  for (const [at, { left, right, explanation }] of pairs.entries()) {
    const place = { left: places[at * 2] ?? 0, right: places[at * 2 + 1] ?? 0 }
    const fate = rootOf(left) === rootOf(right) ? 'joined' : 'queued'
    sampler.offer({ ...place, probability: explanation.probability }, fate)
  }
}

function savedOf(stratum: NamedStratum, no: number, lists: FamilyLists['lists']): SavedStratum {
  return {
    no,
    band: stratum.band,
    joined: stratum.fate === 'joined',
    leftList: lists[stratum.lists[0]] ?? null,
    rightList: lists[stratum.lists[1]] ?? null,
    size: stratum.size,
  }
}

/** Numbered in the order of the draws, so that a number says nothing of its stratum. */
function draftsOf(
  strata: readonly NamedStratum[],
  after: { readonly strataBefore: number; readonly pairsBefore: number },
): PairDraft[] {
  const drawn = strata.flatMap((stratum, at) =>
    stratum.drawn.map((pair) => ({ ...pair, stratumNo: after.strataBefore + at })),
  )
  drawn.sort((one, other) => one.draw - other.draw)
  return drawn.map(({ stratumNo, draw, left, right, probability, refusal }, at) => ({
    pairNo: after.pairsBefore + at + 1,
    stratumNo,
    draw,
    left,
    right,
    probability,
    weight: refusal?.weight ?? 0,
    evidence: refusal === undefined ? null : evidenceOf(refusal),
  }))
}

function evidenceOf({ priorBits, instead, evidence }: Explanation): string {
  return JSON.stringify({ priorBits, instead, lines: evidence, objections: [] })
}
