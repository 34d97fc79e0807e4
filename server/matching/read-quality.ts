import { matchingProblem } from '../../core/matching/problems.ts'
import type { Figures, Told } from '../../core/matching/quality-allocation.ts'
import {
  figuresOf,
  isAgainst,
  isInside,
  nextPair,
  partsOf,
  type SavedSample,
  type SavedStratum,
} from '../../core/matching/quality-figures.ts'
import type { Reader } from '../database.ts'
import type { TenantKeys } from '../keyring.ts'
import { type ListSince, listListsSince } from './list-sample-store.ts'
import {
  findDrawnPair,
  findOwnLabel,
  type ListRow,
  listDrawnPairs,
  listImports,
  listSamples,
  listStrata,
  type SampleRow,
} from './quality-store.ts'
import { readSides } from './read-pairs.ts'

/** How well the registry was matched: the newest sample, or the one that is named. */
export async function readQuality(db: Reader, ask: { readonly sample?: string | undefined }) {
  const samples = await listSamples(db)
  const chosen = ask.sample === undefined ? samples[0] : samples.find(({ id }) => id === ask.sample)
  if (chosen === undefined) {
    if (ask.sample !== undefined) throw matchingProblem('matching.sample-not-found')
    return { sample: null, registry: null, lists: [], samples: [] }
  }
  const { parts, since } = await loadSample(db, chosen)
  const ids = new Set(parts.whole.strata.flatMap((each) => [each.leftList, each.rightList]))
  const imports = await listImports(
    db,
    [...ids, ...parts.lists.keys()].filter((id) => id !== null),
  )
  const unlisted = ids.has(null) && imports.length > 0 ? [null] : []
  return {
    sample: {
      ...lineOf(chosen),
      labelledAt: chosen.labelledAt?.toISOString() ?? null,
      floor: Math.round(chosen.floor * 1e6) / 1e6,
      expectedBelow: chosen.expectedBelow,
      expectedMissed: chosen.expectedMissed,
    },
    registry: shown(figuresOf(parts.whole, () => true)),
    lists: [...imports, ...unlisted].map((list) => {
      const alone = since.find((each) => each.list === list?.id)
      const sample = parts.lists.get(list?.id ?? '') ?? parts.whole
      return { ...listFigures(sample, list), since: alone === undefined ? null : sinceOf(alone) }
    }),
    samples: samples.map(lineOf),
  }
}

function sinceOf({ drawnAt, expectedBelow, expectedMissed }: ListSince) {
  return { drawnAt: drawnAt.toISOString(), expectedBelow, expectedMissed }
}

function lineOf({ id, drawnAt, ruleVersion, families, labels }: SampleRow) {
  return { id, drawnAt: drawnAt.toISOString(), ruleVersion, families, labels }
}

function listFigures(sample: SavedSample, list: ListRow | null) {
  const id = list?.id ?? null
  return {
    importId: id,
    fileName: list?.fileName ?? '',
    owner: list?.owner ?? '',
    receivedAt: list?.receivedAt.toISOString() ?? null,
    inside: shown(figuresOf(sample, (stratum) => isInside(stratum, id))),
    against: shown(figuresOf(sample, (stratum) => isAgainst(stratum, id))),
  }
}

function shown(figures: Figures) {
  return { ...figures, precision: shareOf(figures.precision), recall: shareOf(figures.recall) }
}

function shareOf(told: Told) {
  if (told.is === 'missing') return { value: null, low: null, high: null, needed: told.needed }
  return { value: told.value, low: told.low, high: told.high, needed: 0 }
}

async function loadSample(db: Reader, row: SampleRow) {
  const [since, strata, pairs] = [
    await listListsSince(db, row),
    await listStrata(db, row.id),
    await listDrawnPairs(db, row.id),
  ]
  return { since, parts: partsOf({ strata, pairs }, new Set(since.map(({ list }) => list))) }
}

/** The next pair to label, blind; of one list, when one is named. */
export async function readNextPair(
  db: Reader,
  keys: TenantKeys,
  ask: {
    readonly sampleId: string
    readonly accountId: string
    readonly list?: string | undefined
  },
) {
  const { sampleId, list } = ask
  const row = (await listSamples(db)).find(({ id }) => id === sampleId)
  if (row === undefined) throw matchingProblem('matching.sample-not-found')
  const { parts } = await loadSample(db, row)
  const sample = parts.lists.get(list ?? '') ?? parts.whole
  const among = (stratum: SavedStratum) =>
    list === undefined || isInside(stratum, list) || isAgainst(stratum, list)
  const { precision, recall } = figuresOf(sample, among)
  const missing = [precision, recall].map((told) => (told.is === 'missing' ? told.needed : 0))
  const pairNo = nextPair(sample, among)
  return {
    labels: sample.pairs.filter(({ label }) => label !== null).length,
    needed: Math.max(...missing),
    mayUndo: (await findOwnLabel(db, ask)) !== undefined,
    pair: pairNo === undefined ? null : await readBlind(db, keys, { sampleId, pairNo }),
  }
}

/** Nothing of what became of the pair: no alias, no mark beside members. */
async function readBlind(
  db: Reader,
  keys: TenantKeys,
  of: { readonly sampleId: string; readonly pairNo: number },
) {
  const pair = await findDrawnPair(db, of)
  if (pair === undefined) throw matchingProblem('matching.drawn-pair-not-found')
  const { left, right, compared } = await readSides(db, keys, pair)
  return { pairNo: of.pairNo, left: blind(left), right: blind(right), compared }
}

type Side = Awaited<ReturnType<typeof readSides>>['left']

function blind(side: Side): Side {
  const members = side.members.map((member) => ({ ...member, known: false }))
  return { ...side, aliasOf: null, aliasOfName: null, members }
}
