import { atomsOf } from '../../core/matching/engine/atoms.ts'
import { markChances } from '../../core/matching/engine/chances.ts'
import { createComparisons } from '../../core/matching/engine/comparisons.ts'
import { prepareField } from '../../core/matching/engine/field.ts'
import { chanceSteps } from '../../core/matching/engine/found.ts'
import { createPairCoder } from '../../core/matching/engine/pair-coder.ts'
import { sampleOf } from '../../core/matching/engine/passes.ts'
import { buildRecords, checkNiks } from '../../core/matching/engine/records.ts'
import { hashRows } from '../../core/matching/engine/row-hashes.ts'
import { chancesOfStrangers, meetStrangers } from '../../core/matching/engine/strangers.ts'
import { readTable } from '../../server/matching/link/read-table.ts'
import type { PairFeatures } from './cross-validate.ts'
import type { Spec } from './quick-table.ts'

const strangerSample = 10_000

/** The same pairs as the engine sees them: of each field the level, and how rare what was found. */
export async function engineFeatures(
  file: string,
  spec: Spec,
  pairs: { readonly left: Uint32Array; readonly right: Uint32Array },
): Promise<PairFeatures> {
  const names = Object.keys(spec.columns)
  const { columns, rows } = await readTable([file], names)
  const kinds = names.map((name) => spec.columns[name] ?? 'text')
  const fields = columns.map((column, at) => prepareField(kinds[at] ?? 'text', column))
  const records = buildRecords(columns, fields, rows)
  checkNiks(records, fields)
  markChances(records)
  const rowHashes = hashRows(records, fields.flatMap(atomsOf))
  const comparisons = createComparisons(fields)
  const sample = sampleOf(rowHashes, strangerSample)
  const strangers = meetStrangers(fields, records, { sample, comparisons })
  const chances = chancesOfStrangers(strangers, undefined)
  const coder = createPairCoder(fields, records, { chances, comparisons })
  const { left, right } = pairs
  const width = fields.length * 2
  const values = new Float32Array(left.length * width)
  const codes = new Uint16Array(fields.length)
  for (let pair = 0; pair < left.length; pair++) {
    const [one, other] = [left[pair] ?? 0, right[pair] ?? 0]
    for (let field = 0; field < fields.length; field++) codes[field] = coder.code(field, one, other)
    coder.settle(codes, 0, one, other)
    for (const [field, code] of codes.entries()) {
      const level = Math.floor(code / chanceSteps)
      const at = pair * width + field * 2
      values[at] = code === 0 ? Number.NaN : level
      values[at + 1] = code === 0 ? Number.NaN : code % chanceSteps
    }
  }
  return { left, right, width, values }
}
