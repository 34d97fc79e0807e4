import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const matchingProblems = {
  'matching.pair-not-found': { status: 404 },
  'matching.already-decided': { status: 409 },
  'matching.not-decided': { status: 409 },
  'matching.not-now': { status: 409 },
  'matching.no-village': { status: 422 },
  'matching.waits-for-second': { status: 409 },
  'matching.reason-needed': { status: 422 },
  'matching.no-proposal': { status: 409 },
  'matching.own-proposal': { status: 409 },
  'matching.question-not-found': { status: 404 },
  'matching.question-closed': { status: 409 },
  'matching.sample-not-found': { status: 404 },
  'matching.drawn-pair-not-found': { status: 404 },
  'matching.already-labelled': { status: 409 },
  'matching.no-label': { status: 409 },
  'matching.file-missing': { status: 404 },
  'matching.file-empty': { status: 422 },
  'matching.file-not-csv': { status: 422 },
  'matching.columns-missing': { status: 422 },
  'matching.id-not-found': { status: 422 },
  'matching.nothing-to-compare': { status: 422 },
  'matching.second-file-missing': { status: 422 },
  'matching.spec-unreadable': { status: 422 },
  'matching.spec-wrong': { status: 422 },
  'matching.spec-kind': { status: 422 },
  'matching.truth-pattern': { status: 422 },
  'matching.truth-silent': { status: 422 },
} as const satisfies ProblemCatalogue

export const matchingProblem = problemsOf(matchingProblems)
