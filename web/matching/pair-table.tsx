import type { ComponentChildren } from 'preact'
import { markDifferences, type Run } from '../../core/matching/differences.ts'
import { date } from '../format.ts'
import { findText, t } from '../text.ts'
import { Status } from '../ui/status.tsx'
import { levelWords } from './evidence.tsx'
import { closenessOf, closenessShape, type EvidenceLine, type Pair, type Side } from './matching.ts'

/**
 * Two records in two columns; what differs is marked, and said in words beside it. `blind`: without
 * the way to the families, where one would see what became of the pair.
 */
export function PairTable(props: {
  readonly pair: Pick<Pair, 'left' | 'right' | 'evidence'>
  readonly blind?: true
}) {
  const { pair, blind } = props
  const { left, right } = pair
  const line = (field: string) => pair.evidence.find((each) => each.field === field)
  const marked = (one: string, other: string) => {
    const [first, second] = markDifferences(one, other)
    return [<Marked key="left" runs={first} />, <Marked key="right" runs={second} />] as const
  }
  return (
    <table class="table pair" data-density="tight">
      <caption class="vh">{t('matching.comparison')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="vh">{t('matching.what')}</span>
          </th>
          <th scope="col">
            <RecordHead name={t('matching.record-A')} side={left} blind={blind} />
          </th>
          <th scope="col">
            <RecordHead name={t('matching.record-B')} side={right} blind={blind} />
          </th>
          <th scope="col">
            <span class="source">{t('matching.result')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <Row field="name" line={line('name')} values={marked(left.headName, right.headName)} />
        <Row
          field="national-id"
          line={line('national-id')}
          values={marked(left.nationalIdMask, right.nationalIdMask)}
        />
        <Row
          field="birth-date"
          line={line('birth-date')}
          values={[bornYear(left.bornYear), bornYear(right.bornYear)]}
        />
        <Row field="sex" line={line('sex')} values={[sexWord(left.sex), sexWord(right.sex)]} />
        <Row
          field="place"
          line={line('place')}
          values={[<Place key="left" side={left} />, <Place key="right" side={right} />]}
        />
        <Row field="address" line={line('address')} values={marked(left.address, right.address)} />
        <Row
          field="family-card"
          line={line('family-card')}
          values={marked(left.familyCardMask, right.familyCardMask)}
        />
        <Row
          field="members"
          line={line('members')}
          values={[<Members key="left" side={left} />, <Members key="right" side={right} />]}
        />
      </tbody>
    </table>
  )
}

function RecordHead(props: {
  readonly name: string
  readonly side: Side
  readonly blind: true | undefined
}) {
  const { name, side, blind } = props
  const { listed } = side
  return (
    <>
      {name}
      <span class="source">
        {listed === null
          ? t('matching.not-listed')
          : t('matching.listed', {
              file: listed.fileName,
              row: listed.row,
              date: date(listed.receivedAt),
            })}
      </span>
      {side.aliasOf === null ? null : <span class="source">{t('matching.is-alias')}</span>}
      {blind ? null : (
        <a class="source" href={`/keluarga/${side.householdId}`}>
          {t('matching.open-household')}
        </a>
      )}
    </>
  )
}

type RowField =
  | 'name'
  | 'national-id'
  | 'birth-date'
  | 'sex'
  | 'place'
  | 'address'
  | 'family-card'
  | 'members'

function Row(props: {
  readonly field: RowField
  readonly line: EvidenceLine | undefined
  readonly values: readonly [ComponentChildren, ComponentChildren]
}) {
  const closeness = closenessOf(props.line)
  return (
    <tr>
      <th scope="row">{t(`matching.field.${props.field}`)}</th>
      <td>{props.values[0]}</td>
      <td>{props.values[1]}</td>
      <td>
        <Status is={closenessShape[closeness]}>{t(`matching.${closeness}`)}</Status>{' '}
        <span class="source">{props.line === undefined ? '' : levelWords(props.line)}</span>
      </td>
    </tr>
  )
}

function Marked({ runs }: { readonly runs: readonly Run[] }) {
  if (runs.length === 0) return <span class="soft">{t('matching.empty-value')}</span>
  // With nothing in common a mark on every letter would say nothing.
  if (runs.every((run) => !run.same)) return <>{runs.map((run) => run.text).join('')}</>
  return <>{runs.map((run, at) => (run.same ? run.text : <mark key={at}>{run.text}</mark>))}</>
}

function Place({ side }: { readonly side: Side }) {
  if (side.villageName === '') return <span class="soft">{t('matching.empty-value')}</span>
  return (
    <>
      {side.villageName}
      <span class="source">{side.districtName}</span>
    </>
  )
}

function Members({ side }: { readonly side: Side }) {
  if (side.members.length === 0) return <span class="soft">{t('matching.nobody-else')}</span>
  return (
    <ul class="pair__members">
      {side.members.map((member, at) => (
        <li key={at}>
          {member.name}
          {member.bornYear === null ? '' : `, ${member.bornYear}`}
          {member.known ? <span class="vh"> ({t('matching.member-known')})</span> : null}
          {member.known ? <span aria-hidden="true"> =</span> : null}
        </li>
      ))}
    </ul>
  )
}

function bornYear(year: number | null): ComponentChildren {
  if (year === null) return <span class="soft">{t('matching.empty-value')}</span>
  return <span class="mask">{`••-••-${year}`}</span>
}

function sexWord(sex: string | null): string {
  if (sex === null) return t('matching.empty-value')
  return findText(`sex.${sex}`) ?? sex
}
