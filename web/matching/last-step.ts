import { useCallback } from 'preact/hooks'
import { asProblem } from '../load.ts'
import { t } from '../text.ts'
import { problemWords } from '../ui/notice.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { say } from '../ui/undo.tsx'
import { type Pair, takeBack } from './matching.ts'

/** The pair that the last step was about, so that one key takes it back. */
let lastPair: string | undefined

/** Says what was done, with a way back for ten seconds, and by the key `u` as long as one stays. */
export function sayDone(pairId: string, words: string, then: (id: string) => void): void {
  lastPair = pairId
  say(words, () => undo(pairId, then))
}

async function undo(pairId: string, then: (id: string) => void): Promise<void> {
  lastPair = undefined
  try {
    await takeBack(pairId)
    say(t('matching.undone'))
  } catch (error) {
    say(problemWords(asProblem(error)))
  }
  then(pairId)
}

/** `u` takes back the last step; without one, what stands about the pair on the page. */
export function useUndo(pair: Pair | undefined, then: (id: string) => void): void {
  const current = pair?.mayUndo === true ? pair.id : undefined
  const press = useCallback(() => {
    const id = lastPair ?? current
    if (id !== undefined) void undo(id, then)
  }, [current, then])
  useShortcut('u', t('matching.undo-key'), press)
}
