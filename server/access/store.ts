import { sql } from 'kysely'
import { waitsSeconds } from '../../core/access/sign-in.ts'
import type { AreaScope } from '../../core/areas/area-scope.ts'
import type { Id } from '../../core/kernel/id.ts'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

// Accounts and sessions are global tables. Before sign-in no regency is known, so the first four
// queries find an account by its unique name or its session; all others name their tenant.

/** An account as the door knows it; never leaves server/access. */
export type AccountRow = {
  readonly id: Id<'account'>
  readonly tenantId: number
  readonly signInName: string
  readonly name: string
  readonly role: string
  readonly scope: AreaScope['kind']
  readonly areas: readonly string[]
  readonly passwordHash: string | null
  readonly codeHash: string | null
  readonly codeUntil: Date | null
  readonly state: 'active' | 'blocked'
  readonly failures: number
  readonly waitsUntil: Date | null
  readonly createdAt: Date
}

const accountColumns = sql`
  account.id, account.tenant_id as "tenantId", account.sign_in_name as "signInName",
  account.name, account.role, account.scope, account.areas,
  account.password_hash as "passwordHash", account.one_time_code_hash as "codeHash",
  account.one_time_code_until as "codeUntil", account.state, account.failures,
  account.waits_until as "waitsUntil", account.created_at as "createdAt"`

export function findAccountByName(db: Reader, signInName: string) {
  return firstRow<AccountRow>(
    db,
    sql`select ${accountColumns} from entas.account where sign_in_name = ${signInName} limit 1`,
  )
}

export type SessionRow = AccountRow & {
  readonly csrfToken: string
  readonly sessionCreatedAt: Date
  readonly seenAt: Date
  readonly endsAt: Date
}

export function findSessionByHash(db: Reader, tokenHash: Buffer) {
  return firstRow<SessionRow>(
    db,
    sql`
      select ${accountColumns}, session.csrf_token as "csrfToken",
        session.created_at as "sessionCreatedAt", session.seen_at as "seenAt",
        session.ends_at as "endsAt"
      from entas.session
      join entas.account on account.id = session.account_id
      where session.token_hash = ${tokenHash}
      limit 1`,
  )
}

export function touchSession(db: Writer, tokenHash: Buffer) {
  return change(
    db,
    sql`update entas.session set seen_at = ${db.now} where token_hash = ${tokenHash}`,
  )
}

export function deleteSession(db: Writer, tokenHash: Buffer) {
  return change(db, sql`delete from entas.session where token_hash = ${tokenHash}`)
}

export type TenantRow = {
  readonly id: number
  readonly name: string
  readonly code: string
  readonly demonstration: boolean
}

export function getTenant(db: Reader, tenantId: number) {
  return oneRow<TenantRow>(
    db,
    sql`
      select tenant.id, tenant.name, tenant.demonstration, tenant_code.code
      from entas.tenant
      join entas.tenant_code on tenant_code.tenant_id = tenant.id
      where tenant.id = ${tenantId}
      order by tenant_code.valid_from desc
      limit 1`,
  )
}

/** Two at most: enough to know whether there is exactly one. */
export function listFirstTenants(db: Reader) {
  return rows<{ readonly name: string }>(db, sql`select name from entas.tenant order by id limit 2`)
}

export function insertSession(
  db: Writer,
  session: {
    readonly tokenHash: Buffer
    readonly accountId: string
    readonly csrfToken: string
    readonly endsAt: Date
  },
) {
  return change(
    db,
    sql`
      insert into entas.session (token_hash, account_id, csrf_token, created_at, seen_at, ends_at)
      values (${session.tokenHash}, ${session.accountId}, ${session.csrfToken},
        ${db.now}, ${db.now}, ${session.endsAt})`,
  )
}

/** Ends an account's sessions, all or all but one. */
export function deleteSessionsOf(db: Writer, accountId: string, but: Buffer | null = null) {
  return change(
    db,
    sql`
      delete from entas.session
      where account_id = ${accountId}
        and token_hash is distinct from ${but}`,
  )
}

/** Old sessions of one account that nobody will use again. */
export function deleteEndedSessionsOf(db: Writer, accountId: string) {
  return change(
    db,
    sql`delete from entas.session where account_id = ${accountId} and ends_at < ${db.now}`,
  )
}

/** One failure more, and the wait that belongs to it; returns how many there are in a row. */
export async function countFailure(db: Writer, accountId: string): Promise<number> {
  const waits = [...waitsSeconds]
  const row = await oneRow<{ readonly failures: number }>(
    db,
    sql`
      update entas.account
      set failures = failures + 1,
        waits_until = ${db.now}::timestamptz + make_interval(
          secs => nullif((${waits}::integer[])[least(failures + 1, ${waits.length}::integer)], 0))
      where id = ${accountId} and tenant_id = ${db.tenantId}
      returning failures`,
  )
  return row.failures
}

