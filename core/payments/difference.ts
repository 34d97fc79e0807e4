/** How today differs from the frozen decree, for one line; a person resolves each. */
export const differenceKinds = [
  'payee-dead',
  'payee-left',
  'family-merged',
  'family-moved',
  'decision-reopened',
  'member-shared',
  'already-paid',
] as const

export type DifferenceKind = (typeof differenceKinds)[number]

export const resolutions = ['pay', 'leave-out', 'replace-payee'] as const

export type Resolution = (typeof resolutions)[number]

export type Difference = {
  readonly kind: DifferenceKind
  readonly detail: Readonly<Record<string, string | number>>
}

/**
 * What a person may choose for each difference. A dead person cannot receive; somebody whom this
 * round pays already cannot be paid again, whoever wishes it.
 */
export const allowedResolutions = {
  'payee-dead': ['replace-payee', 'leave-out'],
  'payee-left': ['pay', 'replace-payee', 'leave-out'],
  'family-merged': ['pay', 'leave-out'],
  'family-moved': ['pay', 'leave-out'],
  'decision-reopened': ['pay', 'leave-out'],
  'member-shared': ['leave-out'],
  'already-paid': ['leave-out'],
} as const satisfies Record<DifferenceKind, readonly Resolution[]>

/** A line of a decree or of a draft round, beside what is known today. */
export type LineToday = {
  readonly lineNo: number
  readonly householdId: string
  readonly villageCode: string
  readonly payeePersonId: string | null
  /** What the family is an alias of, now. */
  readonly aliasOf: string | null
  readonly villageNow: string | null
  /** The confirmed result that stands, or null when there is none. */
  readonly resultNow: string | null
  readonly payeeAlive: boolean | null
  readonly payeeHouseholdId: string | null
  /** The first other line of this round with the same family or NIK, in order of lines. */
  readonly sharedWithLine: number | null
  /** The reference of a line by which this round number paid the family or a member already. */
  readonly paidAs: string | null
}

/** Every difference between the frozen decree and today, in the order of `differenceKinds`. */
export function differencesOf(line: LineToday): readonly Difference[] {
  const found: Difference[] = []
  const home = [line.householdId, line.aliasOf]
  const add = (kind: DifferenceKind, detail: Difference['detail'] = {}) =>
    found.push({ kind, detail })
  if (line.payeeAlive === false) add('payee-dead')
  else if (line.payeeHouseholdId !== null && !home.includes(line.payeeHouseholdId)) {
    add('payee-left')
  }
  if (line.aliasOf !== null) add('family-merged')
  if (line.villageNow !== null && line.villageNow !== line.villageCode) {
    add('family-moved', { village: line.villageNow })
  }
  if (line.aliasOf === null && line.resultNow !== 'extremely-poor') {
    add('decision-reopened', { result: line.resultNow ?? 'none' })
  }
  if (line.sharedWithLine !== null) add('member-shared', { line: line.sharedWithLine })
  if (line.paidAs !== null) add('already-paid', { reference: line.paidAs })
  return found
}

/** Whether a person still has something to decide on a line. */
export function isUnresolved(input: {
  readonly differences: readonly Difference[]
  readonly resolvedKinds: readonly string[]
  readonly leftOut: boolean
}): boolean {
  if (input.leftOut) return false
  return input.differences.some((difference) => !input.resolvedKinds.includes(difference.kind))
}

/**
 * What may be chosen for a line: what each of its differences allows; leaving out always. Where the
 * payee lives in another family they may be all that is paid twice: another payee may be named, and
 * what is shared after that still waits.
 */
export function choicesOf(differences: readonly Difference[]): readonly Resolution[] {
  const hasLeft = differences.some(({ kind }) => kind === 'payee-left')
  return resolutions.filter(
    (choice) =>
      choice === 'leave-out' ||
      (differences.length > 0 &&
        differences.every(
          ({ kind }) =>
            allows(kind, choice) ||
            (choice === 'replace-payee' && hasLeft && paidTwice.includes(kind)),
        )),
  )
}

const paidTwice: readonly DifferenceKind[] = ['member-shared', 'already-paid']

/** The differences of a line that a choice settles. */
export function settledBy(
  resolution: Resolution,
  differences: readonly Difference[],
): readonly DifferenceKind[] {
  return differences.map(({ kind }) => kind).filter((kind) => allows(kind, resolution))
}

function allows(kind: DifferenceKind, choice: Resolution): boolean {
  return (allowedResolutions[kind] as readonly Resolution[]).includes(choice)
}
