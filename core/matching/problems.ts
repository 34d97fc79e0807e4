import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const matchingProblems = {
  'matching.pair-not-found': { status: 404 },
  'matching.already-decided': { status: 409 },
  'matching.not-decided': { status: 409 },
} as const satisfies ProblemCatalogue

export const matchingProblem = problemsOf(matchingProblems)
