/**
 * What stands about a pair. The engine says `joined` or `queued` (or `withdrawn`, when it no longer
 * finds it); a person is `unsure`, has `asked` a village (then `answered`), has `proposed` what a
 * second person confirms, or has said `same` or `different`.
 */
export const pairStates = [
  'joined',
  'queued',
  'unsure',
  'asked',
  'answered',
  'proposed',
  'same',
  'different',
  'withdrawn',
] as const
export type PairState = (typeof pairStates)[number]

/** A person has the pair in hand: the engine may weigh it again, but not move it. */
export const heldStates = [
  'unsure',
  'asked',
  'answered',
  'proposed',
] as const satisfies readonly PairState[]

export function isHeld(state: PairState): boolean {
  return (heldStates as readonly PairState[]).includes(state)
}

export type Step = 'same' | 'different' | 'unsure' | 'ask' | 'undo'

const verdicts = ['same', 'different'] as const

/** State -> what a person may do with the pair. A proposal is settled, not stepped over. */
const steps = {
  joined: verdicts,
  queued: [...verdicts, 'unsure', 'ask'],
  unsure: [...verdicts, 'unsure', 'ask', 'undo'],
  asked: [...verdicts, 'undo'],
  answered: [...verdicts, 'unsure', 'ask', 'undo'],
  proposed: [],
  same: ['undo'],
  different: ['undo'],
  withdrawn: verdicts,
} as const satisfies Record<PairState, readonly Step[]>

export function mayStep(state: PairState, step: Step): boolean {
  return (steps[state] as readonly Step[]).includes(step)
}

/**
 * Questions to a village that are worded in the language of whoever reads them
 * (`matching.ready.<code>`).
 */
export const readyQuestions = [
  'ask-same',
  'ask-siblings',
  'ask-own-family',
  'ask-lives-here',
] as const
export type ReadyQuestion = (typeof readyQuestions)[number]

/** Who said last what stands about a pair, and when. */
export type LastSaid = {
  /** Null where nobody has said anything, or two persons did: then it is nobody's own. */
  readonly saidBy: string | null
  readonly saidAt: Date | null
}

/** Whether what was seen still stands: else a late key would undo what somebody has said since. */
export function isAsSeen({ saidAt }: LastSaid, seen: string | undefined): boolean {
  return seen === undefined || saidAt?.getTime() === Date.parse(seen)
}

/** What is not one's own is taken back with a reason only. */
export function isOwn({ saidBy }: LastSaid, by: string | null): boolean {
  return saidBy !== null && saidBy === by
}

/** Why a step needs a second person, for the screen and the record. */
export type AidAtStake = {
  readonly householdId: string
  /** A frozen decree names the family, or a round that is not cancelled pays it. */
  readonly kind: 'decree' | 'payment'
  /** Number of the decree, or the programme and its round. */
  readonly what: string
}

/**
 * Whether one person is enough. Merging families that aid hangs on takes two, and so does every
 * step that moves such a family into another or out of it.
 */
export function needsSecondPerson(step: {
  readonly is: Step
  /** Whether families would be merged or taken apart by it. */
  readonly moves: boolean
  readonly aid: readonly AidAtStake[]
}): boolean {
  if (step.aid.length === 0) return false
  return step.is === 'same' || step.moves
}

/** A text without long numbers: lists write a NIK into an address, and clerks into a note. */
export function withoutNumbers(text: string): string {
  return text.replace(/(?:\d[\s.-]?){9,}/g, '…')
}
