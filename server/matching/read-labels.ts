import type { LabelledPair } from '../../core/matching/labels.ts'
import type { Reader } from '../database.ts'
import { listLabels } from './quality-store.ts'
import { listVerdicts } from './verdict-store.ts'

/** One slip of a clerk must not turn a model, however many pairs its label stands for. */
const mostWeight = 5

/**
 * What persons have said of pairs, for learning. A verdict of the queue counts for its own pair:
 * the queue holds the doubtful ones, so more would teach that all doubles are hard. A label of a
 * random sample counts for the pairs it was drawn for, five at most. A verdict stands above it.
 */
export async function readLabels(db: Reader): Promise<readonly LabelledPair[]> {
  const labels = (await listLabels(db)).map(({ left, right, label, standsFor }) => ({
    left,
    right,
    is: label,
    weight: Math.min(mostWeight, Math.max(1, standsFor)),
  }))
  const verdicts = (await listVerdicts(db)).map(({ left, right, is }) => ({
    left,
    right,
    is,
    weight: 1,
  }))
  return [...labels, ...verdicts]
}
