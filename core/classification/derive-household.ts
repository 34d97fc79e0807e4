import type { PlainDate } from '../kernel/plain-date.ts'
import { type Claim, provenanceOf, survivingClaim } from '../registry/survivorship.ts'
import { type Answers, isApart } from '../visits/questionnaire.ts'
import type { VisitResult } from '../visits/visit.ts'

/** What an accepted visit makes of a family's living conditions. */
export type DerivedConditions = {
  readonly conditions: Readonly<Record<string, unknown>>
  readonly provenance: Readonly<Record<string, unknown>>
  /** Persons as counted at the door; undefined when the visit did not count. */
  readonly memberCount: number | undefined
}

/**
 * Takes over the answers of a complete visit where the visit stands for the conditions
 * (core/registry/survivorship). What was not seen or refused leaves what was known before; other
 * results of a visit say nothing about the house.
 */
export function deriveConditions(
  now: {
    readonly conditions: Readonly<Record<string, unknown>>
    readonly provenance: Readonly<Record<string, readonly string[]>>
  },
  visit: {
    readonly id: string
    readonly visitedOn: PlainDate
    readonly receivedAt: string
    readonly result: VisitResult
    readonly answers: Answers
  },
): DerivedConditions {
  const unchanged = { ...now, memberCount: undefined }
  if (visit.result !== 'complete') return unchanged
  const { id, visitedOn: observedOn, receivedAt: recordedAt } = visit
  const claim: Claim = { kind: 'visit', id, observedOn, recordedAt }
  if (survivingClaim('conditions', [claim]) !== claim) return unchanged
  const answered = Object.entries(visit.answers).filter(([, answer]) => !isApart(answer))
  const members = visit.answers['member-count']
  return {
    conditions: { ...now.conditions, ...Object.fromEntries(answered) },
    provenance: { ...now.provenance, ...provenanceOf({ conditions: claim }) },
    memberCount: typeof members === 'number' && members >= 1 ? members : undefined,
  }
}
