import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const programmesProblems = {
  'programmes.not-found': { status: 404 },
  'programmes.code-taken': { status: 409 },
  'programmes.term-taken': { status: 409 },
  'programmes.in-use': { status: 409 },
  'programmes.company-aid-not-found': { status: 404 },
} as const satisfies ProblemCatalogue

export const programmesProblem = problemsOf(programmesProblems)
