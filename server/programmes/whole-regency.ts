import type { Actor } from '../../core/access/actor.ts'
import { accessProblem } from '../../core/access/problems.ts'

/** Programmes and rounds belong to the whole regency: an account of some areas sees none. */
export function requireWholeRegency(actor: Actor): void {
  if (actor.scope.kind !== 'regency') throw accessProblem('access.not-allowed')
}
