/** Code -> HTTP status; one catalogue per capability, next to its rules. Codes are never reused. */
export type ProblemCatalogue = Readonly<Record<`${string}.${string}`, { readonly status: number }>>

export type ProblemDetails = Readonly<Record<string, string | number | readonly string[]>>

/** The caller can act: thrown by use cases, answered as RFC 9457, worded in web/text by code. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly details: ProblemDetails

  constructor(code: string, status: number, details: ProblemDetails = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.details = details
  }
}

/** Makes the `problem(code, details)` of one catalogue, so that only its codes can be thrown. */
export function problemsOf<Catalogue extends ProblemCatalogue>(catalogue: Catalogue) {
  return (code: keyof Catalogue & string, details: ProblemDetails = {}): Problem => {
    const entry: { readonly status: number } | undefined = (catalogue as ProblemCatalogue)[
      code as keyof ProblemCatalogue
    ]
    if (entry === undefined) throw new Error(`no such problem: ${code}`)
    return new Problem(code, entry.status, details)
  }
}

/** Problems that any request may meet. */
export const kernelProblems = {
  'kernel.not-found': { status: 404 },
  'kernel.wrong-input': { status: 422 },
  'kernel.too-large': { status: 413 },
  'kernel.not-ready': { status: 503 },
  'kernel.append-only': { status: 409 },
  /** Somebody else was faster, or the same was sent twice at once. */
  'kernel.already-done': { status: 409 },
  /** Two changes at once stood in each other's way, twice over; the same again may go through. */
  'kernel.try-again': { status: 503 },
  'kernel.bug': { status: 500 },
} as const satisfies ProblemCatalogue

export const kernelProblem = problemsOf(kernelProblems)
