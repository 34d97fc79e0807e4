import { moment, number } from '../format.ts'
import { t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import { Source } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import {
  type District,
  type Overview,
  placeOf,
  rowsAddress,
  tileClass,
  tileLegend,
} from './monitoring.ts'
import { RowsLink } from './rows-link.tsx'

type Part = Omit<District, 'villages'>

/** Where they live: a table, and beside it one square for each village. */
export function WherePart({ overview }: { readonly overview: Overview }) {
  const { districts, nowhere } = overview
  const villages = districts.reduce((sum, district) => sum + district.villages.length, 0)
  const source = t('overview.where-source', {
    districts: districts.length,
    villages,
    at: moment(overview.at),
  })
  const stray = { ...nowhere, code: '', name: t('overview.nowhere') }
  const rows: readonly Part[] = nowhere.listRows === 0 ? districts : [...districts, stray]
  return (
    <Section title={t('overview.where')} aside={<Source>{source}</Source>}>
      <div class="where">
        <Table
          caption={t('overview.where-caption')}
          columns={columns()}
          rows={rows}
          rowKey={(part) => part.code}
          stack={false}
          foot={<Foot overview={overview} />}
        />
        <Tiles districts={districts} />
      </div>
    </Section>
  )
}

const counts = [
  ['listRows', 'overview.list-rows', true],
  ['families', 'overview.families', true],
  ['visited', 'overview.visited', true],
  ['decided', 'overview.decided', false],
  ['extremelyPoor', 'overview.poor', false],
] as const

function columns(): readonly Column<Part>[] {
  const figures = counts.map(([key, head, wide]) => ({
    key,
    head: t(head),
    number: true,
    wide,
    cell: (part: Part) =>
      key === 'extremelyPoor' ? <strong>{number(part[key])}</strong> : number(part[key]),
  }))
  return [{ key: 'name', head: t('overview.district'), names: true, cell: nameCell }, ...figures]
}

function nameCell(part: Part) {
  if (part.code === '') return part.name
  return <RowsLink of={{ area: part.code }}>{part.name}</RowsLink>
}

function Foot({ overview }: { readonly overview: Overview }) {
  return (
    <tr>
      <th scope="row">{placeOf(overview) || t('overview.regency')}</th>
      {counts.map(([key, , wide]) => (
        <td key={key} class={wide ? 'num only-wide' : 'num'}>
          {number(overview.totals[key])}
        </td>
      ))}
    </tr>
  )
}

function Tiles({ districts }: { readonly districts: readonly District[] }) {
  const most = mostWords(districts)
  return (
    <figure aria-labelledby="peta-ubin">
      <div class="map">
        {districts.map((district) => (
          <div key={district.code}>
            <h3>
              <span>{district.name}</span>
              <span>{number(district.extremelyPoor)}</span>
            </h3>
            <div class="tiles">
              {byPoor(district.villages).map((village) => (
                <Tile key={village.code} village={village} />
              ))}
            </div>
          </div>
        ))}
      </div>
      <figcaption>
        <ul class="legend">
          {tileLegend().map(({ step, label }) => (
            <li key={step}>
              <i class={step} />
              {label}
            </li>
          ))}
        </ul>
        <p class="source" id="peta-ubin">
          {most === '' ? t('overview.tiles-none') : t('overview.tiles-source', { most })}
        </p>
      </figcaption>
    </figure>
  )
}

function Tile({ village }: { readonly village: District['villages'][number] }) {
  const { code, name, extremelyPoor: count } = village
  const words = t('overview.tile', { village: name, count })
  const to = rowsAddress({ result: 'extremely-poor', area: code })
  if (to === undefined) {
    return (
      <span class={`tile ${tileClass(count)}`} role="img" title={words} aria-label={words}>
        {count}
      </span>
    )
  }
  return (
    <a class={tileClass(count)} href={to} title={words} aria-label={words}>
      {count}
    </a>
  )
}

function byPoor(villages: District['villages']): District['villages'] {
  return villages.toSorted(
    (a, b) => b.extremelyPoor - a.extremelyPoor || (a.name < b.name ? -1 : 1),
  )
}

function mostWords(districts: readonly District[]): string {
  return districts
    .flatMap((district) => district.villages.map((village) => ({ ...village, in: district.name })))
    .filter((village) => village.extremelyPoor > 0)
    .sort((a, b) => b.extremelyPoor - a.extremelyPoor)
    .slice(0, 5)
    .map((village) => `${village.name} (${village.in}) ${number(village.extremelyPoor)}`)
    .join(', ')
}
