import { useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { call } from '../call.ts'
import { type Loaded, useLoad } from '../load.ts'
import { navigate, type ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Notice, Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { Evidence } from './evidence.tsx'
import { FieldChoices } from './field-choices.tsx'
import { useUndo } from './last-step.ts'
import {
  type Chosen,
  listAddress,
  listAsk,
  neighbours,
  objections,
  type Pair,
  type Review,
} from './matching.ts'
import { PairTable } from './pair-table.tsx'
import { Proposal } from './proposal.tsx'
import { Questions } from './questions-part.tsx'
import { Related } from './related.tsx'
import { Verdict } from './verdict.tsx'
import './pair.css'

/** One pair of families side by side: the evidence left, the verdict right and always in view. */
export function Screen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const ask = listAsk(query)
  const pair = useLoad((signal) => call('GET /api/matches/:id', { params: { id }, signal }), [id])
  const review = useLoad(
    (signal) => call('GET /api/matches/:id/review', { params: { id }, signal }),
    [id],
  )
  const list = useLoad((signal) => call('GET /api/matches', { query: ask, signal }), [id])
  const ids = list.value?.rows.map((row) => row.id) ?? []
  const { at, previous, next } = neighbours(ids, id)
  const total = list.value?.total ?? 0
  const open = useCallback(
    (to: string | undefined) => navigate(listAddress(query, to)),
    [query.toString()],
  )
  const back = useCallback(() => open(previous), [previous, open])
  const skip = useCallback(() => openNext({ next, id, query }), [next, id, query.toString()])
  const again = () => {
    pair.again()
    review.again()
  }
  useShortcut('j', t('matching.next'), skip)
  useShortcut('k', t('matching.previous'), previous === undefined ? undefined : back)
  useUndo(pair.value, (to) => (to === id ? again() : open(to)))
  const crumbs = [
    { label: t('matching.title'), href: listAddress(query) },
    { label: t(`matching.state.${ask.state}`) },
    ...(at < 0 ? [] : [{ label: t('matching.pair-of', { at: placeOf(ask.page, at), total }) }]),
  ]
  const actions = (
    <>
      {previous === undefined ? null : (
        <Button small onPress={back}>
          {t('matching.previous')} <kbd>K</kbd>
        </Button>
      )}
      <Button small onPress={skip}>
        {t('matching.next')} <kbd>J</kbd>
      </Button>
    </>
  )
  const lead = list.value === undefined ? null : <p>{t('matching.left', { count: total })}</p>
  return (
    <Page title={t('matching.question')} lead={lead} crumbs={crumbs} actions={actions}>
      <Shown of={pair}>
        {(value) =>
          // While the next pair loads, no button may speak about the one before.
          value.id !== id ? null : (
            <PairPage pair={value} review={review} query={query} onDone={skip} again={again} />
          )
        }
      </Shown>
    </Page>
  )
}

function placeOf(page: number, at: number): number {
  return (page - 1) * 50 + at + 1
}

/** The next pair of the list; at the end of a page, what has moved up or stands on the next one. */
async function openNext(from: {
  readonly next: string | undefined
  readonly id: string
  readonly query: URLSearchParams
}): Promise<void> {
  const { id, query } = from
  if (from.next !== undefined) return navigate(listAddress(query, from.next))
  const ask = listAsk(query)
  const { rows, total, pageSize } = await call('GET /api/matches', { query: ask })
  const moved = rows[rows.findIndex((row) => row.id === id) + 1]
  if (moved !== undefined && moved.id !== id) return navigate(listAddress(query, moved.id))
  const more = total > ask.page * pageSize
  const onward = new URLSearchParams(query)
  if (!more) onward.delete('page')
  else onward.set('page', String(ask.page + 1))
  if (!more) return navigate(listAddress(onward))
  const following = await call('GET /api/matches', { query: listAsk(onward) })
  navigate(listAddress(onward, following.rows[0]?.id))
}

function PairPage(props: {
  readonly pair: Pair
  readonly review: Loaded<Review>
  readonly query: URLSearchParams
  readonly onDone: () => unknown
  readonly again: () => void
}) {
  const { pair, query, onDone, again } = props
  const chosen = useSignal<Chosen>({})
  const review = props.review.value
  const decides = mayNow('match.decide')
  const open = pair.state !== 'same' && pair.state !== 'different'
  const proposal = review?.proposals.find((each) => each.state === 'open')
  return (
    <div class="pair-page">
      <div>
        <PairTable pair={pair} />
        <Objections pair={pair} />
        {review === undefined ? null : (
          <>
            <FieldChoices
              fields={review.fields}
              chosen={proposal?.choices ?? chosen.value}
              {...(decides && open && proposal === undefined
                ? {
                    onChosen: (value: Chosen) => {
                      chosen.value = value
                    },
                  }
                : {})}
              tells={pair.state === 'same' || proposal?.verdict === 'same'}
            />
            <Questions questions={review.questions} />
          </>
        )}
        <Evidence pair={pair} />
      </div>
      <div class="pair-page__side">
        {proposal !== undefined ? (
          <Proposal key={pair.id} pair={pair} proposal={proposal} onDone={onDone} again={again} />
        ) : (
          <Verdict
            key={pair.id}
            pair={pair}
            review={review}
            chosen={chosen}
            query={query}
            onDone={onDone}
            again={again}
          />
        )}
        {review === undefined ? null : <Related related={review.related} query={query} />}
      </div>
      <Shown of={props.review}>{() => null}</Shown>
    </div>
  )
}

function Objections({ pair }: { readonly pair: Pair }) {
  if (pair.objections.length === 0) return null
  return (
    <Notice is="warn" title={t('matching.objections')}>
      <ul>
        {pair.objections.map((code) => (
          <li key={code}>{objectionWords(code)}</li>
        ))}
      </ul>
    </Notice>
  )
}

function objectionWords(code: string): string {
  const known = objections.find((each) => each === code)
  return known === undefined ? code : t(`matching.objection.${known}`)
}
