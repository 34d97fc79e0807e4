import { matchingProblem } from '../../../core/matching/problems.ts'
import { patternOf, type TableSpec } from '../../../core/matching/table-spec.ts'
import { type Truth, truthOfColumn, truthOfIds } from '../../../core/matching/truth.ts'
import { readTable } from './read-table.ts'

/**
 * Reads who is who, as a spec says where; undefined when it does not. Throws
 * `matching.truth-silent` when no row says anything.
 */
export async function readTruth(
  files: readonly string[],
  spec: TableSpec,
  given: { readonly workers: number; readonly signal?: AbortSignal | undefined },
): Promise<Truth | undefined> {
  if (spec.truth === undefined) return undefined
  const isColumn = 'column' in spec.truth
  const name = isColumn ? spec.truth.column : spec.id
  const { rows, columns } = await readTable(files, [name], given)
  const [column] = columns
  if (column === undefined) throw new Error('a column that was asked for is not there')
  const truth = 'column' in spec.truth ? truthOfColumn(column) : idTruth(column, spec.truth)
  if (truth.silentRows < rows) return truth
  const where = 'column' in spec.truth ? name : `${name} ~ ${spec.truth.idPattern}`
  throw matchingProblem('matching.truth-silent', { where })
}

function idTruth(
  column: Parameters<typeof truthOfIds>[0],
  { idPattern }: { readonly idPattern: string },
): Truth {
  return truthOfIds(column, patternOf(idPattern))
}
