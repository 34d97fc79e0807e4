import { type ProblemCatalogue, problemsOf } from '../kernel/problem.ts'

export const paymentsProblems = {
  'payments.round-not-found': { status: 404 },
  'payments.line-not-found': { status: 404 },
  'payments.decree-not-found': { status: 404 },
  'payments.decree-not-frozen': { status: 409 },
  'payments.no-term': { status: 409 },
  'payments.round-too-high': { status: 422 },
  'payments.round-exists': { status: 409 },
  'payments.previous-missing': { status: 409 },
  'payments.no-lines': { status: 409 },
  'payments.wrong-state': { status: 409 },
  'payments.differences-open': { status: 409 },
  'payments.resolution-not-allowed': { status: 422 },
  'payments.payee-not-member': { status: 422 },
  'payments.four-eyes': { status: 403 },
  'payments.sum-differs': { status: 422 },
  'payments.lines-open': { status: 409 },
  'payments.left-out-line': { status: 409 },
  'payments.reply-unreadable': { status: 422 },
  'payments.reply-columns-missing': { status: 422 },
  'payments.reply-too-large': { status: 413 },
} as const satisfies ProblemCatalogue

export const paymentsProblem = problemsOf(paymentsProblems)
