import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { createJaroWinkler } from '../../core/matching/strings/jaro-winkler.ts'
import { createOsa } from '../../core/matching/strings/osa.ts'
import { type Texts, textsOf } from '../../core/matching/strings/texts.ts'
import { nearName, newChance, newName } from './names.ts'

const usage = 'node bench/matching/kernels.ts [--pairs N] [--seed N]\n'
const rounds = 5

/** Millions of pairs a second on one thread; `near`: one is a copy of the other with a slip. */
export type KernelSpeeds = Readonly<Record<'random' | 'near', Readonly<Record<string, number>>>>

type Pairs = {
  readonly left: readonly string[]
  readonly right: readonly string[]
}

/** Compares the same pairs by our kernels and by DuckDB, and refuses to time what differs. */
export async function measureKernels(asked: {
  readonly pairs: number
  readonly seed: number
}): Promise<KernelSpeeds> {
  const chance = newChance(asked.seed)
  const left = Array.from({ length: asked.pairs }, () => newName(chance))
  const random = { left, right: left.map(() => newName(chance)) }
  const near = { left, right: left.map((name) => nearName(name, chance)) }
  return { random: await measure(random), near: await measure(near) }
}

async function measure({ left, right }: Pairs): Promise<Record<string, number>> {
  const texts = textsOf([...left, ...right])
  const pairs = left.length
  const [jaro, osa] = [createJaroWinkler(), createOsa()]
  const similarity = fastest(pairs, () =>
    sumOfPairs(pairs, (at) => jaro.between(texts, at, pairs + at)),
  )
  const many = fastest(pairs, () => oneAgainstMany(texts, pairs, jaro))
  const edits = fastest(pairs, () => sumOfPairs(pairs, (at) => osa.distance(texts, at, pairs + at)))
  const bounded = fastest(pairs, () =>
    sumOfPairs(pairs, (at) => osa.distance(texts, at, pairs + at, 2)),
  )
  const manyEdits = fastest(pairs, () => oneAgainstMany(texts, pairs, osa))
  const duck = await measureDuckDb({ left, right })
  if (Math.abs(duck.similarity.sum / similarity.sum - 1) > 1e-9) {
    throw new Error(`Jaro-Winkler differs from DuckDB: ${similarity.sum}, ${duck.similarity.sum}`)
  }
  // DuckDB's may edit between two swapped neighbours and is therefore never more.
  if (duck.edits.sum > edits.sum || duck.edits.sum < 0.99 * edits.sum) {
    throw new Error(`OSA is out of step with DuckDB: ${edits.sum}, ${duck.edits.sum}`)
  }
  return {
    jaroWinkler: similarity.speed,
    jaroWinklerOneAgainstMany: many.speed,
    duckdbJaroWinkler: duck.similarity.speed,
    osa: edits.speed,
    osaAtMost2: bounded.speed,
    osaOneAgainstMany: manyEdits.speed,
    duckdbDamerauLevenshtein: duck.edits.speed,
  }
}

function sumOfPairs(pairs: number, compare: (at: number) => number): number {
  let sum = 0
  for (let at = 0; at < pairs; at++) sum += compare(at)
  return sum
}

/** A new one after every thousand, as a block of candidates would have it. */
function oneAgainstMany(
  texts: Texts,
  pairs: number,
  kernel: {
    prepare(texts: Texts, left: number): void
    against(texts: Texts, right: number): number
  },
): number {
  let sum = 0
  for (let at = 0; at < pairs; at++) {
    if (at % 1000 === 0) kernel.prepare(texts, at)
    sum += kernel.against(texts, pairs + at)
  }
  return sum
}

function fastest(pairs: number, run: () => number): { speed: number; sum: number } {
  let [least, sum] = [Number.POSITIVE_INFINITY, 0]
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    sum = run()
    least = Math.min(least, performance.now() - began)
  }
  return { speed: speedOf(pairs, least), sum }
}

async function measureDuckDb({ left, right }: Pairs) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await connection.run('create table pair (l varchar, r varchar)')
  const appender = await connection.createAppender('pair')
  left.forEach((name, at) => {
    appender.appendVarchar(name)
    appender.appendVarchar(right[at] ?? '')
    appender.endRow()
  })
  appender.closeSync()

  async function time(call: string): Promise<{ speed: number; sum: number }> {
    let [least, sum] = [Number.POSITIVE_INFINITY, 0]
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      const read = await connection.runAndReadAll(`select sum(${call})::double from pair`)
      least = Math.min(least, performance.now() - began)
      sum = Number(read.getRows()[0]?.[0])
    }
    return { speed: speedOf(left.length, least), sum }
  }
  try {
    return {
      similarity: await time('jaro_winkler_similarity(l, r)'),
      edits: await time('damerau_levenshtein(l, r)'),
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function speedOf(pairs: number, ms: number): number {
  return Math.round(pairs / ms / 10) / 100
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { pairs: { type: 'string' }, seed: { type: 'string' } } })
  const [pairs, seed] = [Number(values.pairs ?? 500_000), Number(values.seed ?? 1)]
  if (!Number.isSafeInteger(pairs) || pairs < 1000 || !Number.isSafeInteger(seed)) {
    process.stderr.write(usage)
    process.exitCode = 1
  } else {
    const speeds = await measureKernels({ pairs, seed })
    process.stderr.write(`millions of pairs a second, one thread, ${pairs} pairs, seed ${seed}\n`)
    for (const [kind, speed] of Object.entries(speeds)) {
      for (const [kernel, millions] of Object.entries(speed)) {
        process.stderr.write(`  ${kind.padEnd(7)} ${kernel.padEnd(26)} ${millions.toFixed(2)}\n`)
      }
    }
    process.stdout.write(`${JSON.stringify({ pairs, seed, ...speeds })}\n`)
  }
}
