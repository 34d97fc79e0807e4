import { number } from '../format.ts'
import { t } from '../text.ts'
import { Masked, Status, Truth } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { type HouseholdRow, resultShape, resultWords, stateShape } from './registry.ts'

export function HouseholdTable(props: { readonly rows: readonly HouseholdRow[] }) {
  return (
    <Table
      caption={t('households.title')}
      columns={columns()}
      rows={props.rows}
      rowKey={(row) => row.id}
      empty={
        <>
          <p>
            <strong>{t('households.none-title')}</strong>
          </p>
          <p>{t('households.none')}</p>
        </>
      }
    />
  )
}

function columns(): readonly Column<HouseholdRow>[] {
  return [
    { key: 'family', head: t('households.family'), names: true, cell: nameCell },
    { key: 'place', head: t('households.place'), label: t('households.place'), cell: placeOf },
    {
      key: 'nik',
      head: t('record.nik'),
      label: t('record.nik'),
      cell: (row) => <Masked value={row.nationalIdMask} />,
    },
    {
      key: 'decile',
      head: <Truth kind="P">{t('households.decile')}</Truth>,
      label: t('households.decile'),
      number: true,
      cell: (row) => (row.centralDecile === null ? '–' : number(row.centralDecile)),
    },
    {
      key: 'state',
      head: t('households.state'),
      label: t('households.state'),
      cell: (row) => (
        <Status is={stateShape(row.state)}>{t(`household-state.${row.state}`)}</Status>
      ),
    },
    {
      key: 'result',
      head: <Truth kind="K">{t('households.result')}</Truth>,
      label: t('households.result'),
      cell: (row) =>
        row.result === null ? (
          '–'
        ) : (
          <Status is={resultShape(row.result)}>{resultWords(row.result)}</Status>
        ),
    },
  ]
}

function nameCell(row: HouseholdRow) {
  return (
    <>
      <a href={`/keluarga/${row.id}`}>{row.headName}</a>{' '}
      <span class="unit">{t('households.members-count', { count: row.memberCount })}</span>
      {row.aliasOf === null ? null : <span class="source"> {t('households.alias')}</span>}
    </>
  )
}

function placeOf(row: HouseholdRow): string {
  const parts = [row.address, row.villageName ?? row.villageCode ?? '']
  return parts.filter((part) => part !== '').join(', ') || '–'
}
