import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { number } from '../format.ts'
import { t } from '../text.ts'
import { Masked } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { hide, type Member, relationWords, revealed } from './registry.ts'

export function MemberTable({ members }: { readonly members: readonly Member[] }) {
  return (
    <>
      <Table
        caption={t('record.members')}
        columns={columns()}
        rows={members}
        rowKey={(member) => member.personId}
        empty={<p>{t('record.no-members')}</p>}
      />
      <p class="source table-note">{t('record.members-note')}</p>
    </>
  )
}

function columns(): readonly Column<Member>[] {
  return [
    { key: 'name', head: t('record.name'), names: true, cell: nameCell },
    {
      key: 'relation',
      head: t('record.relation'),
      label: t('record.relation'),
      cell: (member) => relationWords(member.head ? 'head' : member.relation),
    },
    {
      key: 'sex',
      head: t('record.sex'),
      label: t('record.sex'),
      cell: (member) => (member.sex === null ? '–' : t(`sex.${member.sex}`)),
    },
    {
      key: 'age',
      head: t('record.age'),
      label: t('record.age'),
      number: true,
      cell: (member) => (member.age === null ? '–' : number(member.age)),
    },
    {
      key: 'nik',
      head: t('record.nik'),
      label: t('record.nik'),
      cell: (member) => <Number16 id={member.personId} mask={member.nationalIdMask} />,
    },
  ]
}

function nameCell(member: Member) {
  if (member.livesElsewhere) {
    const words = t('record.lives-elsewhere')
    return (
      <>
        {member.name}{' '}
        {member.livesIn === null ? (
          <span class="source">{words}</span>
        ) : (
          <a class="source" href={`/keluarga/${member.livesIn}`}>
            {words}
          </a>
        )}
      </>
    )
  }
  if (member.alive) return member.name
  return (
    <>
      {member.name} <span class="source">{t('record.dead')}</span>
    </>
  )
}

/** A masked number; in full, with the seconds that are left, after somebody said for what. */
export function Number16(props: { readonly id: string; readonly mask: string | null }) {
  const shown = revealed.value.get(props.id)
  if (shown === undefined) return <Masked value={props.mask} />
  return (
    <span class="shown-number">
      <strong class="mask">{shown.number}</strong> <Countdown until={shown.until} />{' '}
      <button class="link" type="button" onClick={() => hide(props.id)}>
        {t('unmask.hide')}
      </button>
    </span>
  )
}

function Countdown({ until }: { readonly until: number }) {
  const left = useSignal(secondsUntil(until))
  useEffect(() => {
    const timer = setInterval(() => {
      left.value = secondsUntil(until)
    }, 1000)
    return () => clearInterval(timer)
  }, [until, left])
  return <span class="source">{t('unmask.hides-in', { seconds: left.value })}</span>
}

function secondsUntil(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1000))
}
