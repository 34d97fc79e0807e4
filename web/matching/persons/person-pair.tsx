import { call } from '../../call.ts'
import { useLoad } from '../../load.ts'
import type { ScreenProps } from '../../router.ts'
import { t } from '../../text.ts'
import { Notice } from '../../ui/notice.tsx'
import { listPath } from '../matching.ts'
import { PairFrame } from '../pair-frame.tsx'
import { useWalk } from '../walk.ts'
import { PersonProposal } from './person-proposal.tsx'
import { PersonSides } from './person-sides.tsx'
import { PersonVerdict } from './person-verdict.tsx'
import {
  beliefWords,
  type PersonPair,
  personList,
  personsAddress,
  reasonWords,
  shareWords,
} from './persons.ts'
import '../pair.css'
import './persons.css'

/** Somebody in two families, side by side; where they live is decided by one of three keys. */
export function Screen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const walk = useWalk(personList, { id, query })
  const pair = useLoad(
    (signal) => call('GET /api/person-pairs/:id', { params: { id }, signal }),
    [id],
  )
  const trail = [
    { label: t('matching.title'), href: listPath },
    { label: t('persons.title'), href: personsAddress(query) },
  ]
  return (
    <PairFrame
      of="persons"
      id={id}
      title={t('persons.question')}
      lead={pair.value?.id === id ? <Standing pair={pair.value} /> : null}
      trail={trail}
      place={(place) => t('persons.pair-of', place)}
      walk={walk}
      pair={pair}
      again={pair.again}
    >
      {(value) => (
        <div class="pair-page">
          <PersonSides pair={value} />
          <div class="pair-page__side">
            <Side key={id} pair={value} query={query} onDone={walk.skip} again={pair.again} />
          </div>
        </div>
      )}
    </PairFrame>
  )
}

function Side(props: {
  readonly pair: PersonPair
  readonly query: URLSearchParams
  readonly onDone: () => unknown
  readonly again: () => void
}) {
  const { query, ...rest } = props
  const { proposal } = props.pair
  if (proposal === null) return <PersonVerdict {...rest} query={query} />
  return <PersonProposal {...rest} proposal={proposal} />
}

/** How sure it is, and why, before any table. */
function Standing({ pair }: { readonly pair: PersonPair }) {
  const share = shareWords(pair)
  return (
    <>
      <p class="standing">
        <strong>{beliefWords(pair)}</strong>{' '}
        {t('persons.because', { share, reasons: reasonWords(pair) })}
      </p>
      {pair.familyPairId === null || pair.state !== 'open' ? null : (
        <Notice>
          <p>
            {t('persons.family-first')}{' '}
            <a href={`${listPath}/${pair.familyPairId}`}>{t('persons.open-families')}</a>
          </p>
        </Notice>
      )}
    </>
  )
}
