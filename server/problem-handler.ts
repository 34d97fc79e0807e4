import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type ProblemDetails } from '../core/kernel/problem.ts'
import { type FailureText, failureText, isLostRace, sqlStateOf } from './failure-text.ts'
import { problemOfGuard } from './guard-problems.ts'

/** What the log is told about one failed request: nothing a person typed. */
export type FailureLine = FailureText & { readonly requestId: string; readonly route: string }

/** Answers every error as RFC 9457; only bugs are logged. */
export function problemHandler(log: (line: FailureLine) => void) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const known = problemOf(error)
    if (known !== undefined) return sendProblem(reply, known, request.id)
    log(failureLine(error, request))
    return sendProblem(reply, new Problem('kernel.bug', 500), request.id)
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string) {
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send({
      type: `urn:entas:problem:${problem.code}`,
      status: problem.status,
      code: problem.code,
      details: problem.details,
      requestId,
    })
}

/** The problem an error stands for, or undefined when it is a bug. */
export function problemOf(error: Error): Problem | undefined {
  if (error instanceof Problem) return error
  const guard = guardOf(error)
  if (guard !== undefined) return problemOfGuard(guard)
  if (isLostRace(error)) return new Problem('kernel.try-again', 503)
  if (isConnectionLost(error)) return new Problem('kernel.not-ready', 503)
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined
  return new Problem(codeOfStatus(status), status, detailsOf(error))
}

/**
 * The constraint that refused: from its field, else (Citus) from the message; a shard's number at
 * the end of the name is taken off.
 */
function guardOf(error: Error): string | undefined {
  const state = sqlStateOf(error)
  if (state === undefined || !guardStates.includes(state)) return undefined
  const field = 'constraint' in error ? error.constraint : undefined
  const name = typeof field === 'string' ? field : /constraint "([^"]+)"/.exec(error.message)?.[1]
  return name?.replace(/_\d+$/, '')
}

const guardStates = ['23001', '23503', '23505', '23514', '23P01']

/** The database is away or going down (class 08, 57P01…03): the caller may try again. */
function isConnectionLost(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return /^08...$|^57P0[123]$|^ECONNREFUSED$|^ECONNRESET$/.test(code)
}

function codeOfStatus(status: number): string {
  if (status === 404) return 'kernel.not-found'
  if (status === 413) return 'kernel.too-large'
  if (status === 429) return 'access.too-many-requests'
  return 'kernel.wrong-input'
}

function detailsOf(error: Error): ProblemDetails {
  return 'code' in error && typeof error.code === 'string' ? { because: error.code } : {}
}

function failureLine(error: Error, request: FastifyRequest): FailureLine {
  return {
    requestId: request.id,
    route: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
    ...failureText(error),
  }
}
