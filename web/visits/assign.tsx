import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { date, number } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import { type OpenDistrict, VillagesPick } from './villages-pick.tsx'

type Plan = ReplyOf<'POST /api/assignments/preview'>
type Share = Plan['villages'][number]

const districtLength = '19.01.01'.length

/** The villages in which somebody has no verifier yet, under their districts. */
async function openDistricts(signal: AbortSignal): Promise<readonly OpenDistrict[]> {
  const [progress, { areas }] = await Promise.all([
    call('GET /api/progress', { query: { by: 'village' }, signal }),
    call('GET /api/areas', { signal }),
  ])
  const names = new Map(areas.map((area) => [area.code, area.name]))
  const villages = progress.rows
    .filter((row) => row.code !== '' && row.unassigned > 0)
    .map((row) => ({
      code: row.code,
      name: row.name || row.code,
      districtCode: row.code.slice(0, districtLength),
      families: row.unassigned,
    }))
  return [...Map.groupBy(villages, (village) => village.districtCode)].map(([code, within]) => ({
    code,
    name: names.get(code) ?? code,
    villages: within,
  }))
}

/** Where and until when; then a plan; then the assignment as planned. */
export function Assign(props: { readonly unassigned: number; readonly onDone: () => void }) {
  const plan = useSignal<Plan | undefined>(undefined)
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const dueOn = useSignal('')
  const districts = useLoad(openDistricts, [props.unassigned])
  const villages = () => (chosen.value.size === 0 ? {} : { villages: [...chosen.value] })
  const preview = useSending(async () => {
    plan.value = await call('POST /api/assignments/preview', { body: villages() })
  })
  const assign = useSending(async () => {
    const due = dueOn.value === '' ? {} : { dueOn: dueOn.value }
    const body = { ...villages(), ...due }
    const { assigned } = await call('POST /api/assignments', { body })
    plan.value = undefined
    chosen.value = new Set()
    say(t('visits.assigned', { families: assigned }))
    props.onDone()
  })
  if (props.unassigned === 0) return null
  return (
    <Section title={t('visits.assign')} first>
      <Shown of={districts}>
        {(of) => (
          <VillagesPick
            districts={of}
            chosen={chosen}
            onChange={() => {
              plan.value = undefined
            }}
          />
        )}
      </Shown>
      <div class="toolbar">
        <Input
          type="date"
          label={t('visits.due-on')}
          hint={dueOn.value === '' ? t('visits.due-hint') : date(dueOn.value)}
          value={dueOn.value}
          onValue={(value) => {
            dueOn.value = value
          }}
        />
        <Button busy={preview.busy} onPress={() => preview.run()}>
          {t('visits.assign-preview')}
        </Button>
      </div>
      <ProblemNotice problem={preview.problem ?? assign.problem} />
      {plan.value === undefined ? null : (
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
  const columns: readonly Column<Share>[] = [
    { key: 'village', head: t('visits.village'), names: true, cell: (each) => each.villageName },
    {
      key: 'families',
      head: t('visits.families'),
      label: t('visits.families'),
      number: true,
      cell: (each) => number(each.families),
    },
    {
      key: 'verifiers',
      head: t('visits.verifier'),
      label: t('visits.verifier'),
      cell: (each) => each.verifiers.map((one) => `${one.name} ${number(one.families)}`).join(', '),
    },
  ]
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
      <Table
        caption={t('visits.assign')}
        columns={columns}
        rows={villages}
        rowKey={(each) => each.villageCode}
      />
      <p class="actions">
        <Button
          kind="main"
          busy={props.busy}
          because={families === 0 ? t('visits.assign-nobody') : undefined}
          onPress={props.onAssign}
        >
          {t('visits.assign-confirm', { families })}
        </Button>
      </p>
    </>
  )
}
