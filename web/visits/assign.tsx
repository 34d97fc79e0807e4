import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { date, number } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { VillageChoice } from '../registry/village-choice.tsx'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'

type Plan = ReplyOf<'POST /api/assignments/preview'>
type Share = Plan['villages'][number]

/** Where and until when; then a plan; then the assignment as planned. */
export function Assign(props: { readonly unassigned: number; readonly onDone: () => void }) {
  const plan = useSignal<Plan | undefined>(undefined)
  const village = useSignal('')
  const dueOn = useSignal('')
  const areas = useLoad((signal) => call('GET /api/areas', { signal }), [])
  // A district stands for its villages.
  const villages = () => {
    if (village.value === '') return {}
    const within = (areas.value?.areas ?? []).filter((each) => each.parentCode === village.value)
    return { villages: within.length === 0 ? [village.value] : within.map((each) => each.code) }
  }
  const preview = useSending(async () => {
    plan.value = await call('POST /api/assignments/preview', { body: villages() })
  })
  const assign = useSending(async () => {
    const due = dueOn.value === '' ? {} : { dueOn: dueOn.value }
    const body = { ...villages(), ...due }
    const { assigned } = await call('POST /api/assignments', { body })
    plan.value = undefined
    say(t('visits.assigned', { families: assigned }))
    props.onDone()
  })
  if (props.unassigned === 0) return null
  return (
    <Section title={t('visits.assign')} first>
      <div class="toolbar">
        <VillageChoice
          value={village.value}
          onValue={(code) => {
            village.value = code
            plan.value = undefined
          }}
        />
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
