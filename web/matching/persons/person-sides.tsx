import type { ComponentChildren } from 'preact'
import { findText, t } from '../../text.ts'
import { Status, type StatusShape } from '../../ui/status.tsx'
import { SideTable } from '../side-table.tsx'
import { type PersonPair, type PersonSide, roleWords } from './persons.ts'

const shapes: Readonly<Record<string, StatusShape>> = {
  missing: 'none',
  equal: 'ok',
  'same-village': 'ok',
  different: 'stop',
  elsewhere: 'stop',
}

/** The person as both families have them, and the two families; what compares, in words. */
export function PersonSides({ pair }: { readonly pair: PersonPair }) {
  const { left, right } = pair
  const row = (of: (side: PersonSide) => ComponentChildren) => [of(left), of(right)] as const
  const line = (field: string) => pair.evidence.find((each) => each.field === field)
  return (
    <SideTable
      persons
      caption={t('persons.comparison')}
      left={<Family name={t('persons.family-A')} side={left} />}
      right={<Family name={t('persons.family-B')} side={right} />}
    >
      <Row label={t('persons.name')} line={line('name')} values={row((side) => side.name)} />
      <Row
        label={t('matching.field.national-id')}
        line={line('national-id')}
        values={row((side) => (side.nationalIdMask === '' ? <Empty /> : side.nationalIdMask))}
      />
      <Row
        label={t('matching.field.birth-date')}
        line={line('birth-date')}
        values={row((side) =>
          side.bornYear === null ? <Empty /> : <span class="mask">{`••-••-${side.bornYear}`}</span>,
        )}
      />
      <Row
        label={t('matching.field.sex')}
        line={line('sex')}
        values={row((side) =>
          side.sex === null ? <Empty /> : (findText(`sex.${side.sex}`) ?? side.sex),
        )}
      />
      <Row label={t('persons.role')} values={row(roleWords)} />
      <Row label={t('persons.head')} values={row((side) => side.headName)} />
      <Row
        label={t('matching.field.place')}
        line={line('place')}
        values={row((side) => (
          <>
            {side.villageName}
            <span class="source">{side.districtName}</span>
          </>
        ))}
      />
      <Row
        label={t('matching.field.address')}
        values={row((side) => (side.address === '' ? <Empty /> : side.address))}
      />
      <Row label={t('persons.others')} values={row((side) => <Others side={side} />)} />
    </SideTable>
  )
}

function Family(props: { readonly name: string; readonly side: PersonSide }) {
  const { side } = props
  return (
    <>
      {props.name}
      {side.livesElsewhere ? <span class="source">{t('persons.has-left')}</span> : null}
      <a class="source" href={`/keluarga/${side.householdId}`}>
        {t('matching.open-household')}
      </a>
    </>
  )
}

function Row(props: {
  readonly label: string
  readonly line?: PersonPair['evidence'][number] | undefined
  readonly values: readonly [ComponentChildren, ComponentChildren]
}) {
  const { line } = props
  return (
    <tr>
      <th scope="row">{props.label}</th>
      <td>{props.values[0]}</td>
      <td>{props.values[1]}</td>
      <td>
        {line === undefined ? null : (
          <Status is={shapes[line.level] ?? 'doing'}>
            {findText(`matching.level.${line.field}.${line.level}`) ?? line.level}
          </Status>
        )}
      </td>
    </tr>
  )
}

function Empty() {
  return <span class="soft">{t('matching.empty-value')}</span>
}

function Others({ side }: { readonly side: PersonSide }) {
  if (side.members.length === 0) return <span class="soft">{t('persons.nobody-else')}</span>
  return (
    <ul class="pair__members">
      {side.members.map((member, at) => (
        <li key={at}>
          {member.name}
          {member.bornYear === null ? '' : `, ${member.bornYear}`}
        </li>
      ))}
    </ul>
  )
}
