import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ceilingOf, type Measured } from './cross-validate.ts'
import { quickFeatures } from './quick-features.ts'
import { readQuickTable } from './quick-table.ts'

const usage = 'node bench/matching/ceiling.ts FILE.csv SPEC.json\n'

/** What labels could reach on a list with truth, by features and blocking of this bench. */
function main(file: string, specFile: string): void {
  const table = readQuickTable(file, JSON.parse(readFileSync(specFile, 'utf8')))
  const began = performance.now()
  const ceiling = ceilingOf(quickFeatures(table), table.truth)
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
    options: { help: { type: 'boolean' } },
  })
  const [file, spec] = positionals
  if (values.help === true || file === undefined || spec === undefined) {
    process.stderr.write(usage)
    process.exitCode = values.help === true ? 0 : 2
  } else {
    main(file, spec)
  }
}
