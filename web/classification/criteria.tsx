import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { date, rupiah } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { setQuery } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Check, Input } from '../ui/field.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Facts, Page, Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import { criteriaPath, listPath, type Rule, versionWords } from './classification.ts'
import './decree.css'

type Criteria = ReplyOf<'GET /api/criteria'>

/** The nine criteria, threshold and line in force on a day, where each is from, and the change. */
export function Screen({ query }: ScreenProps) {
  const on = query.get('tanggal') ?? ''
  const criteria = useLoad(
    (signal) => call('GET /api/criteria', { query: { on: on || undefined }, signal }),
    [on],
  )
  const crumbs = [
    { label: t('classification.title'), href: listPath },
    { label: t('criteria.title') },
  ]
  return (
    <Page title={t('criteria.title')} crumbs={crumbs} lead={<p>{t('criteria.lead')}</p>}>
      <div class="decree-form">
        <Input
          type="date"
          label={t('criteria.on')}
          hint={on === '' ? t('criteria.today') : date(on)}
          value={on}
          onValue={(tanggal) => setQuery({ tanggal })}
        />
      </div>
      <Shown of={criteria}>
        {(value) => (
          <>
            <InForce criteria={value} />
            <History rules={value.history} />
            {mayNow('criteria.change') ? (
              <ChangeForm key={value.version} criteria={value} onDone={criteria.again} />
            ) : null}
          </>
        )}
      </Shown>
    </Page>
  )
}

function InForce({ criteria }: { readonly criteria: Criteria }) {
  const { definition, version, decree } = criteria
  const words = (code: string) => findText(`criterion.${code}`) ?? code
  return (
    <Section title={versionWords(version)} first>
      <Facts
        rows={[
          {
            label: t('criteria.threshold'),
            value: t('criteria.threshold-of', {
              threshold: definition.threshold,
              of: definition.criteria.filter((each) => each.inUse).length,
            }),
          },
          { label: t('criteria.line'), value: rupiah(definition.linePerPersonMonth) },
        ]}
      />
      <p class="source">
        {t('criteria.source')}: {decree}
      </p>
      <h3>{t('criteria.nine')}</h3>
      <ol class="criteria-list">
        {definition.criteria.map((each) => (
          <li key={each.code}>
            {words(each.code)}
            {each.inUse ? null : <span class="soft"> · {t('criteria.not-used')}</span>}
            {each.sufficient ? <span class="soft"> · {t('criteria.sufficient')}</span> : null}
          </li>
        ))}
      </ol>
      <h3>{t('criteria.disqualifiers')}</h3>
      <ul class="criteria-list">
        {definition.disqualifiers.map((each) => (
          <li key={each.code}>
            {words(each.code)}
            {each.inUse ? null : <span class="soft"> · {t('criteria.not-used')}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function History({ rules }: { readonly rules: readonly Rule[] }) {
  const columns: readonly Column<Rule>[] = [
    {
      key: 'from',
      head: t('criteria.since'),
      names: true,
      cell: (rule) => (
        <a href={`${criteriaPath}?tanggal=${rule.validFrom}`}>{date(rule.validFrom)}</a>
      ),
    },
    {
      key: 'whose',
      head: t('criteria.whose'),
      label: t('criteria.whose'),
      cell: (rule) => t(rule.national ? 'criteria.national' : 'criteria.own'),
    },
    {
      key: 'threshold',
      head: t('criteria.threshold'),
      label: t('criteria.threshold'),
      number: true,
      cell: (rule) => t('criteria.threshold-of', { threshold: rule.threshold, of: rule.of }),
    },
    {
      key: 'line',
      head: t('criteria.line'),
      label: t('criteria.line'),
      number: true,
      cell: (rule) => rupiah(rule.linePerPersonMonth),
    },
    { key: 'decree', head: t('criteria.source'), cell: (rule) => rule.decree },
  ]
  return (
    <Section title={t('criteria.history')}>
      <Table
        caption={t('criteria.history')}
        columns={columns}
        rows={rules}
        rowKey={(rule) => rule.version}
      />
    </Section>
  )
}

/** The regency's own from a day on, by its decree. Decisions made before keep their version. */
function ChangeForm(props: { readonly criteria: Criteria; readonly onDone: () => void }) {
  const { definition } = props.criteria
  const validFrom = useSignal('')
  const decree = useSignal('')
  const threshold = useSignal(String(definition.threshold))
  const line = useSignal(String(definition.linePerPersonMonth))
  const used = useSignal<ReadonlySet<string>>(
    new Set(definition.criteria.filter((each) => each.inUse).map((each) => each.code)),
  )
  const sending = useSending(async () => {
    const body = {
      validFrom: validFrom.value,
      decree: decree.value.trim(),
      threshold: Number(threshold.value),
      linePerPersonMonth: Number(line.value),
      criteriaInUse: [...used.value],
      disqualifiersInUse: definition.disqualifiers.flatMap(({ code, inUse }) =>
        inUse ? [code] : [],
      ),
    }
    await call('POST /api/criteria', { body })
    say(t('criteria.changed', { on: date(validFrom.value) }))
    props.onDone()
  })
  const ready = validFrom.value !== '' && decree.value.trim().length >= 5 && used.value.size > 0
  const digits = (value: string) => value.replace(/\D/g, '')
  const tick = (code: string, on: boolean) => {
    const next = new Set(used.value)
    if (on) next.add(code)
    else next.delete(code)
    used.value = next
  }
  return (
    <Section title={t('criteria.change')}>
      <form
        class="decree-form"
        onSubmit={(event) => {
          event.preventDefault()
          void sending.run()
        }}
      >
        <Input
          type="text"
          label={t('criteria.decree')}
          hint={t('criteria.decree-hint')}
          value={decree.value}
          onValue={(value) => {
            decree.value = value
          }}
        />
        <Input
          type="date"
          label={t('criteria.since')}
          hint={validFrom.value === '' ? t('decree.date-hint') : date(validFrom.value)}
          value={validFrom.value}
          onValue={(value) => {
            validFrom.value = value
          }}
        />
        <Input
          type="text"
          inputMode="numeric"
          label={t('criteria.threshold')}
          value={threshold.value}
          onValue={(value) => {
            threshold.value = digits(value)
          }}
        />
        <Input
          type="text"
          inputMode="numeric"
          label={t('criteria.line')}
          hint={rupiah(Number(line.value))}
          value={line.value}
          onValue={(value) => {
            line.value = digits(value)
          }}
        />
        <fieldset class="field">
          <legend class="label">{t('criteria.nine')}</legend>
          {definition.criteria.map(({ code }) => (
            <Check
              key={code}
              label={findText(`criterion.${code}`) ?? code}
              checked={used.value.has(code)}
              onChange={(on) => tick(code, on)}
            />
          ))}
        </fieldset>
        <ProblemNotice problem={sending.problem} />
        <Button
          kind="main"
          type="submit"
          busy={sending.busy}
          because={ready ? undefined : t('criteria.fill-first')}
        >
          {t('criteria.change-confirm')}
        </Button>
      </form>
    </Section>
  )
}
