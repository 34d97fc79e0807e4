import type { LeftColumn } from '../core/matching/guess-kinds.ts'
import type { ClusterRates, LinkageMeasure } from '../core/matching/measure-linkage.ts'
import type { PairRates, Rates } from '../core/matching/measures.ts'
import { specAsJson } from '../core/matching/table-spec.ts'
import { type Evaluation, threshold } from '../server/matching/link/evaluate-table.ts'
import type { LinkagePlan } from '../server/matching/link/plan-linkage.ts'
import type { Outcome } from './command.ts'

/** What is going to be compared, for the person who waits. */
export function linesOfPlan({ spec, guess, notes }: LinkagePlan): readonly string[] {
  if (guess === undefined) return notes
  return [
    `No --spec: guessed from headings and values. Each row is named by ${spec.id}.`,
    ...guess.columns.map(({ name, kind, because }) => `  ${name}: ${kind} (by its ${because})`),
    ...guess.left.map((column) => `  ${column.name}: not compared, ${whyLeft(column)}`),
    ...notes,
  ]
}

function whyLeft({ because, of }: LeftColumn): string {
  if (because === 'says-who-is-who') {
    return 'it seems to say who is who (a spec may name it as the truth)'
  }
  if (because === 'names-the-row') return 'it names the row'
  if (because === 'part-of-another') return `${of} holds the same`
  return because === 'nothing' ? 'it is empty' : 'it is the same everywhere'
}

/** What came of it, for programs (one object) and for people (lines). */
export function reportOf(plan: LinkagePlan, done: Evaluation): Outcome {
  const { linked, measure, written, seconds, peakBytes } = done
  const { spec, guess, notes } = plan
  const sizes = clusterSizes(linked.clusters)
  const pairsLinked = linked.pairs.probability.reduce(
    (sum, each) => sum + (each >= Math.fround(threshold) ? 1 : 0),
    0,
  )
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
    notes,
    written,
  }
  return { result, lines: [...linesOf(result, sizes.largest), ...linesOfMeasure(measure)] }
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

function linesOf(told: Told, largest: number): readonly string[] {
  const { linked, total, ...stages } = told.seconds
  const each = Object.entries(stages).map(([stage, seconds]) => `${stage} ${seconds}`)
  return [
    `${count(told.rows)} rows, ${count(told.pairsCompared)} pairs compared, ` +
      `${count(told.pairsWritten)} kept; never compared, by estimate: ` +
      `${count(told.estimatedMissed)} true ones`,
    `${count(told.pairsLinked)} pairs at ${threshold}: ${count(told.clusters)} different people, ` +
      `at most ${largest} rows of one`,
    `${linked} s from reading to written, ${total} s in all (${each.join(', ')})`,
    `${count(Math.round(told.peakBytes / 1e6))} MB at the peak`,
    ...told.written.map((file) => `written: ${file}`),
  ]
}

function linesOfMeasure(measure: LinkageMeasure | undefined): readonly string[] {
  if (measure === undefined) return []
  const { pairs, clusters } = measure
  return [
    `Against the truth: ${count(pairs.truePairs)} true pairs; those never compared count as missed`,
    ...pairs.at.map((rates) => pairLine(`pairs at ${rates.threshold}`, rates)),
    pairLine(`pairs at best (${short(pairs.best.threshold)})`, pairs.best),
    clusterLine(`clusters at ${clusters.at.threshold}`, clusters.at),
    clusterLine(`clusters, best pairs (${clusters.bestPairwise.threshold})`, clusters.bestPairwise),
    clusterLine(`clusters, best B-cubed (${clusters.bestBCubed.threshold})`, clusters.bestBCubed),
    ...pairs.calibration
      .filter((tenth) => tenth.pairs > 0)
      .map(
        ({ predicted, true: right, pairs: held }) =>
          `  said ${predicted.toFixed(3)}, true ${right.toFixed(3)} (${count(held)} pairs)`,
      ),
  ]
}

function pairLine(what: string, rates: PairRates): string {
  return `  ${what.padEnd(32)} ${ratesText(rates)}`
}

function clusterLine(what: string, rates: ClusterRates): string {
  return `  ${what.padEnd(32)} ${ratesText(rates.pairwise)}; B-cubed F1 ${short(rates.bCubed.f1)}`
}

function ratesText({ precision, recall, f1 }: Rates): string {
  return `precision ${short(precision)} recall ${short(recall)} F1 ${short(f1)}`
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

function count(whole: number): string {
  // By hand: the first call of toLocaleString loads the languages of the world.
  return String(Math.round(whole)).replace(/\B(?=(\d{3})+$)/g, ',')
}

function short(share: number): string {
  return share.toFixed(4)
}
