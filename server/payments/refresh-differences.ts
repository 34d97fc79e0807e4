import { differencesOf, isUnresolved } from '../../core/payments/difference.ts'
import type { Writer } from '../database.ts'
import { listLinesToday, roundLines } from './difference-store.ts'
import { listLineStates, updateDifferences } from './line-store.ts'
import type { Round } from './store.ts'

/**
 * Compares a round with today once more: somebody may have died since it was made. Keeps what it
 * finds on the lines and returns how many wait for a person.
 */
export async function refreshDifferences(db: Writer, round: Round): Promise<number> {
  const states = await listLineStates(db, round.id)
  const source = roundLines(db.tenantId, round.id)
  const { programmeId, roundNo, id: roundId } = round
  const today = await listLinesToday(db, source, { programmeId, roundNo, roundId })
  const byLine = new Map(today.map((line) => [line.lineNo, line]))
  const found = states.flatMap((state) => {
    const line = byLine.get(state.lineNo)
    if (line === undefined) return []
    const differences = differencesOf(line)
    const unresolved = isUnresolved({ ...state, differences })
    const isSame = JSON.stringify(differences) === JSON.stringify(state.differences)
    return [
      { id: state.id, differences, unresolved, isSame: isSame && unresolved === state.unresolved },
    ]
  })
  const changed = found.filter((line) => !line.isSame)
  if (changed.length > 0) await updateDifferences(db, changed)
  return found.filter((line) => line.unresolved).length
}
