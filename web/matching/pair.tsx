import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { type Loaded, useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Evidence } from './evidence.tsx'
import { FieldChoices } from './field-choices.tsx'
import {
  type Chosen,
  familyList,
  listAddress,
  listAsk,
  type Pair,
  type Review,
} from './matching.ts'
import { PairFrame } from './pair-frame.tsx'
import { PairTable } from './pair-table.tsx'
import { Proposal } from './proposal.tsx'
import { Questions } from './questions-part.tsx'
import { Related } from './related.tsx'
import { beliefWords, shareWords, standingWords } from './standing.ts'
import { Verdict } from './verdict.tsx'
import { useWalk } from './walk.ts'
import './pair.css'

/** One pair of families side by side: the evidence left, the verdict right and always in view. */
export function Screen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const pair = useLoad((signal) => call('GET /api/matches/:id', { params: { id }, signal }), [id])
  const review = useLoad(
    (signal) => call('GET /api/matches/:id/review', { params: { id }, signal }),
    [id],
  )
  const walk = useWalk(familyList, { id, query })
  const again = () => {
    pair.again()
    review.again()
  }
  const trail = [
    { label: t('matching.title'), href: listAddress(query) },
    { label: t(`matching.state.${listAsk(query).state}`) },
  ]
  const lead = (
    <>
      {pair.value?.id === id ? <Standing pair={pair.value} review={review.value} /> : null}
      {walk.list.value === undefined ? null : (
        <p class="source">{t('matching.left', { count: walk.list.value.total })}</p>
      )}
    </>
  )
  return (
    <PairFrame
      of="families"
      id={id}
      title={t('matching.question')}
      lead={lead}
      trail={trail}
      place={(place) => t('matching.pair-of', place)}
      walk={walk}
      pair={pair}
      again={again}
    >
      {(value) => (
        <PairPage pair={value} review={review} query={query} onDone={walk.skip} again={again} />
      )}
    </PairFrame>
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
