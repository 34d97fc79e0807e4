import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const sourcesProblems = {
  'sources.import-not-found': { status: 404 },
  'sources.no-file': { status: 422 },
  'sources.file-too-large': { status: 413 },
  'sources.not-a-list': { status: 422 },
  'sources.broken-file': { status: 422 },
  'sources.encrypted-file': { status: 422 },
  'sources.header-not-found': { status: 422 },
  'sources.too-many-rows': { status: 422 },
  'sources.too-wide': { status: 422 },
  'sources.real-list-in-demonstration': { status: 422 },
  'sources.synthetic-list-in-real-use': { status: 422 },
  'sources.not-checked-yet': { status: 409 },
  'sources.nothing-to-enter': { status: 409 },
  'sources.already-entered': { status: 409 },
  'sources.cannot-withdraw': { status: 409 },
} as const satisfies ProblemCatalogue

export const sourcesProblem = problemsOf(sourcesProblems)
