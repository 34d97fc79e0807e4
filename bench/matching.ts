import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { CalibrationTenth } from '../core/matching/measures.ts'
import type { Calibration } from './matching/calibrate.ts'
import { customersOf } from './matching/customers.ts'
import type { KernelSpeeds } from './matching/kernels.ts'
import type { RegistryRun } from './matching/match-registry.ts'
import type { OneRecord } from './matching/one-record.ts'
import type { Run } from './matching/run-linkage.ts'
import { customersSpec, peopleSpec } from './matching/specs.ts'

const usage =
  'npm run bench -- matching [--rows N,N,...] [--pooled N] [--registry N] [--persons N]\n' +
  '  [--seed N]\n' +
  '  --rows      sizes of the lists that are linked; empty for none\n' +
  '  --pooled    rows of several lists of a size that calibration is told from; 0: of one list\n' +
  '  --registry  persons of a registry whose families are matched; 0 for none\n' +
  '  --persons   size of the registry that one record is looked up in; 0 for none\n'

/** Of a million rows; quality holds at every size. */
const limits = {
  pairs: { best: 0.985, at: 0.975 },
  clusters: { best: 0.985, at: 0.97 },
  calibration: 0.03,
  /** Of what a registry joins by itself. */
  registry: { precision: 0.995, recall: 0.97 },
  seconds: 15,
  megabytes: 1_200,
  oneRecord: { makingSeconds: 120, megabytes: 2_500, inProcessMs: 10, overHttpMs: 50 },
}
const kernelPairs = 200_000
const customers = 1_000
/** A model with labels is slow to learn. */
const mostForCeiling = 20_000

type Kept = {
  readonly what: string
  readonly is: string
  readonly limit: string
  readonly good: boolean
  /** So few pairs that chance may have moved it as far: no proof of either. */
  readonly few?: boolean
}

type Asked = {
  readonly sizes: readonly number[]
  readonly pooled: number
  readonly registry: number
  readonly persons: number
  readonly seed: number
}

