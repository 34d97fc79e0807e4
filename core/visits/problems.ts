import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const visitsProblems = {
  'visits.not-your-family': { status: 404 },
  'visits.no-visit': { status: 404 },
  'visits.other-content': { status: 409 },
  'visits.incomplete': { status: 422 },
  'visits.other-instrument': { status: 422 },
  'visits.in-the-future': { status: 422 },
  'visits.already-accepted': { status: 409 },
  'visits.not-sent': { status: 409 },
  'visits.not-a-photo': { status: 422 },
  'visits.photo-too-large': { status: 413 },
  'visits.too-many-photos': { status: 409 },
  'visits.no-verifier': { status: 409 },
  'visits.not-a-verifier': { status: 422 },
  'visits.no-village': { status: 404 },
  'visits.nothing-to-fill': { status: 409 },
  'visits.not-our-workbook': { status: 422 },
  'visits.workbook-of-other-village': { status: 422 },
  'visits.workbook-changed': { status: 422 },
  'visits.workbook-too-large': { status: 413 },
} as const satisfies ProblemCatalogue

export const visitsProblem = problemsOf(visitsProblems)
