import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { number } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page, Section, Tabs } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'

type Row = ReplyOf<'GET /api/progress'>['rows'][number]
type Plan = ReplyOf<'POST /api/assignments/preview'>

const path = '/kunjungan'

/** How far the visits are, by village or by verifier, and who gets the families that nobody has. */
export function Screen({ query }: ScreenProps) {
  const by = query.get('menurut') === 'petugas' ? 'verifier' : 'village'
  const progress = useLoad((signal) => call('GET /api/progress', { query: { by }, signal }), [by])
  const sum = (key: 'sent' | 'open' | 'unassigned') =>
    (progress.value?.rows ?? []).reduce((total, row) => total + row[key], 0)
  const lead =
    progress.value === undefined ? null : (
      <p>{t('visits.desk-says', { sent: sum('sent'), open: sum('open') + sum('unassigned') })}</p>
    )
  const tabs = [
    { href: path, label: t('visits.progress'), current: by === 'village' },
    {
      href: `${path}?menurut=petugas`,
      label: t('visits.progress-verifier'),
      current: by === 'verifier',
    },
  ]
  return (
    <Page title={t('visits.desk')} lead={lead}>
      {mayNow('assignment.manage') ? <Assign onDone={progress.again} /> : null}
      <Section title={by === 'village' ? t('visits.progress') : t('visits.progress-verifier')}>
        <Tabs label={t('visits.progress')} tabs={tabs} />
        <Shown of={progress}>{(reply) => <ProgressTable rows={reply.rows} by={by} />}</Shown>
      </Section>
    </Page>
  )
}

function ProgressTable({
  rows,
  by,
}: {
  readonly rows: readonly Row[]
  readonly by: 'village' | 'verifier'
}) {
  const count = (key: Exclude<keyof Row, 'code' | 'name'>): Column<Row> => ({
    key,
    head: t(`visits.${key}`),
    label: t(`visits.${key}`),
    number: true,
    cell: (row) => number(row[key]),
  })
  const nobody = by === 'village' ? t('visits.without-village') : t('visits.nobody')
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      head: by === 'village' ? t('visits.village') : t('visits.verifier'),
      names: true,
      cell: (row) =>
        by === 'village' && row.code !== '' ? (
          <a href={`${path}/${row.code}`}>{row.name || row.code}</a>
        ) : (
          row.name || nobody
        ),
    },
    count('families'),
    count('unassigned'),
    count('open'),
    count('sent'),
    count('returned'),
    count('accepted'),
    count('decided'),
  ]
  return (
    <Table
      caption={t('visits.progress')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.code}
    />
  )
}

/** A plan first, then the assignment as planned. */
function Assign({ onDone }: { readonly onDone: () => void }) {
  const plan = useSignal<Plan | undefined>(undefined)
  const preview = useSending(async () => {
    plan.value = await call('POST /api/assignments/preview', { body: {} })
  })
  const assign = useSending(async () => {
    const { assigned } = await call('POST /api/assignments', { body: {} })
    plan.value = undefined
    say(t('visits.assigned', { families: assigned }))
    onDone()
  })
  return (
    <Section title={t('visits.assign')} first>
      <ProblemNotice problem={preview.problem ?? assign.problem} />
      {plan.value === undefined ? (
        <Button busy={preview.busy} onPress={() => preview.run()}>
          {t('visits.assign-preview')}
        </Button>
      ) : (
        <PlanShown plan={plan.value} busy={assign.busy} onAssign={() => assign.run()} />
      )}
    </Section>
  )
}

function PlanShown(props: {
  readonly plan: Plan
  readonly busy: boolean
  readonly onAssign: () => unknown
}) {
  const { families, villages, villagesWithoutVerifier, familiesWithoutVillage } = props.plan
  if (families === 0 && villagesWithoutVerifier.length === 0)
    return <p>{t('visits.assign-nothing')}</p>
  return (
    <>
      <p>{t('visits.assign-says', { families, villages: villages.length })}</p>
      {villagesWithoutVerifier.length === 0 ? null : (
        <Notice is="warn">
          <p>
            {t('visits.without-verifier', {
              villages: villagesWithoutVerifier.map((each) => each.name).join(', '),
            })}
          </p>
        </Notice>
      )}
      {familiesWithoutVillage === 0 ? null : (
        <p>{t('visits.families-without-village', { count: familiesWithoutVillage })}</p>
      )}
      <ul>
        {villages.slice(0, 200).map((each) => (
          <li key={each.villageCode}>
            {each.villageName}:{' '}
            {each.verifiers.map((one) => `${one.name} ${number(one.families)}`).join(', ')}
          </li>
        ))}
      </ul>
      <Button kind="main" busy={props.busy} onPress={props.onAssign}>
        {t('visits.assign-confirm', { families })}
      </Button>
    </>
  )
}
