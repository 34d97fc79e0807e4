import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useCallback } from 'preact/hooks'
import type { Loaded } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { type Crumb, Page } from '../ui/page.tsx'
import { useEarlyDigits, useShortcut } from '../ui/shortcuts.tsx'
import { type PairKind, useUndo } from './last-step.ts'
import type { Walk } from './walk.ts'

/**
 * The frame of a page about one pair of a list, of families or of persons: the trail with the place
 * in the list, the neighbours under `j` and `k`, and `u` for one's own last step.
 */
export function PairFrame<Value extends { readonly id: string }>(props: {
  readonly of: PairKind
  readonly id: string
  readonly title: string
  readonly lead: ComponentChildren
  readonly trail: readonly Crumb[]
  readonly place: (place: { readonly at: number; readonly total: number }) => string
  readonly walk: Walk
  readonly pair: Loaded<Value>
  readonly again: () => void
  readonly children: (value: Value) => ComponentChildren
}) {
  const { id, pair, walk, trail } = props
  const { back, skip } = walk
  useShortcut('j', t('matching.next'), skip)
  useShortcut('k', t('matching.previous'), back)
  useUndo(props.of, (to) => (to === id ? props.again() : walk.open(to)))
  const early = useSignal(false)
  const tellEarly = useCallback(() => {
    early.value = true
  }, [])
  const waits = pair.state === 'loading' && pair.value?.id !== id
  useEarlyDigits(waits ? tellEarly : undefined)
  const total = walk.list.value?.total ?? 0
  const here = walk.place === undefined ? [] : [{ label: props.place({ at: walk.place, total }) }]
  const actions = (
    <>
      {walk.hasPrevious && back !== undefined ? (
        <Button small onPress={back}>
          {t('matching.previous')} <kbd>K</kbd>
        </Button>
      ) : null}
      <Button small onPress={skip}>
        {t('matching.next')} <kbd>J</kbd>
      </Button>
    </>
  )
  return (
    <Page title={props.title} lead={props.lead} crumbs={[...trail, ...here]} actions={actions}>
      <Shown of={waits && early.value ? { ...pair, slow: true } : pair}>
        {(value) =>
          // While the next pair loads, no button may speak about the one before.
          value.id === id ? props.children(value) : null
        }
      </Shown>
    </Page>
  )
}
