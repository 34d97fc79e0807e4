import {
  type BlockRange,
  type Blocks,
  countPairs,
  sharedPasses,
} from '../../../core/matching/engine/blocks.ts'
import { markChances } from '../../../core/matching/engine/chances.ts'
import { cutTree, growTree, type ScoredPairs } from '../../../core/matching/engine/clusters.ts'
import { pairsInContext } from '../../../core/matching/engine/context.ts'
import { createExplainer, type Explanation } from '../../../core/matching/engine/explain.ts'
import type { Field } from '../../../core/matching/engine/field.ts'
import type { Kind } from '../../../core/matching/engine/kinds.ts'
import { estimateMissed } from '../../../core/matching/engine/missed.ts'
import type { Model } from '../../../core/matching/engine/model.ts'
import { choosePasses, housePasses, type Pass } from '../../../core/matching/engine/passes.ts'
import { buildRecords, checkNiks, type Records } from '../../../core/matching/engine/records.ts'
import { findRepeats } from '../../../core/matching/engine/repeats.ts'
import { hashNamedRows, hashRows } from '../../../core/matching/engine/row-hashes.ts'
import { type Column, valueText } from '../../../core/matching/table/column.ts'
import { findPairs } from './find-pairs.ts'
import { LinkPool } from './link-pool.ts'
import { readTable } from './read-table.ts'

export type LinkInput = {
  /** One file to find doubles in, or two to link. */
  readonly files: readonly string[]
  readonly mode: 'dedupe' | 'link'
  readonly id: string
  readonly columns: readonly { readonly name: string; readonly kind: Kind }[]
  readonly workers: number
  /** Probability from which two rows are grouped as one person. */
  readonly threshold: number
  readonly onProgress?: (stage: Stage, done: number) => void
  readonly signal?: AbortSignal
}

export type Stage = 'read' | 'prepare' | 'block' | 'learn' | 'score' | 'group'

export type Linked = {
  readonly rows: number
  readonly sideStart: number
  ids(row: number): string
  readonly pairs: ScoredPairs
  /** For each row the smallest row of its group. */
  readonly clusters: Uint32Array
  clustersAt(probability: number): Uint32Array
  /** Field by field, why two rows are held to be one person or not. */
  explain(left: number, right: number): Explanation
  /** Names of the passes that brought two rows together; none: they were never candidates. */
  broughtBy(left: number, right: number): readonly string[]
  /** A value of a row as the file has it. */
  value(row: number, column: number): string
  readonly model: DescribedModel
  readonly passes: readonly string[]
  readonly compared: number
  /** Doubles that no pass brought together, as far as those found tell. */
  readonly estimatedMissed: number
  /** Columns with values so long that they are known by their first part, and in how many rows. */
  readonly cutColumns: readonly { readonly name: string; readonly rows: number }[]
  readonly seconds: Readonly<Record<Stage, number>>
  /** The most memory this process ever held. */
  readonly peakBytes: number
}

/** Groups that are less likely than this one person are not formed, whatever is asked for. */
const leastGrouped = 0.2
/** Rows up to which one thread is quicker than starting others. */
const smallTable = 12_000

/**
 * Finds rows of one person in one table, or across two. The same files give the same answer,
 * whatever the order of their rows and the number of workers. Memory: about 700 bytes a row.
 */
export async function linkTable(input: LinkInput): Promise<Linked> {
  const clock = new Clock(input.onProgress)
  clock.begin('read')
  const names = [input.id, ...input.columns.map((column) => column.name)]
  const table = await readTable(input.files, names, input)
  const columnOf = (name: string): Column => {
    const column = table.columns.find((each) => each.name === name)
    if (column === undefined) throw new Error('a column that was read is gone')
    return column
  }
  const ids = columnOf(input.id)
  const columns = input.columns.map(({ name }) => columnOf(name))
  const pool = new LinkPool(table.rows <= smallTable ? 0 : input.workers, input.signal)
  try {
    clock.begin('prepare')
    const { fields, records, passes, beside, rowHashes } = await prepare(pool, {
      columns,
      table,
      input,
      clock,
    })
    clock.begin('block')
    const repeats = findRepeats(records, rowHashes)
    const { blocks, ranges, pairsAbove } = await block(pool, {
      records,
      passes,
      beside,
      clock,
      leftOut: repeats.leftOut,
    })
    const looked = ranges.filter(({ pass }) => pass < passes.length)
    const onDone = clock.progress
    const { leftOut } = repeats
    const seen = { pool, fields, records, rowHashes, ranges, pairsAbove, leftOut, onDone }
    const { model, weights, pairs, compared } = await findPairs({ seen, looked, repeats, clock })
    clock.begin('group')
    await pool.breathe()
    const { scorer } = pool
    const namedHashes = hashNamedRows(rowHashes, ids)
    const tree = growTree(pairs, { namedHashes, scorer, model, weights, least: leastGrouped })
    const { sideStart } = records
    const inContext = pairsInContext(pairs, { tree, sideStart })
    let explainer: ReturnType<typeof createExplainer> | undefined
    const clustersAt = (probability: number) => cutTree(tree, probability)
    const clusters = clustersAt(input.threshold)
    clock.end()
    return {
      rows: table.rows,
      sideStart: table.sideStart,
      ids: (row) => valueText(ids, ids.rows[row] ?? 0),
      pairs: inContext,
      clusters,
      clustersAt,
      explain: (left, right) => {
        explainer ??= createExplainer(fields, records, model)
        return explainer(left, right)
      },
      broughtBy: (left, right) =>
        sharedPasses(blocks, left, right).map((pass) => passes[pass]?.name ?? ''),
      value: (row, at) => {
        const column = columns[at]
        return column === undefined ? '' : valueText(column, column.rows[row] ?? 0)
      },
      model: describe(fields, model),
      passes: passes.map((pass) => pass.name),
      compared,
      estimatedMissed: Math.max(
        0,
        estimateMissed(pairs, blocks) - (inContext.left.length - pairs.left.length),
      ),
      cutColumns: table.columns.flatMap(({ name, cutRows }) => {
        return cutRows === 0 ? [] : [{ name, rows: cutRows }]
      }),
      seconds: clock.seconds,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    }
  } finally {
    await pool.close()
  }
}

