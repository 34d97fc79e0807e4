import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ceilingOf, type Measured } from './cross-validate.ts'
import { engineFeatures } from './engine-features.ts'
import { quickFeatures } from './quick-features.ts'
import { quickPairs, readQuickTable, type Spec } from './quick-table.ts'

const usage = 'node bench/matching/ceiling.ts FILE.csv SPEC.json [--features engine|bench]\n'

/** What labels could reach on a list with truth: by what the engine sees, or by more than that. */
async function main(file: string, specFile: string, seenBy: 'engine' | 'bench'): Promise<void> {
  const spec: Spec = JSON.parse(readFileSync(specFile, 'utf8'))
  const table = readQuickTable(file, spec)
  const began = performance.now()
  const pairsOf = quickPairs(table)
  const features =
    seenBy === 'engine' ? await engineFeatures(file, spec, pairsOf) : quickFeatures(table, pairsOf)
  const ceiling = ceilingOf(features, table.truth)
  const { pairs, blockingRecall } = ceiling
  tell(`${table.rows} rows, ${pairs} pairs compared, blocking leaves ${figure(blockingRecall)}`)
  tellMeasured('logistic regression', ceiling.logistic)
  tellMeasured('boosted trees', ceiling.trees)
  tellMeasured('boosted trees in context', ceiling.treesInContext)
  tell(`${((performance.now() - began) / 1000).toFixed(0)} s`)
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
    options: { help: { type: 'boolean' }, features: { type: 'string' } },
  })
  const [file, spec] = positionals
  if (values.help === true || file === undefined || spec === undefined) {
    process.stderr.write(usage)
    process.exitCode = values.help === true ? 0 : 2
  } else {
    await main(file, spec, values.features === 'bench' ? 'bench' : 'engine')
  }
}
