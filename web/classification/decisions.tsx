import { useCallback } from 'preact/hooks'
import { call } from '../call.ts'
import { number, rupiah } from '../format.ts'
import { type Loaded, useLoad, useSending } from '../load.ts'
import { VillageChoice } from '../registry/village-choice.tsx'
import { type ScreenProps, setQuery } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { BulkBar } from '../ui/bulk-bar.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page, Tabs } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { Status, Truth } from '../ui/status.tsx'
import { type Column, type Selection, Table, useSelection } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import {
  type Counts,
  confirmChosen,
  confirmVillage,
  type DecisionRow,
  listPath,
  shapeOf,
  type TabState,
  tabStates,
} from './classification.ts'
import { Nine } from './nine.tsx'

/** Decisions by whose turn it is; a second person confirms, one by one, chosen, or by village. */
export function Screen({ query }: ScreenProps) {
  const state = tabStates.find((each) => each === query.get('keadaan')) ?? 'proposed'
  const given = query.get('desa') ?? ''
  const village = given.length === 13 ? given : ''
  const page = Number(query.get('page') ?? 1)
  const selection = useSelection()
  const counts = useLoad(
    (signal) =>
      call('GET /api/decisions/counts', { query: { village: village || undefined }, signal }),
    [village],
  )
  const list = useLoad(
    (signal) =>
      call('GET /api/decisions', { query: { state, village: village || undefined, page }, signal }),
    [state, village, page],
  )
  const again = () => {
    selection.value = new Set()
    counts.again()
    list.again()
  }
  return (
    <Page title={t('classification.title')} lead={<Lead counts={counts} />}>
      <Rule />
      <Filters state={state} village={village} counts={counts.value} />
      <Doubles counts={counts.value} onDone={again} />
      <Shown of={list}>
        {(reply) => (
          <>
            <Decide
              rows={reply.rows}
              selection={selection}
              village={village}
              onDone={again}
              total={state === 'proposed' ? reply.total : 0}
            />
            <Rows rows={reply.rows} state={state} selection={selection} />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function Lead({ counts }: { readonly counts: Loaded<Counts> }) {
  if (counts.value === undefined) return null
  const { states, results, undetermined } = counts.value
  return (
    <>
      <p>
        {t('classification.lead', {
          proposed: states.proposed ?? 0,
          poor: results['extremely-poor'] ?? 0,
        })}
      </p>
      {undetermined === 0 ? null : (
        <p class="source">{t('classification.undetermined', { count: undetermined })}</p>
      )}
    </>
  )
}

function Rule() {
  const criteria = useLoad((signal) => call('GET /api/criteria', { signal }), [])
  return (
    <Shown of={criteria}>
      {({ version, definition, decree }) => (
        <p class="source">
          {t('classification.rule', {
            version,
            threshold: definition.threshold,
            of: definition.criteria.filter((each) => each.inUse).length,
            line: rupiah(definition.linePerPersonMonth),
          })}{' '}
          {decree}
        </p>
      )}
    </Shown>
  )
}

function Filters(props: {
  readonly state: TabState
  readonly village: string
  readonly counts: Counts | undefined
}) {
  const place = props.village === '' ? '' : `&desa=${props.village}`
  const tabs = tabStates.map((each) => ({
    href: `${listPath}?keadaan=${each}${place}`,
    label: t(`classification.state.${each}`),
    current: each === props.state,
    ...(props.counts === undefined ? {} : { count: number(props.counts.states[each] ?? 0) }),
  }))
  const choose = (desa: string) => setQuery({ desa, page: undefined })
  const end = <VillageChoice value={props.village} onValue={choose} />
  return <Tabs label={t('classification.states')} tabs={tabs} end={end} />
}

function Doubles(props: { readonly counts: Counts | undefined; readonly onDone: () => void }) {
  const propose = useSending(async () => {
    const { proposed } = await call('POST /api/decisions/propose-doubles')
    say(t('classification.doubles-proposed', { count: proposed }))
    props.onDone()
  })
  const count = props.counts?.doublesToPropose ?? 0
  if (count === 0 || !mayNow('decision.confirm')) return null
  return (
    <p>
      {t('classification.doubles', { count })}{' '}
      <Button small busy={propose.busy} onPress={() => propose.run()}>
        {t('classification.doubles-propose')}
      </Button>
      <ProblemNotice problem={propose.problem} />
    </p>
  )
}

function Decide(props: {
  readonly rows: readonly DecisionRow[]
  readonly selection: Selection
  readonly village: string
  readonly total: number
  readonly onDone: () => void
}) {
  const done = ({
    confirmed,
    own,
    skipped,
  }: {
    confirmed: number
    own: number
    skipped: number
  }) => {
    say(t('classification.confirmed-says', { confirmed, own, skipped }))
    props.onDone()
  }
  const chosen = props.rows.filter((each) => props.selection.value.has(each.id))
  const some = useSending(async () => done(await confirmChosen(chosen.map((each) => each.id))))
  const all = useSending(async () => done(await confirmVillage(props.village)))
  const press = useCallback(() => void some.run(), [some])
  useShortcut('s', t('classification.confirm-key'), chosen.length > 0 ? press : undefined)
  const sums = Map.groupBy(chosen, (each) => each.result)
  const contains = [...sums].map(
    ([result, of]) => `${of.length} ${t(`result.${result}`).toLowerCase()}`,
  )
  return (
    <>
      <ProblemNotice problem={some.problem ?? all.problem} />
      {props.village === '' || props.total === 0 || !mayNow('decision.confirm') ? null : (
        <p>
          <Button busy={all.busy} onPress={() => all.run()}>
            {t('classification.confirm-village', { count: props.total })}
          </Button>
        </p>
      )}
      <BulkBar count={chosen.length} contains={contains.join(', ')}>
        <Button kind="main" busy={some.busy} onPress={() => some.run()}>
          {t('classification.confirm', { count: chosen.length })}
        </Button>
      </BulkBar>
    </>
  )
}

function Rows(props: {
  readonly rows: readonly DecisionRow[]
  readonly state: TabState
  readonly selection: Selection
}) {
  const pick = props.state === 'proposed' && mayNow('decision.confirm')
  const columns: readonly Column<DecisionRow>[] = [
    {
      key: 'family',
      head: t('classification.family'),
      names: true,
      cell: (row) => (
        <>
          <a href={`${listPath}/${row.id}`}>{row.headName}</a>{' '}
          <span class="unit">{row.villageName ?? t('classification.no-village')}</span>
        </>
      ),
    },
    {
      key: 'boxes',
      head: t('classification.criteria'),
      label: t('classification.criteria'),
      cell: (row) => <Nine boxes={row.boxes} />,
    },
    {
      key: 'result',
      head: <Truth kind="K">{t('classification.result')}</Truth>,
      label: t('classification.result'),
      cell: (row) => <Status is={shapeOf(row.result)}>{t(`result.${row.result}`)}</Status>,
    },
    {
      key: 'by',
      head: t('classification.by'),
      label: t('classification.by'),
      cell: (row) => row.confirmedBy ?? row.proposedBy ?? '',
    },
  ]
  const because = (row: DecisionRow) =>
    row.mayNotBecause === null ? undefined : findText(`classification.may-not.${row.mayNotBecause}`)
  return (
    <Table
      caption={t(`classification.state.${props.state}`)}
      columns={columns}
      rows={props.rows}
      rowKey={(row) => row.id}
      {...(pick ? { selection: props.selection, notPickable: because } : {})}
      pickLabel={(row) => t('classification.pick', { name: row.headName })}
      note={(row) => (props.state === 'reopened' ? row.reopenReason : undefined)}
      empty={<p>{t(`classification.empty.${props.state}`)}</p>}
    />
  )
}
