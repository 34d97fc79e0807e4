import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { date, rupiah } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Source } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import { CompanyPart } from './company-part.tsx'
import { ProgrammeForm, TermForm } from './programme-form.tsx'
import './programmes.css'

type Reply = ReplyOf<'GET /api/programmes'>
export type Programme = Reply['programmes'][number]
export type Suggestion = Reply['suggestions'][number]

/** What aid there is, from whom, how much from when on and by which regulation. */
export function Screen() {
  const loaded = useLoad((signal) => call('GET /api/programmes', { signal }), [])
  const mayManage = mayNow('programme.manage')
  return (
    <Page
      title={t('programmes.title')}
      crumbs={[
        { label: t('programmes.aid'), href: '/penyaluran' },
        { label: t('programmes.title') },
      ]}
      lead={<p>{t('programmes.lead')}</p>}
    >
      <Shown of={loaded}>
        {({ programmes, suggestions }) => (
          <>
            <Table
              caption={t('programmes.caption')}
              columns={columns(mayManage ? loaded.again : undefined)}
              rows={programmes}
              rowKey={(programme) => programme.id}
              empty={<p>{t('programmes.none')}</p>}
            />
            {mayManage ? (
              <Section title={t('programmes.add')}>
                <ProgrammeForm
                  suggestions={suggestions.filter(
                    ({ code }) => !programmes.some((programme) => programme.code === code),
                  )}
                  done={loaded.again}
                />
              </Section>
            ) : null}
          </>
        )}
      </Shown>
      <CompanyPart />
    </Page>
  )
}

function columns(again: (() => void) | undefined): readonly Column<Programme>[] {
  const act: Column<Programme> = {
    key: 'act',
    head: <span class="vh">{t('programmes.new-term')}</span>,
    cell: (programme) => <Acts programme={programme} again={again ?? (() => {})} />,
  }
  return [
    { key: 'name', head: t('programmes.name'), names: true, cell: nameCell },
    {
      key: 'kind',
      head: t('programmes.kind'),
      label: t('programmes.kind'),
      cell: (programme) => t(`kind.${programme.kind}`),
    },
    {
      key: 'strategy',
      head: t('programmes.strategy'),
      label: t('programmes.strategy'),
      cell: (programme) => t(`strategy.${programme.strategy}`),
    },
    { key: 'terms', head: t('programmes.terms'), label: t('programmes.terms'), cell: termsCell },
    ...(again === undefined ? [] : [act]),
  ]
}

function nameCell(programme: Programme) {
  const { code, funder, channel, roundCount: count } = programme
  return (
    <>
      {programme.name}
      <br />
      <Source>{[code, funder, channel, t('programmes.rounds-made', { count })].join(' · ')}</Source>
    </>
  )
}

function termsCell(programme: Programme) {
  return (
    <ul>
      {programme.terms.map((term) => (
        <li key={term.validFrom}>
          {t('programmes.term', {
            amount: rupiah(term.amount),
            rounds: term.rounds,
            date: date(term.validFrom),
          })}
          <br />
          <Source>{term.legalBasis}</Source>
        </li>
      ))}
    </ul>
  )
}

function Acts({ programme, again }: { readonly programme: Programme; readonly again: () => void }) {
  const open = useSignal(false)
  const removing = useSending(async () => {
    await call('DELETE /api/programmes/:id', { params: { id: programme.id } })
    say(t('programmes.removed'))
    again()
  })
  const close = () => {
    open.value = false
  }
  return (
    <>
      <span class="actions">
        <Button
          small
          onPress={() => {
            open.value = true
          }}
        >
          {t('programmes.new-term')}
        </Button>
        {programme.roundCount > 0 ? null : (
          <Button small kind="plain" busy={removing.busy} onPress={() => removing.run()}>
            {t('programmes.remove')}
          </Button>
        )}
      </span>
      <ProblemNotice problem={removing.problem} />
      {open.value ? (
        <Dialog
          title={t('programmes.new-term-of', { name: programme.name })}
          onClose={close}
          actions={null}
        >
          <TermForm
            programmeId={programme.id}
            onClose={close}
            done={() => {
              close()
              again()
            }}
          />
        </Dialog>
      ) : null}
    </>
  )
}
