import type { Language } from '../core/matching/explain-words.ts'
import type { ClusterRates, LinkageMeasure } from '../core/matching/measure-linkage.ts'
import type { Rates } from '../core/matching/measures.ts'
import { mostValueBytes } from '../core/matching/table/column.ts'
import { specAsJson } from '../core/matching/table-spec.ts'
import { type Evaluation, threshold, toldStages } from '../server/matching/link/evaluate-table.ts'
import type { LinkagePlan, Note } from '../server/matching/link/plan-linkage.ts'
import type { Outcome } from './command.ts'
import { countIn, figureIn, type Say, sayIn, type Word } from './words.ts'

/** What is going to be compared, for the person who waits. */
export function linesOfPlan({ spec, guess, notes }: LinkagePlan, say: Say): readonly string[] {
  const odd = notes.map((note) => sentenceOf(note, say))
  if (guess === undefined) return odd
  return [
    say('guess.head', { id: spec.id }),
    ...guess.columns.map(({ name, kind, because }) =>
      say('guess.column', { column: name, kind, because: say(`guess.because.${because}`) }),
    ),
    ...guess.left.map(({ name, because, of = '' }) =>
      say('guess.left', { column: name, because: say(`left.${because}`, { of }) }),
    ),
    ...odd,
  ]
}

function sentenceOf({ is, of }: Note, say: Say): string {
  return say(`note.${is}`, of)
}

/** What came of it, for programs (one object) and for people (lines). */
export function reportOf(plan: LinkagePlan, done: Evaluation, language: Language): Outcome {
  const { linked, measure, written, seconds, peakBytes } = done
  const { spec, guess } = plan
  const say = sayIn(language)
  const sizes = clusterSizes(linked.clusters)
  const pairsLinked = linked.pairs.probability.reduce(
    (sum, each) => sum + (each >= Math.fround(threshold) ? 1 : 0),
    0,
  )
  const cut = linked.cutColumns.map(({ name, rows }): Note => {
    return { is: 'values-cut', of: { column: name, rows, most: mostValueBytes } }
  })
  const result = {
    rows: linked.rows,
    pairsCompared: linked.compared,
    /** True pairs that were never compared, as far as those found tell. */
    estimatedMissed: Math.round(linked.estimatedMissed * 10) / 10,
    pairsWritten: linked.pairs.left.length,
    pairsLinked,
    clusters: sizes.clusters,
    threshold,
    passes: linked.passes,
    seconds: rounded(seconds),
    peakBytes,
    spec: specAsJson(spec),
    ...(guess === undefined ? {} : { guess }),
    ...(measure === undefined ? {} : { measures: measure }),
    notes: [...plan.notes, ...cut].map((note) => sentenceOf(note, say)),
    written,
  }
  const words = { language, say }
  return {
    result,
    lines: [
      ...cut.map((note) => sentenceOf(note, say)),
      ...linesOf(result, sizes.largest, words),
      ...linesOfMeasure(measure, words),
    ],
  }
}

type Told = {
  readonly rows: number
  readonly pairsCompared: number
  readonly pairsWritten: number
  readonly estimatedMissed: number
  readonly pairsLinked: number
  readonly clusters: number
  readonly seconds: Readonly<Record<string, number>>
  readonly peakBytes: number
  readonly written: readonly string[]
}

type Words = { readonly language: Language; readonly say: Say }

function linesOf(told: Told, largest: number, { language, say }: Words): readonly string[] {
  const count = (whole: number) => countIn(language, whole)
  const figure = (number: number) => figureIn(language, number)
  const { linked = 0, total = 0, ...seconds } = told.seconds
  const stages = toldStages.flatMap((stage) => {
    const taken = seconds[stage]
    return taken === undefined ? [] : [`${say(`stage.${stage}`)} ${figure(taken)}`]
  })
  return [
    say('told.rows', {
      rows: count(told.rows),
      compared: count(told.pairsCompared),
      kept: count(told.pairsWritten),
      missed: count(told.estimatedMissed),
    }),
    say('told.people', {
      linked: count(told.pairsLinked),
      threshold: figure(threshold),
      clusters: count(told.clusters),
      largest: count(largest),
    }),
    say('told.seconds', {
      linked: figure(linked),
      total: figure(total),
      stages: stages.join('; '),
    }),
    say('told.memory', { memory: count(told.peakBytes / 1e6) }),
    ...told.written.map((file) => say('told.written', { file })),
  ]
}

function linesOfMeasure(
  measure: LinkageMeasure | undefined,
  { language, say }: Words,
): readonly string[] {
  if (measure === undefined) return []
  const { pairs, clusters } = measure
  const count = (whole: number) => countIn(language, whole)
  const figure = (number: number | string) => figureIn(language, number)
  const short = (share: number) => figure(share.toFixed(4))
  const ratesText = ({ precision, recall, f1 }: Rates) =>
    say('told.rates', { precision: short(precision), recall: short(recall), f1: short(f1) })
  const line = (what: Word, at: number | string, rates: string) =>
    `  ${say(what, { threshold: figure(at) }).padEnd(36)} ${rates}`
  const ofClusters = (what: Word, { threshold: at, pairwise, bCubed }: ClusterRates) =>
    line(what, at, say('told.b-cubed', { pairwise: ratesText(pairwise), bCubed: short(bCubed.f1) }))
  return [
    say('told.truth', { pairs: count(pairs.truePairs) }),
    ...pairs.at.map((rates) => line('told.pairs-at', rates.threshold, ratesText(rates))),
    line('told.pairs-best', pairs.best.threshold.toFixed(4), ratesText(pairs.best)),
    ofClusters('told.clusters-at', clusters.at),
    ofClusters('told.clusters-pairs', clusters.bestPairwise),
    ofClusters('told.clusters-b-cubed', clusters.bestBCubed),
    ...pairs.calibration
      .filter((tenth) => tenth.pairs > 0)
      .map((tenth) =>
        say('told.calibration', {
          predicted: figure(tenth.predicted.toFixed(3)),
          right: figure(tenth.true.toFixed(3)),
          pairs: count(tenth.pairs),
        }),
      ),
  ]
}

function clusterSizes(clusters: Uint32Array): { clusters: number; largest: number } {
  const sizes = new Uint32Array(clusters.length)
  let [people, largest] = [0, 0]
  for (const cluster of clusters) {
    const size = (sizes[cluster] ?? 0) + 1
    sizes[cluster] = size
    if (size === 1) people += 1
    if (size > largest) largest = size
  }
  return { clusters: people, largest }
}

function rounded(seconds: Readonly<Record<string, number>>): Record<string, number> {
  const entries = Object.entries(seconds)
  return Object.fromEntries(entries.map(([stage, each]) => [stage, Math.round(each * 1000) / 1000]))
}