/** People of each size are made, linked and measured, each by a process of its own. */
async function main({ sizes, pooled, registry, persons, seed }: Asked): Promise<0 | 1> {
  const folder = await mkdtemp(path.join(tmpdir(), 'entas-bench-'))
  const runs: Run[] = []
  const kept: Kept[] = []
  try {
    for (const rows of sizes) {
      const list = path.join(folder, `${rows}.csv`)
      await runScript('matching/write-people.ts', [list, String(rows), String(seed)])
      const spec = path.join(folder, 'people.json')
      await writeFile(spec, JSON.stringify(peopleSpec))
      const run: Run = JSON.parse(await runScript('matching/run-linkage.ts', [list, spec]))
      runs.push(run)
      tell(`${rows} people, seed ${seed}, ${run.compared} pairs compared`)
      tell(`  stages, s: ${tellStages(run)}; CPU ${run.cpuSeconds.toFixed(1)} s`)
      tell(`  blocking missed by its own estimate: ${run.estimatedMissed}`)
      const here = [...quality(run), ...cost(run)]
      here.forEach(tellKept)
      const tenths = await calibrationOf(run, pooled, seed)
      tenths.forEach(tellKept)
      kept.push(...here, ...tenths)
      if (rows <= mostForCeiling) {
        tell('  the ceiling: with the truth as labels, on the same pairs and features')
        tell(await runScript('matching/ceiling.ts', [list, spec, '--of', 'kept']))
      }
      await rm(list)
    }
    kept.push(...growth(runs))
    await tellCustomers(folder, seed)
    if (registry > 0) kept.push(...(await matchRegistry(registry, seed)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  // Tells its speeds itself, DuckDB's beside ours on the same pairs.
  const asked = ['--pairs', String(kernelPairs), '--seed', String(seed)]
  const kernels: KernelSpeeds = JSON.parse(await runScript('matching/kernels.ts', asked))
  const oneRecord = persons === 0 ? null : await lookUp(persons, seed)
  if (oneRecord !== null) kept.push(...looked(oneRecord))
  process.stdout.write(`${JSON.stringify({ seed, runs, kernels, oneRecord })}\n`)
  return kept.every(({ good }) => good) ? 0 : 1
}

/** A short list without any number and hard to read, told beside. */
async function tellCustomers(folder: string, seed: number): Promise<void> {
  const list = path.join(folder, 'customers.csv')
  const spec = path.join(folder, 'customers.json')
  const errors = { copies: 4, slips: 0.3, missing: 0.2 }
  await writeFile(list, customersOf(customers, seed, errors))
  await writeFile(spec, JSON.stringify(customersSpec))
  const run: Run = JSON.parse(await runScript('matching/run-linkage.ts', [list, spec]))
  const { pairs, clusters } = run.measure
  const at = pairs.at.find(({ threshold }) => threshold === 0.95)
  tell(`${customers} customers without numbers, seed ${seed}: ${run.wallSeconds.toFixed(1)} s`)
  tell(`  pair F1 best ${pairs.best.f1.toFixed(4)}, at 0.95 ${at?.f1.toFixed(4)}`)
  const { bestPairwise } = clusters
  const best = bestPairwise.pairwise.f1.toFixed(4)
  tell(`  cluster F1 best ${best}, at 0.95 ${clusters.at.pairwise.f1.toFixed(4)}`)
}

/** One record against a registry of so many persons. */
async function lookUp(persons: number, seed: number): Promise<OneRecord> {
  const asked = [String(persons), String(seed)]
  const found: OneRecord = JSON.parse(await runScript('matching/one-record.ts', asked))
  const first = (found.foundFirst * 100).toFixed(1)
  tell(
    `one record against ${found.families} families, ${found.persons} persons: first in ${first} %`,
  )
  const { families, seconds } = found.newList
  tell(`  a list of ${families} families matched with all others: ${seconds.toFixed(1)} s`)
  looked(found).forEach(tellKept)
  return found
}

function looked(found: OneRecord): readonly Kept[] {
  const most = limits.oneRecord
  const rows = [
    ['index made, s', found.makingSeconds, most.makingSeconds],
    ['server with the index at its peak, MB', found.serverMb, most.megabytes],
    ['one record in process, ms, p99', found.inProcessMs.p99, most.inProcessMs],
    ['one record over HTTP, ms, p99', found.overHttpMs.p99, most.overHttpMs],
  ] as const
  return rows.map(([what, is, limit]) => ({
    what,
    is: is.toFixed(1),
    limit: `≤ ${limit}`,
    good: is <= limit,
  }))
}

/** What the script writes, once it has ended well; its errors are ours. */
async function runScript(script: string, words: readonly string[]): Promise<string> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning', file]
  const child = spawn(process.execPath, [...flags, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => child.kill()
  process.once('exit', stop)
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  let text = ''
  for await (const part of child.stdout.setEncoding('utf8')) text += String(part)
  const code = await closed
  process.off('exit', stop)
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return text
}

function quality({ measure }: Run): readonly Kept[] {
  const { pairs, clusters } = measure
  const at = pairs.at.find(({ threshold }) => threshold === 0.95)
  if (at === undefined) throw new Error('pairs were not measured at 0.95')
  const { bestPairwise } = clusters
  const rates = [
    [`pair F1, best (at ${pairs.best.threshold.toFixed(3)})`, pairs.best, limits.pairs.best],
    ['pair F1 at 0.95', at, limits.pairs.at],
    [
      `cluster F1, best (at ${bestPairwise.threshold})`,
      bestPairwise.pairwise,
      limits.clusters.best,
    ],
    ['cluster F1 at 0.95', clusters.at.pairwise, limits.clusters.at],
  ] as const
  const [bestBCubed, bCubed] = [clusters.bestBCubed.bCubed.f1, clusters.at.bCubed.f1]
  tell(`  B-cubed F1, best ${bestBCubed.toFixed(4)}, at 0.95 ${bCubed.toFixed(4)}`)
  return rates.map(([what, { f1, precision, recall }, least]) => ({
    what,
    is: `${f1.toFixed(4)} (precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)})`,
    limit: `≥ ${least}`,
    good: f1 >= least,
  }))
}

/** Of one list a tenth of probability holds few pairs: lists from the next seeds are added. */
async function calibrationOf(run: Run, pooled: number, seed: number): Promise<readonly Kept[]> {
  const lists = Math.max(1, Math.round(pooled / run.rows))
  if (lists === 1) return calibrated(run.measure.pairs.calibration)
  const words = [String(run.rows), String(lists), String(seed)]
  const found: Calibration = JSON.parse(await runScript('matching/calibrate.ts', words))
  tell(`  calibration of ${lists} lists of ${run.rows} rows together`)
  if (found.recalibration === null) {
    tell('  too few pairs in doubt to tell')
    return calibrated(found.tenths)
  }
  const { pairs, bits, bitsError, slope, slopeError } = found.recalibration
  tell(`  of ${pairs} pairs in doubt: add ${bits.toFixed(2)} bits (± ${bitsError.toFixed(2)})`)
  tell(`  and a bit said is ${slope.toFixed(2)} (± ${slopeError.toFixed(2)})`)
  return calibrated(found.tenths)
}

function calibrated(tenths: readonly CalibrationTenth[]): readonly Kept[] {
  return tenths.map(({ from, to, pairs, predicted, true: so }) => {
    const what = `true of ${pairs} pairs said ${from} to ${to}`
    const limit = `± ${limits.calibration}`
    if (pairs === 0) return { what, is: 'none', limit, good: true, few: true }
    const chance = 2 * Math.sqrt((predicted * (1 - predicted)) / pairs)
    const off = Math.abs(so - predicted)
    return {
      what,
      is: `${so.toFixed(3)} where ${predicted.toFixed(3)} was said; chance ± ${chance.toFixed(3)}`,
      limit,
      good: off <= Math.max(limits.calibration, chance),
      few: off > limits.calibration,
    }
  })
}

/** Processor time from one size to the next, beside what n log n allows. */
function growth(runs: readonly Run[]): readonly Kept[] {
  return runs.slice(1).flatMap((run, at) => {
    const before = runs[at]
    if (before === undefined) return []
    const work = ({ rows }: Run) => rows * Math.log(rows)
    const [grown, allowed] = [run.cpuSeconds / before.cpuSeconds, work(run) / work(before)]
    const kept = {
      what: `processor from ${before.rows} to ${run.rows} rows, times`,
      is: grown.toFixed(1),
      limit: `≤ ${allowed.toFixed(1)} (n log n)`,
      good: grown <= allowed * 1.1,
    }
    tellKept(kept)
    return [kept]
  })
}

/** Families of a registry, matched as after a list has entered. */
async function matchRegistry(persons: number, seed: number): Promise<readonly Kept[]> {
  const words = [String(persons), String(seed)]
  const run: RegistryRun = JSON.parse(await runScript('matching/match-registry.ts', words))
  const [cpu, peak] = [run.seconds.toFixed(1), (run.peakBytes / 1e6).toFixed(0)]
  tell(
    `a registry of ${run.families} families: ${cpu} s, ${peak} MB, ${run.queued} left to persons`,
  )
  const { precision, recall } = limits.registry
  const rates = [
    ['joined rightly', run.joined.precision, precision],
    ['of the doubles joined', run.joined.recall, recall],
    ['pair F1, best', run.pairs.best.f1, limits.pairs.best],
    ['pair F1 at 0.95', run.pairs.at.find((each) => each.threshold === 0.95)?.f1 ?? 0, 0.975],
  ] as const
  const kept = rates.map(([what, is, least]) => ({
    what,
    is: is.toFixed(4),
    limit: `≥ ${least}`,
    good: is >= least,
  }))
  const all = [...kept, ...calibrated(run.calibration)]
  all.forEach(tellKept)
  return all
}

/** Time may grow as n log n; below a second and 400 MB a process is mostly itself. */
function cost({ rows, wallSeconds, peakBytes }: Run): readonly Kept[] {
  const share = rows / 1_000_000
  const growth = (rows * Math.log(rows)) / (1_000_000 * Math.log(1_000_000))
  const seconds = Math.max(1, limits.seconds * growth)
  const megabytes = Math.max(400, limits.megabytes * share)
  const peak = peakBytes / 1e6
  return [
    {
      what: 'list read to clusters written, s',
      is: wallSeconds.toFixed(1),
      limit: `≤ ${seconds.toFixed(1)}`,
      good: wallSeconds <= seconds,
    },
    {
      what: 'memory at its peak, MB',
      is: peak.toFixed(0),
      limit: `≤ ${megabytes.toFixed(0)}`,
      good: peak <= megabytes,
    },
  ]
}

function tellStages({ stageSeconds }: Run): string {
  return Object.entries(stageSeconds)
    .map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)}`)
    .join(', ')
}

function tellKept({ what, is, limit, good, few = false }: Kept): void {
  tell(`${!good ? 'MISS' : few ? 'few ' : 'ok  '} ${what}: ${is} (${limit})`)
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    pooled: { type: 'string' },
    registry: { type: 'string' },
    persons: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const given = values.rows ?? '10000,20000,200000,1000000'
const sizes = given === '' ? [] : given.split(',').map(Number)
const pooled = Number(values.pooled ?? 4_000_000)
const registry = Number(values.registry ?? 700_000)
const persons = Number(values.persons ?? 5_600_000)
const seed = Number(values.seed ?? 1)
const numbers = [pooled, registry, persons, seed]
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
if (values.help === true) {
  process.stdout.write(usage)
} else if (sizes.some((rows) => !(rows >= 100)) || !numbers.every(Number.isSafeInteger)) {
  process.stderr.write(usage)
  process.exitCode = 1
} else {
  process.exitCode = await main({ sizes, pooled, registry, persons, seed })
}
