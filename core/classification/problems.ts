import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const classificationProblems = {
  'classification.no-decision': { status: 404 },
  'classification.no-decree': { status: 404 },
  'classification.own-proposal': { status: 409 },
  'classification.not-proposed': { status: 409 },
  'classification.more-than-seen': { status: 409 },
  'classification.visit-waits': { status: 409 },
  'classification.not-standing': { status: 409 },
  'classification.decree-number-taken': { status: 409 },
  'classification.decree-frozen': { status: 409 },
  'classification.decree-changed': { status: 409 },
  'classification.decree-not-confirmed': { status: 422 },
  'classification.no-candidates': { status: 409 },
  'classification.unknown-rule': { status: 422 },
  'classification.criteria-from-taken': { status: 409 },
  'classification.no-import': { status: 404 },
} as const satisfies ProblemCatalogue

export const classificationProblem = problemsOf(classificationProblems)