async function prepare(
  pool: LinkPool,
  given: {
    readonly columns: readonly Column[]
    readonly table: { readonly rows: number; readonly sideStart: number }
    readonly input: LinkInput
    readonly clock: Clock
  },
) {
  const { columns, table, input, clock } = given
  const jobs = columns.map((column, at) => ({
    is: 'prepare' as const,
    kind: input.columns[at]?.kind ?? ('text' as const),
    column,
    at,
  }))
  const results = await pool.run(jobs, clock.progress)
  const prepared = results.flatMap((each) => (each.is === 'prepare' ? [each] : []))
  const fields = prepared.map((each) => each.field)
  const atoms = prepared.flatMap((each) => each.atoms)
  const sideStart = input.mode === 'link' ? table.sideStart : table.rows
  const records = buildRecords(columns, fields, sideStart)
  checkNiks(records, fields)
  markChances(records)
  const rowHashes = hashRows(records, atoms)
  const kinds = fields.map((field) => field.kind)
  const passes = choosePasses(records, atoms, { kinds, rowHashes })
  pool.set({ fields, records, rowHashes })
  const isWhole = passes[0]?.atoms.length === 0
  const beside = isWhole ? [] : housePasses(atoms, kinds)
  return { fields, records, passes, beside, rowHashes }
}

async function block(
  pool: LinkPool,
  given: {
    readonly records: Records
    readonly passes: readonly Pass[]
    /** Passes to learn from alone. */
    readonly beside: readonly Pass[]
    readonly leftOut: Uint8Array
    readonly clock: Clock
  },
) {
  const { records, leftOut, clock } = given
  const passes = [...given.passes, ...given.beside]
  const keys = new Uint32Array(new SharedArrayBuffer(Math.max(4, records.rows * passes.length * 4)))
  const jobs = passes.map((pass, at) => ({
    is: 'order' as const,
    pass,
    at,
    keys,
    passes: passes.length,
    leftOut,
  }))
  const results = await pool.run(jobs, clock.progress)
  const orders = results.flatMap((each) => (each.is === 'order' ? [each.order] : []))
  const looked = given.passes.length
  const blocks: Blocks = { passes: passes.length, looked, keys, orders }
  pool.set({ blocks })
  return { blocks, ranges: rangesOf(blocks), pairsAbove: countPairs(blocks) }
}

const rowsOfRange = 40_000

function rangesOf({ orders }: Blocks): readonly BlockRange[] {
  return orders.flatMap((order, pass) =>
    Array.from({ length: Math.ceil(order.length / rowsOfRange) }, (_, at) => ({
      pass,
      from: at * rowsOfRange,
      to: Math.min(order.length, (at + 1) * rowsOfRange),
    })),
  )
}

/** The model with the columns it speaks of. */
type DescribedModel = Model & {
  readonly fields: readonly { readonly name: string; readonly kind: Kind }[]
}

function describe(fields: readonly Field[], model: Model): DescribedModel {
  return { fields: fields.map(({ name, kind }) => ({ name, kind })), ...model }
}

/** Seconds of each stage, and its progress to whoever watches. */
class Clock {
  readonly #onProgress: LinkInput['onProgress']
  #stage: Stage = 'read'
  #since = 0
  readonly seconds: Record<Stage, number> = {
    read: 0,
    prepare: 0,
    block: 0,
    learn: 0,
    score: 0,
    group: 0,
  }

  constructor(onProgress: LinkInput['onProgress']) {
    this.#onProgress = onProgress
  }

  begin(stage: Stage): void {
    if (this.#since > 0) this.end()
    this.#stage = stage
    this.#since = performance.now()
    this.#onProgress?.(stage, 0)
  }

  readonly progress = (done: number): void => this.#onProgress?.(this.#stage, done)

  end(): void {
    this.seconds[this.#stage] += (performance.now() - this.#since) / 1000
  }
}
