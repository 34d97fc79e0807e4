import { useSignal } from '@preact/signals'
import { useCallback, useId } from 'preact/hooks'
import { results } from '../../core/classification/results.ts'
import { call, type ReplyOf } from '../call.ts'
import { number } from '../format.ts'
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
  criteriaPath,
  type DecisionRow,
  listPath,
  ruleWords,
  shapeOf,
  type TabState,
  tabStates,
  versionWords,
} from './classification.ts'
import { Nine } from './nine.tsx'
import './decree.css'

/** Decisions by whose turn it is; a second person confirms, one by one, chosen, or by village. */
export function Screen({ query }: ScreenProps) {
  const given = query.get('desa') ?? ''
  const village = given.length === 13 ? given : ''
  const counts = useLoad(
    (signal) =>
      call('GET /api/decisions/counts', { query: { village: village || undefined }, signal }),
    [village],
  )
  // Where nothing waits, what is decided is shown first; what was shown first stays.
  const first = useSignal<TabState | undefined>(undefined)
  if (first.value === undefined && counts.value !== undefined) {
    first.value = (counts.value.states.proposed ?? 0) > 0 ? 'proposed' : 'confirmed'
  }
  const state = tabStates.find((each) => each === query.get('keadaan')) ?? first.value
  return (
    <Page title={t('classification.title')} lead={<Lead counts={counts} />}>
      <Shown of={counts}>
        {(value) =>
          state === undefined ? null : (
            <Turn
              counts={value}
              village={village}
              state={state}
              result={results.find((each) => each === query.get('hasil'))}
              page={Number(query.get('page') ?? 1)}
              onDone={counts.again}
            />
          )
        }
      </Shown>
    </Page>
  )
}

type Result = DecisionRow['result']
type Confirmed = ReplyOf<'POST /api/decisions/confirm'>

function Turn(props: {
  readonly counts: Counts
  readonly village: string
  readonly state: TabState
  readonly result: Result | undefined
  readonly page: number
  readonly onDone: () => void
}) {
  const { counts, village, state, result, page } = props
  const selection = useSelection()
  const query = { state, result, village: village || undefined, page }
  const list = useLoad(
    (signal) => call('GET /api/decisions', { query, signal }),
    [state, result, village, page],
  )
  const again = () => {
    selection.value = new Set()
    props.onDone()
    list.again()
  }
  return (
    <>
      <Rules rules={counts.rules} />
      <Filters {...props} />
      <Doubles counts={counts} onDone={again} />
      <Shown of={list}>
        {(reply) => (
          <>
            <Decide
              rows={reply.rows}
              selection={selection}
              village={village}
              onDone={again}
              seen={state === 'proposed' && result === undefined ? counts : undefined}
            />
            <Rows rows={reply.rows} state={state} selection={selection} />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
    </>
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

/** The rules that the decisions below were judged by: not always the one in force today. */
function Rules({ rules }: { readonly rules: Counts['rules'] }) {
  if (rules.length === 0) return <RuleToday />
  return (
    <div class="rules">
      {rules.map((rule) => (
        <p key={rule.version}>
          <span>
            <strong>{versionWords(rule.version)}</strong>{' '}
            {rules.length === 1
              ? null
              : t('classification.rule-decisions', { count: rule.decisions })}
          </span>
          <span>{ruleWords(rule)}</span>
          <a href={criteriaPath}>{t('classification.rule-open')}</a>
        </p>
      ))}
    </div>
  )
}

function RuleToday() {
  return (
    <div class="rules">
      <p>
        <a href={criteriaPath}>{t('classification.rule-open')}</a>
      </p>
    </div>
  )
}

function Filters(props: {
  readonly state: TabState
  readonly village: string
  readonly result: Result | undefined
  readonly counts: Counts
}) {
  const { state, village, result, counts } = props
  const kept = new URLSearchParams()
  if (village !== '') kept.set('desa', village)
  if (result !== undefined) kept.set('hasil', result)
  const tabs = tabStates.map((each) => ({
    href: `${listPath}?${new URLSearchParams([['keadaan', each], ...kept])}`,
    label: t(`classification.state.${each}`),
    current: each === state,
    count: number(counts.states[each] ?? 0),
  }))
  const choose = (query: { readonly desa?: string; readonly hasil?: string }) =>
    setQuery({ ...query, keadaan: state, page: undefined })
  return (
    <>
      <Tabs label={t('classification.states')} tabs={tabs} />
      <div class="toolbar">
        <ResultChoice value={result} onValue={(hasil) => choose({ hasil })} />
        <VillageChoice value={village} onValue={(desa) => choose({ desa })} />
      </div>
    </>
  )
}

function ResultChoice(props: {
  readonly value: Result | undefined
  readonly onValue: (result: string) => void
}) {
  const id = useId()
  return (
    <span class="inline-field">
      <label for={id}>{t('classification.result')}</label>
      <select
        class="select"
        id={id}
        value={props.value ?? ''}
        onChange={(event) => props.onValue(event.currentTarget.value)}
      >
        <option value="">{t('classification.all-results')}</option>
        {results.map((each) => (
          <option key={each} value={each}>
            {t(`result.${each}`)}
          </option>
        ))}
      </select>
    </span>
  )
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
  /** Of the village, while all that waits there is on the list. */
  readonly seen: Counts | undefined
  readonly onDone: () => void
}) {
  const { village, seen } = props
  const done = (confirmed: Confirmed) => {
    say(t('classification.confirmed-says', confirmed))
    props.onDone()
  }
  const chosen = props.rows.filter((each) => props.selection.value.has(each.id))
  const some = useSending(async () => done(await confirmChosen(chosen.map((each) => each.id))))
  const all = useSending(async (counts: Counts) => {
    // Refused, there is more to see than the list shows: it is brought, beside the reason.
    done(
      await confirmVillage(village, counts).catch((problem) => {
        props.onDone()
        throw problem
      }),
    )
  })
  const press = useCallback(() => void some.run(), [some])
  useShortcut('s', t('classification.confirm-key'), chosen.length > 0 ? press : undefined)
  const sums = Map.groupBy(chosen, (each) => each.result)
  const contains = [...sums].map(
    ([result, of]) => `${of.length} ${t(`result.${result}`).toLowerCase()}`,
  )
  return (
    <>
      <ProblemNotice problem={some.problem ?? all.problem} />
      {village === '' || !seen?.states.proposed || !mayNow('decision.confirm') ? null : (
        <p>
          <Button busy={all.busy} onPress={() => all.run(seen)}>
            {t('classification.confirm-village', { count: seen.states.proposed })}
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
      cell: (row) => (
        <span>
          <Status is={shapeOf(row.result)}>{t(`result.${row.result}`)}</Status>
          {row.boxes.length === 0 ? null : (
            <span class="source">{versionWords(row.ruleVersion)}</span>
          )}
        </span>
      ),
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
      note={(row) => (props.state === 'reopened' ? reopenedBecause(row.reopenReason) : undefined)}
      empty={<p>{t(`classification.empty.${props.state}`)}</p>}
    />
  )
}

/** A person's own words, or the words of a code when the reason came by itself. */
function reopenedBecause(reason: string | null): string | null {
  return findText(`classification.may-not.${reason}`) ?? reason
}
