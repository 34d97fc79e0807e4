import { call } from '../call.ts'
import { useLoad } from '../load.ts'
import { type ScreenProps, setQuery } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { chooseDensity, density } from '../ui/appearance.ts'
import { LinkButton } from '../ui/button.tsx'
import { Check } from '../ui/field.tsx'
import { Notice, Shown } from '../ui/notice.tsx'
import { Page, Tabs } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { HouseholdTable } from './household-table.tsx'
import { householdStates } from './registry.ts'
import { VillageChoice } from './village-choice.tsx'

const readableRows = 10_000

export function Screen({ query }: ScreenProps) {
  const village = query.get('desa') ?? undefined
  const state = householdStates.find((each) => each === query.get('tahap'))
  const page = Number(query.get('page') ?? 1)
  const loaded = useLoad(
    (signal) => call('GET /api/households', { query: { village, state, page }, signal }),
    [village, state, page],
  )
  const total = loaded.value?.total
  const lead = (
    <p>
      {total === undefined ? null : `${t('households.lead', { total })} `}
      {t('households.lead-source')}
    </p>
  )
  return (
    <Page
      title={t('households.title')}
      lead={lead}
      actions={
        mayNow('household.search') ? (
          <LinkButton small icon="search" href="/keluarga/cari">
            {t('shell.find')}
          </LinkButton>
        ) : null
      }
    >
      <StateTabs village={village} state={state} />
      <div class="toolbar">
        <VillageChoice
          value={village ?? ''}
          onValue={(value) => setQuery({ desa: value, page: undefined })}
        />
      </div>
      {total !== undefined && total > readableRows && village === undefined ? (
        <Notice>
          <p>{t('households.too-many')}</p>
        </Notice>
      ) : null}
      <Shown of={loaded}>
        {(reply) => (
          <>
            <HouseholdTable rows={reply.rows} />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function StateTabs(props: {
  readonly village: string | undefined
  readonly state: string | undefined
}) {
  const href = (state: string | undefined) => {
    const query = new URLSearchParams()
    if (state !== undefined) query.set('tahap', state)
    if (props.village !== undefined) query.set('desa', props.village)
    return `/keluarga?${query}`
  }
  const all = { href: href(undefined), label: t('shell.all'), current: props.state === undefined }
  const states = householdStates.map((state) => ({
    href: href(state),
    label: t(`household-state.${state}`),
    current: props.state === state,
  }))
  const dense = (
    <Check
      label={t('shell.dense')}
      checked={density.value === 'tight'}
      onChange={(on) => chooseDensity(on ? 'tight' : 'calm')}
    />
  )
  return <Tabs label={t('households.states')} tabs={[all, ...states]} end={dense} />
}
