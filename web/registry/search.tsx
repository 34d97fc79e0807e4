import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call, type ReplyOf } from '../call.ts'
import { useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { asked } from '../ui/frame.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { HouseholdTable } from './household-table.tsx'
import { personToCheck } from './registry.ts'

type Found = ReplyOf<'POST /api/households/search'>

export function Screen() {
  const text = useSignal(asked.peek())
  const found = useSignal<Found | undefined>(undefined)
  const short = useSignal(false)
  const sending = useSending(async (words: string) => {
    found.value = await call('POST /api/households/search', { body: { text: words } })
  })
  const search = (words: string) => {
    short.value = words.trim().length < 2
    if (!short.value) void sending.run(words.trim())
  }
  const given = asked.value
  // The search field of the masthead may ask again while this page is open.
  useEffect(() => {
    if (given === '') return
    text.value = given
    search(given)
  }, [given])
  const submit = (event: Event) => {
    event.preventDefault()
    search(text.value)
  }
  return (
    <Page title={t('search.title')}>
      <form class="search-form" onSubmit={submit}>
        <Input
          label={t('search.what')}
          hint={t('search.what-hint')}
          type="search"
          value={text.value}
          onValue={(value) => {
            text.value = value
          }}
          autoComplete="off"
          maxLength={100}
          wrong={short.value ? t('search.too-short') : undefined}
        />
        <Button kind="main" type="submit" icon="search" busy={sending.busy}>
          {t('search.go')}
        </Button>
      </form>
      <ProblemNotice problem={sending.problem} />
      {sending.problem === undefined ? <Answer of={found.value} words={text.value} /> : null}
      {sending.problem?.code === 'matching.asked-too-often' ? (
        <p class="source">{t('search.names-go-on')}</p>
      ) : null}
    </Page>
  )
}

function Answer(props: { readonly of: Found | undefined; readonly words: string }) {
  const { of, words } = props
  if (of === undefined) return <p role="status" />
  if (of.rows.length === 0) {
    return (
      <>
        <p role="status">{t('search.none')}</p>
        {mayNow('person.check') ? <CheckInstead words={words} /> : null}
      </>
    )
  }
  return (
    <>
      <p role="status">
        <strong>{t(`search.found-by.${of.by}`, { count: of.rows.length })}</strong>
        {of.more ? ` ${t('search.more')}` : ''}
      </p>
      <HouseholdTable rows={of.rows} />
    </>
  )
}

/** What was typed goes along in memory, as to the search itself. */
function CheckInstead({ words }: { readonly words: string }) {
  const take = () => {
    personToCheck.value = words
  }
  return (
    <p>
      <a href="/periksa-orang" onClick={take}>
        {t('known.search-none')}
      </a>
    </p>
  )
}