export function clearFailures(db: Writer, accountId: string) {
  return change(
    db,
    sql`
      update entas.account
      set failures = 0, waits_until = null
      where id = ${accountId} and tenant_id = ${db.tenantId}`,
  )
}

/** A password for a one-time code that is still good, or for the password known so far; or none. */
export async function savePassword(
  db: Writer,
  accountId: string,
  password: {
    readonly next: string
    readonly instead: { readonly codeHash: string } | { readonly passwordHash: string }
  },
): Promise<boolean> {
  const { next, instead } = password
  const known =
    'codeHash' in instead
      ? sql`one_time_code_hash = ${instead.codeHash} and one_time_code_until > ${db.now}`
      : sql`password_hash = ${instead.passwordHash}`
  const saved = await change(
    db,
    sql`
      update entas.account
      set password_hash = ${next}, one_time_code_hash = null, one_time_code_until = null,
        failures = 0, waits_until = null
      where id = ${accountId} and tenant_id = ${db.tenantId} and ${known}`,
  )
  return saved === 1
}

export function insertAccount(
  db: Writer,
  account: {
    readonly id: string
    readonly signInName: string
    readonly name: string
    readonly role: string
    readonly scope: string
    readonly areas: readonly string[]
    readonly codeHash: string | null
    readonly codeUntil: Date | null
  },
) {
  return change(
    db,
    sql`
      insert into entas.account (id, tenant_id, sign_in_name, name, role, scope, areas,
        one_time_code_hash, one_time_code_until, created_at)
      values (${account.id}, ${db.tenantId}, ${account.signInName}, ${account.name},
        ${account.role}, ${account.scope}, ${[...account.areas]}::text[],
        ${account.codeHash}, ${account.codeUntil}, ${db.now})`,
  )
}

export function findAccount(db: Reader, accountId: string) {
  return firstRow<AccountRow>(
    db,
    sql`
      select ${accountColumns} from entas.account
      where tenant_id = ${db.tenantId} and id = ${accountId}
      limit 1`,
  )
}

export type AccountFilter = {
  readonly find?: string | undefined
  readonly role?: string | undefined
}

/** Text is taken as it is typed: no character of it is a wildcard. */
function accountsWhere(db: Reader, filter: AccountFilter) {
  const find = (filter.find ?? '').toLowerCase()
  return sql`
    tenant_id = ${db.tenantId}
    and (${filter.role ?? null}::text is null or role = ${filter.role ?? null})
    and (${find} = '' or strpos(lower(name), ${find}) > 0 or strpos(sign_in_name, ${find}) > 0
      or exists (
        select from entas.area a
        where a.code = any(account.areas) and strpos(lower(a.name), ${find}) > 0))`
}

export function listAccounts(
  db: Reader,
  filter: AccountFilter,
  page: { readonly limit: number; readonly offset: number },
) {
  return rows<AccountRow>(
    db,
    sql`
      select ${accountColumns} from entas.account
      where ${accountsWhere(db, filter)}
      order by sign_in_name
      limit ${page.limit} offset ${page.offset}`,
  )
}

export async function countAccounts(db: Reader, filter: AccountFilter): Promise<number> {
  const row = await oneRow<{ readonly count: number }>(
    db,
    sql`select count(*) as count from entas.account where ${accountsWhere(db, filter)} limit 1`,
  )
  return row.count
}

export function saveState(db: Writer, accountId: string, state: AccountRow['state']) {
  return change(
    db,
    sql`
      update entas.account set state = ${state}
      where tenant_id = ${db.tenantId} and id = ${accountId}`,
  )
}

export function saveCode(
  db: Writer,
  accountId: string,
  code: { readonly hash: string; readonly until: Date },
) {
  return change(
    db,
    sql`
      update entas.account
      set one_time_code_hash = ${code.hash}, one_time_code_until = ${code.until},
        password_hash = null, failures = 0, waits_until = null
      where tenant_id = ${db.tenantId} and id = ${accountId}`,
  )
}

/** Of these codes, how many are areas that exist. */
export async function countAreas(db: Reader, codes: readonly string[]): Promise<number> {
  const row = await oneRow<{ readonly count: number }>(
    db,
    sql`
      select count(*) as count from entas.area
      where code = any(${[...codes]}::text[])
      limit 1`,
  )
  return row.count
}

/** Accounts of demonstration regencies (all of them: what the sign-in page offers). */
export function listDemonstrationAccounts(db: Reader) {
  return rows<{
    readonly signInName: string
    readonly name: string
    readonly role: string
    readonly areaNames: readonly string[]
  }>(
    db,
    sql`
      select account.sign_in_name as "signInName", account.name, account.role,
        array(
          select area.name from entas.area
          where area.code = any(account.areas)
          order by area.code
          limit 20
        ) as "areaNames"
      from entas.account
      join entas.tenant on tenant.id = account.tenant_id
      where tenant.demonstration and account.state = 'active'
      order by account.created_at, account.sign_in_name
      limit 500`,
  )
}
