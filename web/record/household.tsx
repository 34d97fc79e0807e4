import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../call.ts'
import { date } from '../format.ts'
import { useLoad } from '../load.ts'
import { MemberTable, Number16 } from '../registry/member-table.tsx'
import {
  conditionLabel,
  conditionWords,
  type Household,
  hideAll,
  resultShape,
  resultWords,
} from '../registry/registry.ts'
import { UnmaskDialog } from '../registry/unmask-dialog.tsx'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Notice, Shown } from '../ui/notice.tsx'
import { Facts, Page, Section } from '../ui/page.tsx'
import { Source, Status, Truth } from '../ui/status.tsx'
import { Timeline } from '../ui/trail.tsx'
import { AidPart } from './aid-part.tsx'
import { DecisionPart, standingDecision } from './decision-part.tsx'
import { historyOf, type Known } from './history.ts'
import { ChosenFields, PartDecisions } from './merged-parts.tsx'
import './household.css'

export function Screen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const loaded = useLoad(
    (signal) => call('GET /api/households/:id', { params: { id }, signal }),
    [id],
  )
  useEffect(() => hideAll, [])
  if (loaded.value === undefined) {
    return (
      <Page title={t('households.title')} crumbs={[listCrumb()]}>
        <Shown of={loaded}>{() => null}</Shown>
      </Page>
    )
  }
  return <Shown of={loaded}>{(household) => <Record household={household} />}</Shown>
}

function listCrumb() {
  return { label: t('households.title'), href: '/keluarga' }
}

function Record({ household }: { readonly household: Household }) {
  const unmasking = useSignal(false)
  const { id } = household
  const decision = useLoad(
    async (signal) => (mayNow('decision.read') ? await standingDecision(id, signal) : undefined),
    [id],
  )
  const aid = useLoad(
    async (signal) =>
      mayNow('payment.read')
        ? await call('GET /api/households/:id/aid', { params: { id }, signal })
        : undefined,
    [id],
  )
  const known = { household, decision: decision.value, aid: aid.value }
  return (
    <Page
      title={t('record.title', { name: household.headName })}
      crumbs={crumbsOf(household)}
      lead={<WhoLine household={household} />}
      actions={
        <>
          {mayNow('national-id.unmask') ? (
            <Button
              small
              icon="eye"
              onPress={() => {
                unmasking.value = true
              }}
            >
              {t('record.show-nik')}
            </Button>
          ) : null}
          <Button small icon="print" onPress={() => print()}>
            {t('shell.print')}
          </Button>
        </>
      }
    >
      {household.aliasOf === null ? null : <AliasNotice mainId={household.aliasOf} />}
      <Truths household={household} />
      <div class="record">
        <div>
          {mayNow('decision.read') ? (
            <>
              <DecisionPart of={decision} />
              <PartDecisions aliases={household.aliases} />
            </>
          ) : null}
          <Section title={t('record.members')}>
            <MemberTable members={household.members} />
          </Section>
          <Living household={household} />
          {mayNow('payment.read') ? <AidPart of={aid} /> : null}
          <ChosenFields chosen={household.chosen} />
          <Sources household={household} />
        </div>
        <History known={known} />
      </div>
      {unmasking.value ? (
        <UnmaskDialog
          household={household}
          onClose={() => {
            unmasking.value = false
          }}
        />
      ) : null}
    </Page>
  )
}

function crumbsOf(household: Household) {
  const crumbs = [listCrumb()]
  if (household.districtName !== null && household.villageCode !== null) {
    const district = household.villageCode.slice(0, 8)
    crumbs.push({ label: household.districtName, href: `/keluarga?desa=${district}` })
  }
  if (household.villageName !== null && household.villageCode !== null) {
    crumbs.push({ label: household.villageName, href: `/keluarga?desa=${household.villageCode}` })
  }
  return crumbs
}

