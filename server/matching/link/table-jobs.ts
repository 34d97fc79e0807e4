import { type Cells, type RowRange, scanRows } from '../../../core/matching/table/cells.ts'
import {
  type Column,
  type ColumnPart,
  type InternRoom,
  internColumn,
  roomFor,
} from '../../../core/matching/table/column.ts'
import { fillFrom, type TableFile } from './table-file.ts'

/** A piece of reading tables that any thread can do; what it works on is shared memory. */
export type TableJob =
  | {
      readonly is: 'read'
      readonly file: TableFile
      readonly from: number
      readonly into: Uint8Array
    }
  | { readonly is: 'scan'; readonly range: RowRange }
  | { readonly is: 'intern'; readonly name: string; readonly parts: readonly ColumnPart[] }

export type TableJobResult =
  | { readonly is: 'read' }
  | { readonly is: 'scan'; readonly cells: Cells }
  | { readonly is: 'intern'; readonly column: Column }

/** Jobs that several threads take from the front, one at a time; `taken[0]` counts them. */
export type SharedJobs = { readonly jobs: readonly TableJob[]; readonly taken: Int32Array }

export type NumberedResult = readonly [at: number, result: TableJobResult]

/** Does jobs until none is left; gives what this thread did. */
export function doJobs({ jobs, taken }: SharedJobs): NumberedResult[] {
  const done: NumberedResult[] = []
  let room: InternRoom | undefined
  for (;;) {
    const at = Atomics.add(taken, 0, 1)
    const job = jobs[at]
    if (job === undefined) return done
    if (job.is === 'intern') room ??= roomFor(job.parts.map((part) => part.cells))
    done.push([at, doJob(job, room)])
  }
}

function doJob(job: TableJob, room: InternRoom | undefined): TableJobResult {
  if (job.is === 'scan') return { is: 'scan', cells: scanRows(job.range) }
  if (job.is === 'intern') return { is: 'intern', column: internColumn(job.name, job.parts, room) }
  fillFrom(job.file, job.from, job.into)
  return { is: 'read' }
}
