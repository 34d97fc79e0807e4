import type { FoundPair } from '../../core/matching/match-families.ts'
import { newId } from '../new-id.ts'
import type { PairDraft } from './store.ts'

/** A pair as it is kept; one whose joining would chain families waits for a person. */
export function draftOf(pair: FoundPair, chains: boolean): PairDraft {
  const { left, right, is, explanation, objections } = pair
  const evidence = {
    priorBits: explanation.priorBits,
    instead: explanation.instead,
    lines: explanation.evidence,
    objections: chains ? [...objections, 'would-chain'] : objections,
  }
  return {
    id: newId<'match-pair'>(),
    left,
    right,
    weight: explanation.weight,
    probability: explanation.probability,
    evidence: JSON.stringify(evidence),
    state: chains ? 'queued' : is,
    engineState: is,
  }
}
