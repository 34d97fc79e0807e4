import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { kernelProblem } from '../../../core/kernel/problem.ts'
import type { Column } from '../../../core/matching/table/column.ts'
import { readHeader } from '../../../core/matching/table/header.ts'
import { type InternedTables, internTables, type OpenTable } from './intern-tables.ts'
import { headOf, openTableFile } from './table-file.ts'
import { doJobs, type TableJob, type TableJobResult } from './table-jobs.ts'
import type { TableWork } from './table-worker.ts'

/** The rows of one or more files as numbered values. */
export type Table = {
  readonly rows: number
  /** Where the rows of the second file begin; `rows` when there is none. */
  readonly sideStart: number
  /** Names of the columns of the first file, then those that only a later one has. */
  readonly header: readonly string[]
  /** In the order asked for; in memory that threads can share. */
  readonly columns: readonly Column[]
  /** Cells beyond the header, left out. */
  readonly surplusCells: number
  /** Rows that end before the header does; what is missing is empty. */
  readonly shortRows: number
}

const smallBytes = 1 << 23

/**
 * Reads columns of CSV files as one table; of all columns when none is named. A column that a file
 * does not have is empty there. The bytes of the files are gone when this returns: threads of its
 * own held them. Small files are read in this thread, where starting others would take longer.
 *
 * Throws `kernel.too-large` for a file over 4 GB, `kernel.wrong-input` when a file has no header,
 * or when no file has a column that was asked for; an error of the file system when a file cannot
 * be read.
 */
export async function readTable(
  files: readonly string[],
  columns: readonly string[] = [],
  given: { readonly workers?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<Table> {
  const { workers = 2, signal } = given
  signal?.throwIfAborted()
  const tables = files.map(openTable)
  const header = [...new Set(tables.flatMap((table) => table.header.names))]
  const unknown = columns.filter((name) => !header.includes(name))
  if (unknown.length > 0) {
    throw kernelProblem('kernel.wrong-input', { because: 'table-without-column', unknown })
  }
  const request = { tables, columns: columns.length === 0 ? header : [...new Set(columns)] }
  const sizeBytes = tables.reduce((sum, table) => sum + table.sizeBytes, 0)
  if (sizeBytes <= smallBytes) return { header, ...(await internTables(request, runHere)) }
  return { header, ...(await internApart({ as: 'lead', request, workers }, signal)) }
}

/** A file and its header, from its first bytes. */
export function openTable(path: string): OpenTable {
  const file = openTableFile(path)
  return { ...file, header: readHeader(headOf(file)) }
}

async function runHere(jobs: readonly TableJob[]): Promise<readonly TableJobResult[]> {
  const done = doJobs({ jobs, taken: new Int32Array(1) })
  return done.map(([, result]) => result)
}

/** Leads from a thread of its own, so that this one stays free and memory goes with the thread. */
async function internApart(
  work: TableWork,
  signal: AbortSignal | undefined,
): Promise<InternedTables> {
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { workerData: work })
  try {
    const [tables] = await once(worker, 'message', signal === undefined ? {} : { signal })
    return tables
  } finally {
    await worker.terminate()
  }
}
