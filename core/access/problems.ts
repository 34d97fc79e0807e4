import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const accessProblems = {
  'access.sign-in-needed': { status: 401 },
  'access.not-allowed': { status: 403 },
  'access.wrong-credentials': { status: 401 },
  'access.wait-before-retry': { status: 429 },
  'access.csrf': { status: 403 },
  'access.account-blocked': { status: 403 },
  'access.password-too-weak': { status: 422 },
  'access.sign-in-name-taken': { status: 409 },
  'access.demonstration-only': { status: 403 },
} as const satisfies ProblemCatalogue

export const accessProblem = problemsOf(accessProblems)
