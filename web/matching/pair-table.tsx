import type { ComponentChildren } from 'preact'
import { markDifferences, markPlaces, type Run } from '../../core/matching/differences.ts'
import { date } from '../format.ts'
import { findText, t } from '../text.ts'
import { Status } from '../ui/status.tsx'
import { type Compared, closenessOf, closenessShape, rowWords } from './comparison.ts'
import { Marked } from './marked.tsx'
import type { Pair, Side } from './matching.ts'
import { SideTable } from './side-table.tsx'

type Shown = Compared & Partial<Pick<Pair, 'persons'>>

/**
 * Two records in two columns; what differs is marked, and said in words beside it. `blind`: without
 * the way to the families, where one would see what became of the pair.
 */
export function PairTable(props: { readonly pair: Shown; readonly blind?: true }) {
  const { pair, blind } = props
  return (
    <SideTable
      caption={t('matching.comparison')}
      left={<RecordHead record="A" side={pair.left} other={pair.right} blind={blind} />}
      right={<RecordHead record="B" side={pair.right} other={pair.left} blind={blind} />}
    >
      <PersonRows pair={pair} />
      <FamilyRows pair={pair} />
    </SideTable>
  )
}

function RecordHead(props: {
  readonly record: 'A' | 'B'
  readonly side: Side
  readonly other: Side
  readonly blind: true | undefined
}) {
  const { record, side, other, blind } = props
  const { listed, aliasOf } = side
  return (
    <>
      {t(`matching.record-${record}`)}
      <span class="source">
        {listed === null
          ? t('matching.not-listed')
          : t('matching.listed', {
              file: listed.fileName,
              row: listed.row,
              date: date(listed.receivedAt),
            })}
      </span>
      {aliasOf === null ? null : (
        <span class="source">
          {t('matching.is-alias')}{' '}
          <a href={`/keluarga/${aliasOf}`}>
            {aliasOf === other.householdId
              ? t(`matching.record-${record === 'A' ? 'B' : 'A'}`)
              : t('matching.alias-of', { name: side.aliasOfName ?? '–' })}
          </a>
        </span>
      )}
      {blind ? null : (
        <a class="source" href={`/keluarga/${side.householdId}`}>
          {t('matching.open-household')}
        </a>
      )}
    </>
  )
}

/** The two that were compared as one person: the heads, or a head and a member. */
function PersonRows({ pair }: { readonly pair: Shown }) {
  const left = personOf(pair.left, pair.persons?.left ?? 0)
  const right = personOf(pair.right, pair.persons?.right ?? 0)
  const heads = left.isHead && right.isHead
  const names = markDifferences(left.name, right.name)
  const numbers = markPlaces(left.number, right.number, pair.slips?.nationalId)
  const roles = [roleWords(left), roleWords(right)] as const
  return (
    <>
      <Row
        pair={pair}
        field="name"
        label={t(heads ? 'matching.field.name' : 'matching.field.person')}
        filled={[left.name !== '', right.name !== '']}
        values={[
          <Person key="left" runs={names[0]} role={heads ? undefined : roles[0]} />,
          <Person key="right" runs={names[1]} role={heads ? undefined : roles[1]} />,
        ]}
      />
      <Row pair={pair} field="national-id" {...texts(numbers, [left.number, right.number])} />
      <Row
        pair={pair}
        field="birth-date"
        filled={[left.bornYear !== null, right.bornYear !== null]}
        values={[bornYear(left.bornYear), bornYear(right.bornYear)]}
      />
      <Row
        pair={pair}
        field="sex"
        filled={[left.sex !== null, right.sex !== null]}
        values={[sexWord(left.sex), sexWord(right.sex)]}
      />
      {heads ? null : (
        <Row
          pair={pair}
          field="role"
          label={t('matching.field.name')}
          filled={[true, true]}
          values={[pair.left.headName, pair.right.headName]}
        />
      )}
    </>
  )
}

type Person = ReturnType<typeof personOf>

function personOf(side: Side, at: number) {
  const member = at === 0 ? undefined : side.members[at - 1]
  const { headName: name, nationalIdMask: number, sex, bornYear } = side
  if (member === undefined) return { isHead: true, name, number, sex, bornYear, relation: null }
  const { nationalIdMask, relation } = member
  return {
    isHead: false,
    name: member.name,
    number: nationalIdMask,
    sex: member.sex,
    bornYear: member.bornYear,
    relation,
  }
}

function roleWords({ isHead, relation }: Person): string {
  if (isHead) return t('matching.is-head')
  const known = relation === null ? undefined : findText(`relation.${relation}`)
  return known ?? t('matching.is-member')
}

function Person(props: { readonly runs: readonly Run[]; readonly role: string | undefined }) {
  return (
    <>
      <Marked runs={props.runs} />
      {props.role === undefined ? null : <span class="source">{props.role}</span>}
    </>
  )
}

function FamilyRows({ pair }: { readonly pair: Shown }) {
  const { left, right } = pair
  const addresses = markDifferences(left.address, right.address)
  const cards = markPlaces(left.familyCardMask, right.familyCardMask, pair.slips?.familyCard)
  return (
    <>
      <Row
        pair={pair}
        field="place"
        filled={[left.villageName !== '', right.villageName !== '']}
        values={[<Place key="left" side={left} />, <Place key="right" side={right} />]}
      />
      <Row pair={pair} field="address" {...texts(addresses, [left.address, right.address])} />
      <Row
        pair={pair}
        field="family-card"
        {...texts(cards, [left.familyCardMask, right.familyCardMask])}
      />
      <Row
        pair={pair}
        field="members"
        filled={[left.members.length > 0, right.members.length > 0]}
        values={[<Members key="left" side={left} />, <Members key="right" side={right} />]}
      />
    </>
  )
}

function texts(runs: readonly [readonly Run[], readonly Run[]], of: readonly [string, string]) {
  return {
    filled: [of[0] !== '', of[1] !== ''] as const,
    values: [<Marked key="left" runs={runs[0]} />, <Marked key="right" runs={runs[1]} />] as const,
  }
}

type RowField =
  | 'name'
  | 'national-id'
  | 'birth-date'
  | 'sex'
  | 'role'
  | 'place'
  | 'address'
  | 'family-card'
  | 'members'

function Row(props: {
  readonly pair: Shown
  readonly field: RowField
  readonly label?: string
  readonly filled: readonly [boolean, boolean]
  readonly values: readonly [ComponentChildren, ComponentChildren]
}) {
  const { pair, field, filled, values } = props
  const told = pair.evidence.find((each) => each.field === field)
  const line = told ?? { field, level: 'missing', weight: 0 }
  const closeness = closenessOf(line, filled)
  return (
    <tr>
      <th scope="row">{props.label ?? t(`matching.field.${field}`)}</th>
      <td>{values[0]}</td>
      <td>{values[1]}</td>
      <td>
        <Status is={closenessShape[closeness]}>{t(`matching.${closeness}`)}</Status>{' '}
        <span class="source">{rowWords(line, filled, pair)}</span>
      </td>
    </tr>
  )
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

function sexWord(sex: string | null): ComponentChildren {
  if (sex === null) return <span class="soft">{t('matching.empty-value')}</span>
  return findText(`sex.${sex}`) ?? sex
}
