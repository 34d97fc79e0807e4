import { signal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { asProblem } from '../load.ts'
import { session } from '../session.ts'
import { t } from '../text.ts'
import { problemWords } from '../ui/notice.tsx'
import { holdKeys, useShortcut } from '../ui/shortcuts.tsx'
import { say } from '../ui/undo.tsx'
import { takeBack as takeFamiliesBack } from './matching.ts'
import { takeBack as takePersonsBack } from './persons/persons.ts'

const takeBack = {
  families: ({ pairId, seen }: LastStep) => takeFamiliesBack(pairId, { seen }),
  persons: ({ pairId, seen }: LastStep) => takePersonsBack(pairId, { seen }),
}

export type PairKind = 'families' | 'persons'

type LastStep = {
  readonly of: PairKind
  readonly pairId: string
  /** When it was said: what somebody says after that is not taken back by a key. */
  readonly seen: string | null
  /** Whoever signs in next on this page has not taken it. */
  readonly accountId: string | undefined
}

/** What the person at this page did last about a pair, so that one key takes it back. */
const last = signal<LastStep | undefined>(undefined)

/** Says what was done, with a way back for ten seconds, and by the key `u` as long as one stays. */
export function sayDone(
  done: Pick<LastStep, 'of' | 'pairId'> & {
    readonly seen: string | null
    readonly words: string
  },
  then: (id: string) => void,
): void {
  const { of, pairId, seen } = done
  const step = { of, pairId, seen, accountId: session.peek()?.account.id }
  last.value = step
  say(done.words, () => undo(step, then))
}

/** True when what stands about the pair is what the person here did last. */
export function isOwnStep(pairId: string): boolean {
  return last.value?.pairId === pairId && last.value.accountId === session.value?.account.id
}

/** It was taken back by a button: the key has nothing to take back. */
export function forgetStep(pairId: string): void {
  if (last.peek()?.pairId === pairId) last.value = undefined
}

async function undo(step: LastStep, then: (id: string) => void): Promise<void> {
  forgetStep(step.pairId)
  const letGo = holdKeys()
  try {
    await takeBack[step.of](step)
    say(t('matching.undone'))
  } catch (error) {
    say(problemWords(asProblem(error)))
  } finally {
    letGo()
  }
  then(step.pairId)
}

/** `u` takes back one's own last step, never what somebody else has said. */
export function useUndo(of: PairKind, then: (id: string) => void): void {
  const step = last.value
  const own = step?.of === of && isOwnStep(step.pairId) ? step : undefined
  const press = useCallback(() => {
    if (own !== undefined) void undo(own, then)
  }, [own, then])
  useShortcut('u', t('matching.undo-key'), own === undefined ? undefined : press)
}
