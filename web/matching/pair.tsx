import { useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { call } from '../call.ts'
import { type Loaded, useLoad } from '../load.ts'
import { navigate, type ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
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
  type Pair,
  type Review,
} from './matching.ts'
import { PairTable } from './pair-table.tsx'
import { Proposal } from './proposal.tsx'
import { Questions } from './questions-part.tsx'
import { Related } from './related.tsx'
import { beliefWords, shareWords, standingWords } from './standing.ts'
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
  useUndo('families', (to) => (to === id ? again() : open(to)))
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
  const lead = (
    <>
      {pair.value?.id === id ? <Standing pair={pair.value} review={review.value} /> : null}
      {list.value === undefined ? null : (
        <p class="source">{t('matching.left', { count: total })}</p>
      )}
    </>
  )
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

/** What is the case and whose turn it is, before any table. */
function Standing(props: { readonly pair: Pair; readonly review: Review | undefined }) {
  const { pair, review } = props
  const standing = standingWords(pair, review)
  // What a person has decided stands above what the evidence says.
  const decided = pair.state === 'same' || pair.state === 'different'
  const share = shareWords(pair.probability)
  return (
    <p class="standing">
      <strong>{decided ? standing : beliefWords(pair)}</strong>{' '}
      {decided ? t('matching.by-evidence', { share }) : standing}
    </p>
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
