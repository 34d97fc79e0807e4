import type { ComponentChildren } from 'preact'
import { markDifferences } from '../../core/matching/differences.ts'
import type { ReplyOf } from '../call.ts'
import { findText, t } from '../text.ts'
import { Marked } from './marked.tsx'

type Told = ReplyOf<'GET /api/match-questions'>['rows'][number]['left']

type Row = {
  readonly label: string
  /** What tells two values apart; empty when a record says nothing. */
  readonly keys: readonly [string, string]
  readonly cells: readonly [ComponentChildren, ComponentChildren]
}

/** What a village is shown of two records: one sentence on what differs, then line by line. */
export function ToldRecords({ left, right }: { readonly left: Told; readonly right: Told }) {
  const rows = rowsOf(left, right)
  const differing = rows.filter(isDiffering).map((row) => row.label.toLowerCase())
  return (
    <>
      <p>
        {differing.length === 0
          ? t('matching.ask-differs-not')
          : t('matching.ask-differs', { fields: differing.join(', ') })}
      </p>
      <table class="table pair pair--told" data-density="tight">
        <caption class="vh">{t('matching.comparison')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="vh">{t('matching.what')}</span>
            </th>
            <th scope="col">{t('matching.record-A')}</th>
            <th scope="col">{t('matching.record-B')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.cells[0]}</td>
              <td>{row.cells[1]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function isDiffering({ keys }: Row): boolean {
  return keys[0] !== '' && keys[1] !== '' && keys[0] !== keys[1]
}

function rowsOf(left: Told, right: Told): readonly Row[] {
  return [
    letters(t('matching.field.name'), left.headName, right.headName),
    whole(t('matching.ask-born'), yearOf(left), yearOf(right)),
    whole(t('matching.field.sex'), sexOf(left), sexOf(right)),
    whole(t('matching.field.place'), left.villageName, right.villageName),
    letters(t('matching.field.address'), left.address, right.address),
    {
      label: t('matching.ask-members'),
      keys: [keyOf(left.members), keyOf(right.members)],
      cells: [
        <Members key="left" of={left.members} other={right.members} />,
        <Members key="right" of={right.members} other={left.members} />,
      ],
    },
  ]
}

function yearOf({ bornYear }: Told): string {
  return bornYear === null ? '' : String(bornYear)
}

function sexOf({ sex }: Told): string {
  return sex === null ? '' : (findText(`sex.${sex}`) ?? sex)
}

/** Names and addresses: letter by letter. */
function letters(label: string, left: string, right: string): Row {
  const [one, other] = markDifferences(left, right)
  return {
    label,
    keys: [nameKey(left), nameKey(right)],
    cells: [<Marked key="left" runs={one} />, <Marked key="right" runs={other} />],
  }
}

/** Years, villages: the whole value differs or does not. */
function whole(label: string, left: string, right: string): Row {
  const differs = isDiffering({ label, keys: [left, right], cells: [null, null] })
  const cell = (value: string) => <Whole key={value} value={value} differs={differs} />
  return { label, keys: [left, right], cells: [cell(left), cell(right)] }
}

function Whole({ value, differs }: { readonly value: string; readonly differs: boolean }) {
  if (value === '') return <span class="soft">{t('matching.empty-value')}</span>
  return differs ? <mark>{value}</mark> : <span>{value}</span>
}

function Members(props: { readonly of: readonly string[]; readonly other: readonly string[] }) {
  if (props.of.length === 0) return <span class="soft">{t('matching.ask-members-none')}</span>
  const known = new Set(props.other.map(nameKey))
  const marks = known.size > 0
  return (
    <ul class="pair__members">
      {props.of.map((name, at) => (
        <li key={at}>{marks && !known.has(nameKey(name)) ? <mark>{name}</mark> : name}</li>
      ))}
    </ul>
  )
}

function keyOf(names: readonly string[]): string {
  return names.map(nameKey).toSorted().join('\n')
}

function nameKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toUpperCase()
}
