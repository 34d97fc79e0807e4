import { date, number, percent, rupiah } from '../format.ts'
import { MoneyBar } from '../payments/money.tsx'
import { t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import { Source, Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { type AidRound, type Overview, sumOf } from './monitoring.ts'

/** Instructed, paid, returned and open by round; company aid beside, never added. */
export function AidPart({ overview }: { readonly overview: Overview }) {
  const { aid, companyAid } = overview
  return (
    <Section title={t('overview.aid')} aside={<Legend />}>
      <Table
        caption={t('overview.aid-caption')}
        columns={columns()}
        rows={aid}
        rowKey={(round) => round.roundId}
        empty={<p>{t('overview.aid-none')}</p>}
        foot={<Foot aid={aid} />}
      />
      {aid.length === 0 ? null : <Rest overview={overview} />}
      {companyAid.companies === 0 ? null : (
        <p class="source aid-rest">
          {t('overview.company', {
            families: companyAid.families,
            rupiah: rupiah(companyAid.rupiah),
            companies: companyAid.companies,
            date: companyAid.newest === null ? '–' : date(companyAid.newest),
          })}
        </p>
      )}
    </Section>
  )
}

function Legend() {
  return (
    <ul class="legend">
      <li>
        <i class="t4" />
        {t('overview.legend-paid')}
      </li>
      <li>
        <i style={{ background: 'var(--stop)' }} />
        {t('overview.legend-returned')}
      </li>
      <li>
        <i style={{ background: 'var(--d-rest)' }} />
        {t('overview.legend-open')}
      </li>
    </ul>
  )
}

function columns(): readonly Column<AidRound>[] {
  const families = (key: 'instructed' | 'paid' | 'returned' | 'open'): Column<AidRound> => ({
    key,
    head: t(`overview.aid-${key}`),
    label: t(`overview.aid-${key}`),
    number: true,
    cell: (round) => number(round[key].families),
  })
  return [
    { key: 'round', head: t('overview.aid-round'), names: true, cell: nameCell },
    families('instructed'),
    families('paid'),
    families('returned'),
    families('open'),
    {
      key: 'share',
      head: <span class="vh">{t('overview.aid-share')}</span>,
      cell: (round) => <MoneyBar money={round} />,
    },
    {
      key: 'rupiah',
      head: t('overview.aid-paid-rupiah'),
      label: t('overview.aid-paid-short'),
      number: true,
      cell: (round) => rupiah(round.paid.rupiah),
    },
    {
      key: 'of',
      head: t('overview.aid-of-rupiah'),
      label: t('overview.aid-of-short'),
      number: true,
      cell: (round) => <span class="soft">{rupiah(round.instructed.rupiah)}</span>,
    },
  ]
}

function nameCell(round: AidRound) {
  const { programmeName: name, roundNo: no, rounds } = round
  return (
    <>
      <a href={`/penyaluran/${round.roundId}`}>
        {t('overview.aid-round-name', { name, no, rounds })}
      </a>
      <br />
      <Source>{[round.funder, round.channel, rupiah(round.amount)].join(' · ')}</Source>
    </>
  )
}

function Foot({ aid }: { readonly aid: readonly AidRound[] }) {
  const paid = sumOf(aid.map((round) => round.paid.rupiah))
  const whole = sumOf(aid.map((round) => round.instructed.rupiah))
  return (
    <tr>
      <th scope="row" colSpan={6}>
        {t('overview.aid-total', { rounds: aid.length })}{' '}
        <span class="soft">{whole === 0 ? '' : percent(paid / whole)}</span>
      </th>
      <td class="num" data-label={t('overview.aid-paid-short')}>
        {rupiah(paid)}
      </td>
      <td class="num" data-label={t('overview.aid-of-short')}>
        {rupiah(whole)}
      </td>
    </tr>
  )
}

function Rest({ overview }: { readonly overview: Overview }) {
  const { aid, doublePayments: count } = overview
  return (
    <>
      <p class="source aid-rest">
        {t('overview.aid-rest', {
          returned: rupiah(sumOf(aid.map((round) => round.returned.rupiah))),
          open: rupiah(sumOf(aid.map((round) => round.open.rupiah))),
        })}
      </p>
      <p class="aid-rest">
        <Status is={count === 0 ? 'ok' : 'stop'}>
          {count === 0 ? t('overview.aid-doubles-none') : t('overview.aid-doubles', { count })}
        </Status>
      </p>
    </>
  )
}
