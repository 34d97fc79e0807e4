import type { ReplyOf } from '../call.ts'
import { date, rupiah } from '../format.ts'
import type { Loaded } from '../load.ts'
import { findText, t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { Source, Status, type StatusShape } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'

type Reply = ReplyOf<'GET /api/households/:id/aid'>
type Aid = Reply['rows'][number]

/** What was given to this family, each with its outcome. */
export function AidPart({ of }: { readonly of: Loaded<Reply | undefined> }) {
  const paid = of.value?.paidRupiah
  const aside =
    paid === undefined || paid === 0 ? null : (
      <Source>{t('record.aid-paid', { paid: rupiah(paid) })}</Source>
    )
  return (
    <Section title={t('record.aid')} aside={aside}>
      <Shown of={of}>
        {(reply) => (
          <Table
            caption={t('record.aid')}
            columns={columns()}
            rows={reply?.rows ?? []}
            rowKey={(row) => `${row.roundId} ${row.partId}`}
            empty={<p>{t('record.aid-none')}</p>}
          />
        )}
      </Shown>
    </Section>
  )
}

function columns(): readonly Column<Aid>[] {
  return [
    { key: 'what', head: t('record.aid-what'), names: true, cell: whatCell },
    {
      key: 'payee',
      head: t('record.aid-payee'),
      label: t('record.aid-payee'),
      cell: (row) => row.payeeName,
    },
    {
      key: 'amount',
      head: t('record.aid-amount'),
      label: t('record.aid-amount'),
      number: true,
      cell: (row) => rupiah(row.amount),
    },
    { key: 'state', head: t('record.aid-state'), label: t('record.aid-state'), cell: stateCell },
  ]
}

function whatCell(row: Aid) {
  return (
    <>
      {row.programmeName}{' '}
      <Source>
        {[row.funder, t('record.aid-round', { no: row.roundNo, rounds: row.rounds })].join(' · ')}
      </Source>
      {row.partOwn ? null : (
        <Source>
          <a href={`/keluarga/${row.partId}`}>{t('record.aid-part', { name: row.partName })}</a>
        </Source>
      )}
    </>
  )
}

function stateCell(row: Aid) {
  const words = row.leftOut
    ? t('record.left-out')
    : (findText(`outcome.${row.outcome}`) ?? row.outcome)
  return (
    <span>
      <Status is={row.leftOut ? 'out' : shapeOf(row.outcome)}>{words}</Status>{' '}
      <Source>{row.outcomeOn === null ? row.channel : date(row.outcomeOn)}</Source>
    </span>
  )
}

function shapeOf(outcome: Aid['outcome']): StatusShape {
  if (outcome === 'paid' || outcome === 'delivered') return 'ok'
  if (outcome === 'open' || outcome === 'unknown') return 'wait'
  return 'back'
}
