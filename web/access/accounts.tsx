import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { type Role, roles } from '../../core/access/permissions.ts'
import { useAreaNames } from '../areas/area-names.ts'
import type { ReplyOf } from '../call.ts'
import { call } from '../call.ts'
import { date, moment } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { type ScreenProps, setQuery } from '../router.ts'
import { house, session } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Input, Select } from '../ui/field.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { blockAccount, issueCode, type OneTimeCode, unblockAccount } from './access.ts'
import { NewAccountDialog } from './new-account-dialog.tsx'

type Account = ReplyOf<'GET /api/accounts'>['rows'][number]

/** What is open over the list. */
type Over =
  | { readonly is: 'new' }
  | { readonly is: 'block' | 'unblock' | 'code'; readonly account: Account }
  | { readonly is: 'told'; readonly name: string; readonly code: OneTimeCode }

export function Screen({ query }: ScreenProps) {
  const page = Number(query.get('page') ?? 1)
  const nameOf = useAreaNames()
  const over = useSignal<Over | undefined>(undefined)
  const find = query.get('cari') ?? ''
  const role = roles.find((each) => each === query.get('peran'))
  const loaded = useLoad(
    (signal) => call('GET /api/accounts', { query: { page, find, role }, signal }),
    [page, find, role],
  )
  const open = (next: Over | undefined) => {
    over.value = next
    if (next === undefined || next.is === 'told') loaded.again()
  }
  return (
    <Page
      title={t('accounts.title')}
      lead={<p>{t('accounts.lead')}</p>}
      actions={
        <Button kind="main" onPress={() => open({ is: 'new' })}>
          {t('accounts.new')}
        </Button>
      }
    >
      <Filter find={find} role={role} />
      <Shown of={loaded}>
        {(reply) => (
          <>
            <Table
              caption={t('accounts.title')}
              columns={columns(open, nameOf)}
              rows={reply.rows}
              rowKey={(row) => row.id}
              empty={<p>{t('accounts.none')}</p>}
            />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
      {over.value === undefined ? null : <OverList of={over.value} open={open} />}
    </Page>
  )
}

/** A name, a sign-in name or a village, and a role: asked a moment after the last letter. */
function Filter({ find, role }: { readonly find: string; readonly role: Role | undefined }) {
  const typed = useSignal(find)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const type = (value: string) => {
    typed.value = value
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setQuery({ cari: value.trim(), page: undefined }), 300)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const all = { value: '', label: t('accounts.all-roles') }
  const options = roles.map((value) => ({ value, label: t(`role.${value}`) }))
  return (
    <search class="toolbar">
      <Input
        type="search"
        label={t('accounts.find')}
        value={typed.value}
        maxLength={60}
        onValue={type}
      />
      <Select
        label={t('accounts.role')}
        value={role ?? ''}
        options={[all, ...options]}
        onValue={(peran) => setQuery({ peran, page: undefined })}
      />
    </search>
  )
}

type Open = (next: Over | undefined) => void

function columns(open: Open, nameOf: (code: string) => string): readonly Column<Account>[] {
  return [
    {
      key: 'name',
      head: t('accounts.name'),
      names: true,
      cell: (row) => (
        <>
          {row.name} <span class="unit">{row.signInName}</span>
        </>
      ),
    },
    {
      key: 'role',
      head: t('accounts.role'),
      label: t('accounts.role'),
      cell: (row) => t(`role.${row.role}`),
    },
    {
      key: 'areas',
      head: t('accounts.areas'),
      label: t('accounts.areas'),
      cell: (row) =>
        row.areas.length === 0
          ? t(`accounts.scope-${row.scope}`)
          : row.areas.map(nameOf).join(', '),
    },
    { key: 'state', head: t('accounts.state'), label: t('accounts.state'), cell: stateCell },
    { key: 'do', head: t('accounts.do'), cell: (row) => <Doings account={row} open={open} /> },
  ]
}

function stateCell(row: Account) {
  if (row.state === 'blocked') return <Status is="out">{t('accounts.blocked')}</Status>
  if (row.signsInBy === 'password') return <Status is="ok">{t('accounts.active')}</Status>
  if (house.value.demonstration) return <Status is="ok">{t('accounts.by-choice')}</Status>
  if (row.signsInBy === 'none') return <Status is="none">{t('accounts.no-secret')}</Status>
  return (
    <span>
      <Status is="wait">{t('accounts.waits-code')}</Status>{' '}
      {row.codeUntil === null ? null : (
        <span class="source">{t('accounts.code-until', { until: date(row.codeUntil) })}</span>
      )}
    </span>
  )
}

function Doings({ account, open }: { readonly account: Account; readonly open: Open }) {
  if (account.id === session.value?.account.id) {
    return <span class="soft">{t('accounts.yourself')}</span>
  }
  const label = (words: string) => `${words}: ${account.name}`
  const press = (is: 'block' | 'unblock' | 'code') => () => open({ is, account })
  if (account.state === 'blocked') {
    return (
      <Button small label={label(t('accounts.unblock'))} onPress={press('unblock')}>
        {t('accounts.unblock')}
      </Button>
    )
  }
  return (
    <span class="actions">
      <Button small label={label(t('accounts.code'))} onPress={press('code')}>
        {t('accounts.code')}
      </Button>
      <Button small label={label(t('accounts.block'))} onPress={press('block')}>
        {t('accounts.block')}
      </Button>
    </span>
  )
}

function OverList({ of, open }: { readonly of: Over; readonly open: Open }) {
  const close = () => open(undefined)
  switch (of.is) {
    case 'new':
      return (
        <NewAccountDialog
          onClose={close}
          onMade={(name, code) => open({ is: 'told', name, code })}
        />
      )
    case 'told':
      return <CodeDialog name={of.name} code={of.code} onClose={close} />
    case 'code':
      return <NewCode account={of.account} open={open} />
    default:
      return (
        <ReasonDialog
          title={t(of.is === 'block' ? 'accounts.block-title' : 'accounts.unblock-title', {
            name: of.account.name,
          })}
          means={t(of.is === 'block' ? 'accounts.block-means' : 'accounts.unblock-means')}
          button={t(of.is === 'block' ? 'accounts.block' : 'accounts.unblock')}
          command={(reason) =>
            of.is === 'block'
              ? blockAccount(of.account.id, reason)
              : unblockAccount(of.account.id, reason)
          }
          onClose={close}
        />
      )
  }
}

/** A new code ends the old password and every session: said before, done on the button. */
function NewCode({ account, open }: { readonly account: Account; readonly open: Open }) {
  const sending = useSending(async () => {
    open({ is: 'told', name: account.name, code: await issueCode(account.id) })
  })
  return (
    <Dialog
      title={t('accounts.code-title', { name: account.name })}
      onClose={() => open(undefined)}
      actions={
        <>
          <Button onPress={() => open(undefined)}>{t('shell.cancel')}</Button>
          <Button kind="main" busy={sending.busy} onPress={() => void sending.run()}>
            {t('accounts.code-make')}
          </Button>
        </>
      }
    >
      <p>{t('accounts.code-means')}</p>
      <ProblemNotice problem={sending.problem} />
    </Dialog>
  )
}

/** The code is shown this once; only its digest is kept. */
function CodeDialog(props: {
  readonly name: string
  readonly code: OneTimeCode
  readonly onClose: () => void
}) {
  return (
    <Dialog title={t('accounts.code-for', { name: props.name })} onClose={props.onClose}>
      <p class="one-time-code">{props.code.code}</p>
      <Notice is="warn">
        <p>{t('accounts.code-once', { until: moment(props.code.until) })}</p>
      </Notice>
    </Dialog>
  )
}
