import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const registryProblems = {
  'registry.household-not-found': { status: 404 },
  'registry.person-not-found': { status: 404 },
  'registry.no-national-id': { status: 404 },
  'registry.no-family-card': { status: 404 },
  'registry.search-too-wide': { status: 422 },
  /** Of a question about a person and of a search by number alike: a code keeps its name. */
  'matching.asked-too-often': { status: 429 },
} as const satisfies ProblemCatalogue

export const registryProblem = problemsOf(registryProblems)
