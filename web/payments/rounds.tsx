import { call } from '../call.ts'
import { date, number, rupiah } from '../format.ts'
import { useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { LinkButton } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Source, Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { MakeRound } from './make-round.tsx'
import { MoneyBar } from './money.tsx'
import { type RoundRow, roundName, stateShape } from './payments.ts'
import './payments.css'

/** Every round with where its money stands, and the making of the next. */
export function Screen({ query }: ScreenProps) {
  const page = Number(query.get('page') ?? 1)
  const loaded = useLoad(
    (signal) => call('GET /api/payment-rounds', { query: { page }, signal }),
    [page],
  )
  return (
    <Page
      title={t('aid.title')}
      lead={<p>{t('aid.lead')}</p>}
      actions={<LinkButton href="/program">{t('aid.programmes')}</LinkButton>}
    >
      <Shown of={loaded}>
        {(reply) => (
          <>
            <Table
              caption={t('aid.rounds-caption')}
              columns={columns()}
              rows={reply.rows}
              rowKey={(round) => round.id}
              empty={<p>{t('aid.rounds-none')}</p>}
            />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
      {mayNow('payment.instruct') ? (
        <Section title={t('aid.make')}>
          <MakeRound />
        </Section>
      ) : null}
    </Page>
  )
}

function columns(): readonly Column<RoundRow>[] {
  const money = (key: 'paid' | 'returned' | 'open'): Column<RoundRow> => ({
    key,
    head: t(`aid.${key}-families`),
    label: t(`aid.${key}-families`),
    number: true,
    cell: (round) => number(round.money[key].families),
  })
  return [
    { key: 'round', head: t('aid.round'), names: true, cell: nameCell },
    {
      key: 'state',
      head: t('aid.state'),
      label: t('aid.state'),
      cell: (round) => (
        <Status is={stateShape(round.state)}>{t(`round-state.${round.state}`)}</Status>
      ),
    },
    {
      key: 'due',
      head: t('aid.due-rupiah'),
      label: t('aid.due-rupiah'),
      number: true,
      cell: (round) => rupiah(round.money.instructed.rupiah),
    },
    money('paid'),
    money('returned'),
    money('open'),
    {
      key: 'share',
      head: <span class="vh">{t('aid.share')}</span>,
      cell: (round) => <MoneyBar money={round.money} />,
    },
  ]
}

function nameCell(round: RoundRow) {
  return (
    <>
      <a href={`/penyaluran/${round.id}`}>{roundName(round)}</a>
      <br />
      <Source>
        {[rupiah(round.amount), round.channel, round.decreeNumber, date(round.decreedOn)].join(
          ' · ',
        )}
      </Source>
    </>
  )
}
