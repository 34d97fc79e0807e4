import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { matchingProblem } from '../../../core/matching/problems.ts'
import { isFull, LineFile } from './line-file.ts'

/** What was found, as far as it is written down. */
export type WrittenLinkage = {
  readonly rows: number
  /** The id of a row, as the file has it. */
  ids(row: number): string
  readonly pairs: {
    readonly left: Uint32Array
    readonly right: Uint32Array
    readonly probability: Float32Array
    readonly weight: Float32Array
  }
  readonly clusters: Uint32Array
  readonly model: object
}

const probabilityDigits = 6
const weightDigits = 3
// So often others get a turn: a Ctrl-C is heard, a progress line written.
const linesInTurn = 1 << 16

/**
 * Writes pairs.csv (id_a,id_b,probability,weight), clusters.csv (id,cluster) and model.json into a
 * folder that is there, in memory that does not grow with them. Aborted, it leaves no half file.
 */
export async function writeLinkage(
  folder: string,
  found: WrittenLinkage,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const files = ['pairs.csv', 'clusters.csv', 'model.json'].map((name) => path.join(folder, name))
  const [pairs = '', clusters = '', model = ''] = files
  await writePairs(pairs, found, signal)
  await writeClusters(clusters, found, signal)
  writeWhole(model, `${JSON.stringify(found.model, null, 2)}\n`)
  return files
}

async function writePairs(
  file: string,
  { pairs, ids }: WrittenLinkage,
  signal: AbortSignal,
): Promise<void> {
  const { left, right, probability, weight } = pairs
  const heading = ['id_a', 'id_b', 'probability', 'weight']
  await writeLines(file, { heading, lines: left.length, signal }, (out, at) => {
    const [one, other] = [left[at] ?? 0, right[at] ?? 0]
    out.text(ids(Math.min(one, other)))
    out.comma()
    out.text(ids(Math.max(one, other)))
    out.comma()
    out.fixed(probability[at] ?? 0, probabilityDigits)
    out.comma()
    out.fixed(weight[at] ?? 0, weightDigits)
  })
}

async function writeClusters(
  file: string,
  { clusters, ids, rows }: WrittenLinkage,
  signal: AbortSignal,
): Promise<void> {
  const heading = ['id', 'cluster']
  await writeLines(file, { heading, lines: rows, signal }, (out, row) => {
    out.text(ids(row))
    out.comma()
    out.fixed(clusters[row] ?? 0, 0)
  })
}

async function writeLines(
  file: string,
  given: {
    readonly heading: readonly string[]
    readonly lines: number
    readonly signal: AbortSignal
  },
  write: (out: LineFile, at: number) => void,
): Promise<void> {
  const out = new LineFile(file)
  try {
    given.heading.forEach((cell, at) => {
      if (at > 0) out.comma()
      out.text(cell)
    })
    out.endLine()
    for (let at = 0; at < given.lines; at++) {
      if (at % linesInTurn === 0) {
        await breathe()
        given.signal.throwIfAborted()
      }
      write(out, at)
      out.endLine()
    }
    out.close()
  } catch (error) {
    out.abandon()
    throw error
  }
}

/** A small file at once: whole, or not at all. */
export function writeWhole(file: string, text: string): void {
  const part = `${file}.part`
  try {
    fs.writeFileSync(part, text)
    fs.renameSync(part, file)
  } catch (error) {
    fs.rmSync(part, { force: true })
    throw isFull(error) ? matchingProblem('matching.disk-full', { file }) : error
  }
}
