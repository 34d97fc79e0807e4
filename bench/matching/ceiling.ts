import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { linkTable } from '../../server/matching/link/link-table.ts'
import { planLinkage } from '../../server/matching/link/plan-linkage.ts'
import { readTruth } from '../../server/matching/link/read-truth.ts'
import { ceilingOf, type Measured, type PairFeatures } from './cross-validate.ts'
import { engineFeatures } from './engine-features.ts'
import { quickFeatures } from './quick-features.ts'
import { quickPairs, readQuickTable, type Spec } from './quick-table.ts'

const usage = 'node bench/matching/ceiling.ts FILE.csv SPEC.json [--of engine|kept|bench]\n'
const waysToSee = ['engine', 'kept', 'bench'] as const

/**
 * Whose pairs and whose features: the bench's many pairs as the engine sees them, those alone that
 * the engine keeps (for lists of any size), or the bench's pairs and features, more than it sees.
 */
type Way = (typeof waysToSee)[number]

/** What labels could reach on a list with truth. */
async function main(file: string, specFile: string, way: Way): Promise<void> {
  const began = performance.now()
  const { features, truth } =
    way === 'kept' ? await kept(file, specFile) : await quick(file, specFile, way)
  const ceiling = ceilingOf(features, truth)
  const { pairs, blockingRecall } = ceiling
  tell(`${truth.length} rows, ${pairs} pairs compared, blocking leaves ${figure(blockingRecall)}`)
  tellMeasured('logistic regression', ceiling.logistic)
  tellMeasured('boosted trees', ceiling.trees)
  tellMeasured('boosted trees in context', ceiling.treesInContext)
  tell(`${((performance.now() - began) / 1000).toFixed(0)} s`)
}

type Seen = { readonly features: PairFeatures; readonly truth: Uint32Array }

async function quick(file: string, specFile: string, way: Way): Promise<Seen> {
  const spec: Spec = JSON.parse(readFileSync(specFile, 'utf8'))
  const table = readQuickTable(file, spec)
  const pairs = quickPairs(table)
  const features =
    way === 'engine' ? await engineFeatures(file, spec, pairs) : quickFeatures(table, pairs)
  return { features, truth: table.truth }
}

/** Pairs below one in a hundred are not kept: those that are true count as missed. */
async function kept(file: string, specFile: string): Promise<Seen> {
  const { files, spec } = planLinkage({ files: [file], specFile })
  const workers = 2
  const truth = await readTruth(files, spec, { workers })
  if (truth === undefined) throw new Error(`${specFile} names no truth`)
  const { id, mode, columns } = spec
  const { pairs } = await linkTable({ files, mode, id, columns, workers, threshold: 0.95 })
  const written: Spec = JSON.parse(readFileSync(specFile, 'utf8'))
  return { features: await engineFeatures(file, written, pairs), truth: truth.clusters }
}

/** The best F1, at which threshold, and at the thresholds that count. */
export function tellMeasured(what: string, { pairs, calibration }: Measured): void {
  const { best, at } = pairs
  const fixed = at.map(({ threshold, f1, precision, recall }) => {
    return `${threshold}: ${figure(f1)} (${figure(precision)}, ${figure(recall)})`
  })
  tell(`${what}: best F1 ${figure(best.f1)} at ${figure(best.threshold)}; ${fixed.join('; ')}`)
  const tenths = calibration.map((tenth) => `${figure(tenth.predicted)}→${figure(tenth.true)}`)
  tell(`  calibration ${tenths.join(' ')}`)
}

function figure(value: number): string {
  return value.toFixed(4)
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean' }, of: { type: 'string' } },
  })
  const [file, spec] = positionals
  const way = waysToSee.find((each) => each === (values.of ?? 'engine'))
  if (values.help === true || file === undefined || spec === undefined || way === undefined) {
    process.stderr.write(usage)
    process.exitCode = values.help === true ? 0 : 2
  } else {
    await main(file, spec, way)
  }
}
