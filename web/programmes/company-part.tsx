import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { date, number, rupiah } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'

type Row = ReplyOf<'GET /api/company-aid'>['rows'][number]

/** What companies reported, beside government aid. */
export function CompanyPart() {
  const loaded = useLoad((signal) => call('GET /api/company-aid', { signal }), [])
  return (
    <Section title={t('company.title')}>
      <Shown of={loaded}>
        {({ rows, companies, value }) => (
          <>
            <p>{t('company.lead', { companies, value: rupiah(value) })}</p>
            <Table
              caption={t('company.caption')}
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.id}
              empty={<p>{t('company.none')}</p>}
            />
          </>
        )}
      </Shown>
      {mayNow('programme.manage') ? <CompanyForm done={loaded.again} /> : null}
    </Section>
  )
}

function columns(): readonly Column<Row>[] {
  return [
    { key: 'company', head: t('company.company'), names: true, cell: (row) => row.company },
    { key: 'what', head: t('company.what'), label: t('company.what'), cell: (row) => row.what },
    {
      key: 'families',
      head: t('company.families'),
      label: t('company.families'),
      number: true,
      cell: (row) => number(row.families),
    },
    {
      key: 'value',
      head: t('company.value'),
      label: t('company.value'),
      number: true,
      cell: (row) => rupiah(row.value),
    },
    {
      key: 'givenOn',
      head: t('company.given-on'),
      label: t('company.given-on'),
      cell: (row) => date(row.givenOn),
    },
  ]
}

const empty = { company: '', what: '', value: '', families: '', givenOn: '' }

function CompanyForm({ done }: { readonly done: () => void }) {
  const draft = useSignal(empty)
  const sending = useSending(async () => {
    const { company, what, givenOn } = draft.value
    const value = Number(draft.value.value.replace(/[\s.,]/g, ''))
    const families = Number(draft.value.families)
    await call('POST /api/company-aid', { body: { company, what, givenOn, value, families } })
    draft.value = empty
    say(t('company.recorded'))
    done()
  })
  const field = (name: keyof typeof empty, label: string, type: 'text' | 'date' = 'text') => (
    <Input
      label={label}
      type={type}
      value={draft.value[name]}
      onValue={(text) => {
        draft.value = { ...draft.value, [name]: text }
      }}
    />
  )
  const isWhole = Object.values(draft.value).every((text) => text.trim() !== '')
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <h3>{t('company.add')}</h3>
      <div class="fields">
        {field('company', t('company.company'))}
        {field('what', t('company.what'))}
        {field('families', t('company.families'))}
        {field('value', t('company.value'))}
        {field('givenOn', t('company.given-on'), 'date')}
      </div>
      <ProblemNotice problem={sending.problem} />
      <Button
        type="submit"
        busy={sending.busy}
        because={isWhole ? undefined : t('programmes.incomplete')}
        onPress={() => sending.run()}
      >
        {t('company.save')}
      </Button>
    </form>
  )
}
