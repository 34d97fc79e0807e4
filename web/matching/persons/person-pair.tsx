import { useCallback } from 'preact/hooks'
import { call } from '../../call.ts'
import { useLoad } from '../../load.ts'
import { navigate, type ScreenProps } from '../../router.ts'
import { t } from '../../text.ts'
import { Button } from '../../ui/button.tsx'
import { Notice, Shown } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { useUndo } from '../last-step.ts'
import { listPath, neighbours } from '../matching.ts'
import { PersonProposal } from './person-proposal.tsx'
import { PersonSides } from './person-sides.tsx'
import { PersonVerdict } from './person-verdict.tsx'
import {
  beliefWords,
  listAsk,
  type PersonPair,
  personsAddress,
  reasonWords,
  shareWords,
} from './persons.ts'
import '../pair.css'
import './persons.css'

/** Somebody in two families, side by side; where they live is decided by one of three keys. */
export function Screen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const ask = listAsk(query)
  const pair = useLoad(
    (signal) => call('GET /api/person-pairs/:id', { params: { id }, signal }),
    [id],
  )
  const list = useLoad((signal) => call('GET /api/person-pairs', { query: ask, signal }), [id])
  const ids = list.value?.rows.map((row) => row.id) ?? []
  const { at, previous, next } = neighbours(ids, id)
  const open = useCallback(
    (to: string | undefined) => navigate(personsAddress(query, to)),
    [query.toString()],
  )
  const back = useCallback(() => open(previous), [previous, open])
  const skip = useCallback(() => open(next), [next, open])
  useShortcut('j', t('matching.next'), skip)
  useShortcut('k', t('matching.previous'), previous === undefined ? undefined : back)
  useUndo('persons', (to) => (to === id ? pair.again() : open(to)))
  const total = list.value?.total ?? 0
  const crumbs = [
    { label: t('matching.title'), href: listPath },
    { label: t('persons.title'), href: personsAddress(query) },
    ...(at < 0
      ? []
      : [{ label: t('persons.pair-of', { at: (ask.page - 1) * 50 + at + 1, total }) }]),
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
  const lead = pair.value?.id === id ? <Standing pair={pair.value} /> : null
  return (
    <Page title={t('persons.question')} lead={lead} crumbs={crumbs} actions={actions}>
      <Shown of={pair}>
        {(value) =>
          // While the next pair loads, no button may speak about the one before.
          value.id !== id ? null : (
            <div class="pair-page">
              <PersonSides pair={value} />
              <div class="pair-page__side">
                {value.proposal === null ? (
                  <PersonVerdict
                    key={id}
                    pair={value}
                    query={query}
                    onDone={skip}
                    again={pair.again}
                  />
                ) : (
                  <PersonProposal
                    key={id}
                    pair={value}
                    proposal={value.proposal}
                    onDone={skip}
                    again={pair.again}
                  />
                )}
              </div>
            </div>
          )
        }
      </Shown>
    </Page>
  )
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
