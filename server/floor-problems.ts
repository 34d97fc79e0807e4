import { type ProblemCatalogue, problemsOf } from '../core/kernel/problem.ts'

/** What can keep the floor (database, data folder) from opening; worded in web/text/floor. */
export const floorProblems = {
  'floor.in-use': { status: 503 },
  'floor.no-binaries': { status: 503 },
  'floor.no-system-user': { status: 503 },
  'floor.postgres-failed': { status: 503 },
  'floor.postgres-too-old': { status: 503 },
  'floor.password-missing': { status: 503 },
  'floor.migration-changed': { status: 503 },
  'floor.migration-unknown': { status: 503 },
  'floor.migration-failed': { status: 503 },
  'floor.port-taken': { status: 503 },
  'floor.regency-unknown': { status: 404 },
  'floor.not-initialised': { status: 503 },
  'floor.loopback-only': { status: 503 },
  'floor.plain-network': { status: 503 },
  'floor.not-a-demonstration': { status: 409 },
  'floor.already-initialised': { status: 409 },
} as const satisfies ProblemCatalogue

export const floorProblem = problemsOf(floorProblems)
