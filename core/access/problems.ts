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
  'access.wrong-code': { status: 401 },
  'access.other-origin': { status: 403 },
  'access.scope-wrong': { status: 422 },
  'access.area-unknown': { status: 422 },
  'access.grant-beyond-own': { status: 403 },
  'access.not-oneself': { status: 403 },
  'access.too-many-requests': { status: 429 },
} as const satisfies ProblemCatalogue

export const accessProblem = problemsOf(accessProblems)
