import { useSignal } from '@preact/signals'
import { uuidv7 } from 'uuidv7'
import { newMemberRelations, newMembersMost } from '../../core/visits/new-member.ts'
import {
  digitsOf,
  factsOf,
  type KnownPerson,
  numberFinding,
  type PersonAsked,
  reasonWords,
  sureWords,
  toldByNumber,
} from '../matching/known.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Check, Choices, Input, Select } from '../ui/field.tsx'
import { type KnownAtDoor, useKnownAtDoor } from './among.ts'
import { type Draft, memberOf, type TypedMember } from './draft.ts'
import type { Task } from './visits.ts'

type Props = {
  readonly task: Task
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

/** Who lives here and is not in the list: one at a time is open, the others are one line. */
export function NewMembers({ task, draft, onChange }: Props) {
  const members = draft.newMembers ?? []
  const open = useSignal(members.find((each) => memberOf(each) === undefined)?.id ?? '')
  const set = (next: readonly TypedMember[]) => onChange({ ...draft, newMembers: next })
  const add = () => {
    const member = blank(uuidv7())
    open.value = member.id
    set([...members, member])
  }
  return (
    <section aria-labelledby="new-members">
      <h2 id="new-members">{t('visits.new-members')}</h2>
      <p class="hint">{t('visits.new-members-means')}</p>
      {members.map((member) =>
        member.id === open.value ? (
          <MemberForm
            key={member.id}
            task={task}
            member={member}
            onChange={(next) => set(members.map((each) => (each.id === next.id ? next : each)))}
            onClose={() => {
              open.value = ''
            }}
            onDrop={() => set(members.filter((each) => each.id !== member.id))}
          />
        ) : (
          <p class="new-member" key={member.id}>
            <span>
              <strong>{member.name}</strong>
              {member.relation === '' ? null : `, ${t(`relation.${member.relation}`)}`}
            </span>
            <Button
              small
              label={t('visits.new-change-of', { name: member.name })}
              onPress={() => {
                open.value = member.id
              }}
            >
              {t('visits.new-change')}
            </Button>
          </p>
        ),
      )}
      {members.length >= newMembersMost || members.some((each) => each.id === open.value) ? null : (
        <Button onPress={add}>{t('visits.new-add')}</Button>
      )}
    </section>
  )
}

function blank(id: string): TypedMember {
  return { id, name: '', relation: '', bornOn: '', nationalId: '', withoutNationalId: false }
}

const sexes = ['male', 'female'] as const

function MemberForm(props: {
  readonly task: Task
  readonly member: TypedMember
  readonly onChange: (member: TypedMember) => void
  readonly onClose: () => void
  readonly onDrop: () => void
}) {
  const { member, onChange } = props
  const known = useKnownAtDoor(askedOf(member))
  const change = (part: Partial<TypedMember>) => onChange({ ...member, ...part })
  const relations = newMemberRelations.map((value) => ({ value, label: t(`relation.${value}`) }))
  return (
    <fieldset class="new-member-form">
      <legend class="vh">{t('visits.new-legend')}</legend>
      <Input
        label={t('visits.new-name')}
        value={member.name}
        maxLength={100}
        autoComplete="off"
        onValue={(name) => change({ name })}
      />
      <MayBeKnown known={known} task={props.task} member={member} onChange={change} />
      <Select
        label={t('visits.new-relation')}
        value={member.relation}
        options={[{ value: '', label: t('visits.new-choose') }, ...relations]}
        onValue={(value) =>
          change({ relation: newMemberRelations.find((each) => each === value) ?? '' })
        }
      />
      <Choices
        phone
        name={`sex-${member.id}`}
        legend={t('known.sex')}
        value={member.sex ?? ''}
        options={sexes.map((value) => ({ value, label: t(`known.sex.${value}`) }))}
        onValue={(value) => change({ sex: sexes.find((each) => each === value) })}
      />
      <Input
        type="date"
        label={t('known.born-on')}
        hint={t('visits.new-born-hint')}
        value={member.bornOn}
        onValue={(bornOn) => change({ bornOn })}
      />
      <NumberPart member={member} onChange={change} />
      <p class="actions">
        <Button
          onPress={props.onClose}
          because={memberOf(member) === undefined ? t('visits.new-needs') : undefined}
        >
          {t('visits.new-done')}
        </Button>
        <Button kind="plain" onPress={props.onDrop}>
          {t('visits.new-drop')}
        </Button>
      </p>
    </fieldset>
  )
}

function askedOf({ name, nationalId, bornOn, sex, withoutNationalId }: TypedMember): PersonAsked {
  const number = withoutNationalId ? '' : digitsOf(nationalId)
  return {
    name: name.trim(),
    ...(number.length === 16 ? { nationalId: number } : {}),
    ...(bornOn === '' ? {} : { bornOn }),
    ...(sex === undefined ? {} : { sex }),
  }
}

/** The number when a card is shown; it stays on this device only until the visit is sent. */
function NumberPart(props: {
  readonly member: TypedMember
  readonly onChange: (part: Partial<TypedMember>) => void
}) {
  const { member, onChange } = props
  const left = useSignal(member.nationalId !== '')
  const whole = digitsOf(member.nationalId).length >= 16
  const wrong = left.value || whole ? numberFinding({ ...member, sex: member.sex }) : undefined
  return (
    <>
      {member.withoutNationalId ? null : (
        <Input
          type="tel"
          inputMode="numeric"
          label={t('visits.new-nik')}
          hint={toldByNumber(member.nationalId) ?? t('visits.new-nik-hint')}
          value={member.nationalId}
          maxLength={40}
          autoComplete="off"
          wrong={wrong}
          onLeave={() => {
            left.value = true
          }}
          onValue={(nationalId) => {
            left.value = false
            onChange({ nationalId })
          }}
        />
      )}
      <Check
        label={t('visits.new-without-nik')}
        checked={member.withoutNationalId}
        onChange={(withoutNationalId) =>
          onChange(
            withoutNationalId ? { withoutNationalId, nationalId: '' } : { withoutNationalId },
          )
        }
      />
    </>
  )
}

/** "This person may be known": the verifier says which one it is, or that it is somebody else. */
function MayBeKnown(props: {
  readonly known: KnownAtDoor
  readonly task: Task
  readonly member: TypedMember
  readonly onChange: (part: Partial<TypedMember>) => void
}) {
  const { known, task, member, onChange } = props
  const { knownSaid, sameAsPersonId } = member
  const rows = known.rows.filter(
    (each) => each.sure !== 'unlikely' || each.personId === sameAsPersonId,
  )
  const elsewhere = known.elsewhere ? <p>{t('known.elsewhere-more')}</p> : null
  if (rows.length === 0) return <div role="status">{elsewhere}</div>
  const options = rows.map((row) => ({
    value: row.personId,
    label: row.name,
    hint: hintOf(row, row.householdId === task.householdId),
  }))
  return (
    <div class="notice" data-is="warn" role="status">
      <Choices
        phone
        name={`known-${member.id}`}
        legend={t('visits.new-known')}
        value={knownSaid === 'same' ? (sameAsPersonId ?? '') : (knownSaid ?? '')}
        options={[...options, { value: 'other', label: t('visits.new-other') }]}
        onValue={(value) =>
          onChange(
            value === 'other'
              ? { knownSaid: 'other', sameAsPersonId: undefined }
              : { knownSaid: 'same', sameAsPersonId: value },
          )
        }
      />
      {elsewhere}
      {known.from === 'device' ? <p class="hint">{t('visits.new-known-device')}</p> : null}
    </div>
  )
}

function hintOf(row: KnownPerson, here: boolean): string {
  const [, sure] = sureWords(row.sure)
  const reasons = reasonWords(row.evidence)
  const place = here ? t('visits.new-known-here') : factsOf(row)
  return `${reasons === '' ? sure : `${sure}: ${reasons}`}. ${place}`
}