function WhoLine({ household }: { readonly household: Household }) {
  const place = [household.address, household.villageName ?? ''].filter((part) => part !== '')
  return (
    <p class="who-line">
      {place.length === 0 ? null : <span>{place.join(', ')}</span>}
      <span>{t('households.members-count', { count: household.memberCount })}</span>
      <span>
        {t('record.card')} <Number16 id={household.id} mask={household.familyCardMask} />
      </span>
    </p>
  )
}

function AliasNotice({ mainId }: { readonly mainId: string }) {
  return (
    <Notice is="warn" title={t('record.is-alias')}>
      <p>{t('record.is-alias-means')}</p>
      <p>
        <a href={`/keluarga/${mainId}`}>{t('record.open-main')}</a>
      </p>
    </Notice>
  )
}

/** The kinds of truth side by side; they never share a column. */
function Truths({ household }: { readonly household: Household }) {
  const { result, centralDecile, centralDecileFrom } = household
  return (
    <div class="truths">
      <div>
        <Truth kind="K" />
        <strong>
          {result === null ? (
            <Status is="none">{t('record.no-result')}</Status>
          ) : (
            <Status is={resultShape(result)}>{resultWords(result)}</Status>
          )}
        </strong>
      </div>
      <div>
        <Truth kind="P" />
        <strong>
          {centralDecile === null
            ? t('record.no-decile')
            : t('record.decile', { decile: centralDecile })}
        </strong>
        <Source>
          {centralDecile === null
            ? t('record.decile-none')
            : t('record.decile-from', { from: listOf(household, centralDecileFrom) })}
        </Source>
      </div>
      <div>
        <span class="truth-none">{t('record.next')}</span>
        <strong>{t(`household-state.${household.state}`)}</strong>
        <Source>{t(`record.next.${household.state}`)}</Source>
      </div>
    </div>
  )
}

/** The owner of the list that brought a fact: "P3KE"; areas are not told its keys. */
function listOf(household: Household, importId: string | null): string {
  const source = household.sources.find((each) => each.importId === importId)
  return source === undefined ? t('record.central-list') : source.owner.toUpperCase()
}

function Living({ household }: { readonly household: Household }) {
  const source = sourceOf(household, 'conditions')
  const rows = Object.entries(household.conditions).map(([key, value]) => ({
    label: conditionLabel(key),
    value: conditionWords(key, value),
  }))
  return (
    <Section
      title={t('record.living')}
      aside={source === undefined ? null : <Source>{source}</Source>}
    >
      {rows.length === 0 ? <p>{t('record.no-living')}</p> : <Facts rows={rows} />}
    </Section>
  )
}

/** "Kunjungan 12 September 2023" */
function sourceOf(household: Household, group: string): string | undefined {
  const entry = household.provenance.find((each) => each.group === group)
  if (entry === undefined) return undefined
  const kind = findText(`from.${entry.kind}`) ?? t('from.list')
  return entry.observedOn === null ? kind : `${kind} ${date(entry.observedOn)}`
}

function Sources({ household }: { readonly household: Household }) {
  if (household.sources.length + household.aliases.length === 0) return null
  return (
    <Section title={t('record.sources')}>
      <ul class="lines">
        {household.sources.map((source) => (
          <li key={`${source.importId}-${source.row}`}>
            {t('record.source-of', {
              owner: source.owner.toUpperCase(),
              row: source.row,
              key: source.key,
            })}
          </li>
        ))}
        {household.aliases.map((alias) => (
          <li key={alias.householdId}>
            <a href={`/keluarga/${alias.householdId}`}>
              {t('record.joined-with', {
                name: alias.headName,
                because: findText(`match.because.${alias.because}`) ?? alias.because,
                on: date(alias.madeAt),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function History({ known }: { readonly known: Known }) {
  return (
    <aside aria-labelledby="riwayat">
      <h2 id="riwayat">{t('record.history')}</h2>
      <Timeline entries={historyOf(known)} />
      <p class="source">{t('record.recorded-all')}</p>
    </aside>
  )
}
