import { sql } from 'kysely'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../../database.ts'

export type DecreeRow = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly decreedOn: string
  readonly state: 'draft' | 'frozen'
  readonly lineCount: number
  readonly digest: string | null
  readonly draftedBy: string | null
  readonly frozenBy: string | null
  readonly frozenAt: Date | null
}

function columns(db: Reader) {
  return sql`
    e.id, e.number, e.title, e.decreed_on as "decreedOn", e.state, e.line_count as "lineCount",
    encode(e.digest, 'hex') as digest, e.frozen_at as "frozenAt",
    (select c.name from entas.colleague c
      where c.id = e.drafted_by and c.tenant_id = ${db.tenantId}) as "draftedBy",
    (select c.name from entas.colleague c
      where c.id = e.frozen_by and c.tenant_id = ${db.tenantId}) as "frozenBy"`
}

export function listDecrees(db: Reader): Promise<DecreeRow[]> {
  return rows<DecreeRow>(
    db,
    sql`
      select ${columns(db)}
      from entas.decree e
      where e.tenant_id = ${db.tenantId}
      order by e.decreed_on desc, e.drafted_at desc, e.id
      limit 1000`,
  )
}

export function findDecree(db: Reader, id: string): Promise<DecreeRow | undefined> {
  return firstRow<DecreeRow>(
    db,
    sql`
      select ${columns(db)}
      from entas.decree e
      where e.tenant_id = ${db.tenantId} and e.id = ${id}
      limit 1`,
  )
}

export function findDecreeByNumber(db: Reader, number: string) {
  return firstRow<{ id: string; state: string }>(
    db,
    sql`
      select id, state from entas.decree
      where tenant_id = ${db.tenantId} and number = ${number}
      limit 1`,
  )
}

/** Confirmed, extremely poor, no alias, with a village, in no frozen decree. */
function candidates(db: Reader) {
  return sql`
    d.tenant_id = ${db.tenantId} and d.state = 'confirmed' and d.result = 'extremely-poor'
    and h.alias_of is null and h.village_code is not null and h.state <> 'withdrawn'
    and not exists (
      select from entas.decree_line l
      join entas.decree e on e.tenant_id = ${db.tenantId} and e.id = l.decree_id
      where l.tenant_id = ${db.tenantId} and l.household_id = h.id and e.state = 'frozen')`
}

export async function countCandidates(db: Reader): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.decision d
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = d.household_id
      where ${candidates(db)}
      limit 1`,
  )
  return row.count
}

export type Candidate = {
  readonly householdId: string
  readonly decisionId: string
  readonly villageCode: string
  readonly headName: string
  readonly address: string
  readonly memberCount: number
  readonly payeeId: string | null
  readonly payeeName: string | null
  readonly payeeCipher: Buffer | null
}

/**
 * The payee is the head while alive, else the spouse, else the oldest living adult, else the
 * oldest living member.
 */
export function listCandidates(db: Reader): Promise<Candidate[]> {
  return rows<Candidate>(
    db,
    sql`
      select h.id as "householdId", d.id as "decisionId", h.village_code as "villageCode",
        h.head_name as "headName", h.address, h.member_count as "memberCount",
        p.id as "payeeId", p.name as "payeeName", p.national_id_cipher as "payeeCipher"
      from entas.decision d
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = d.household_id
      left join lateral (
        select p.id, p.name, p.national_id_cipher
        from entas.person p
        where p.tenant_id = ${db.tenantId} and p.household_id = h.id and p.alive
          and p.alias_of is null
        order by p.id is distinct from h.head_person_id, p.relation is distinct from 'spouse',
          p.born_on is null, p.born_on, p.id
        limit 1
      ) p on true
      where ${candidates(db)}
      order by h.village_code, h.head_name, h.id
      limit 1000000`,
  )
}

export async function insertDecree(
  db: Writer,
  decree: {
    readonly id: string
    readonly number: string
    readonly title: string
    readonly decreedOn: string
  },
): Promise<void> {
  await change(
    db,
    sql`
      insert into entas.decree
        (tenant_id, id, number, title, decreed_on, state, drafted_by, drafted_at)
      values
        (${db.tenantId}, ${decree.id}, ${decree.number}, ${decree.title}, ${decree.decreedOn},
         'draft', ${db.actorId}, ${db.now})`,
  )
}

/** Clears a draft so that it can be made again; a frozen one is refused by the table itself. */
export async function renewDraft(
  db: Writer,
  decree: { readonly id: string; readonly title: string; readonly decreedOn: string },
): Promise<void> {
  // The decree first: from here on nobody freezes it or makes it anew beside us.
  await change(
    db,
    sql`
      update entas.decree
      set title = ${decree.title}, decreed_on = ${decree.decreedOn}, drafted_by = ${db.actorId},
        drafted_at = ${db.now}
      where tenant_id = ${db.tenantId} and id = ${decree.id}`,
  )
  await change(
    db,
    sql`
      delete from entas.decree_line
      where tenant_id = ${db.tenantId} and decree_id = ${decree.id}`,
  )
}

export type NewLine = {
  readonly line_no: number
  readonly household_id: string
  readonly decision_id: string
  readonly village_code: string
  readonly head_name: string
  readonly address: string
  readonly payee_person_id: string | null
  readonly payee_name: string
  readonly national_id_mask: string
  readonly member_count: number
}

export async function insertLines(db: Writer, decreeId: string, lines: readonly NewLine[]) {
  await change(
    db,
    sql`
      insert into entas.decree_line
        (tenant_id, decree_id, line_no, household_id, decision_id, village_code, head_name,
         address, payee_person_id, payee_name, national_id_mask, member_count)
      select ${db.tenantId}, ${decreeId}, line_no, household_id, decision_id, village_code,
        head_name, address, payee_person_id, payee_name, national_id_mask, member_count
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(
        line_no integer, household_id uuid, decision_id uuid, village_code text, head_name text,
        address text, payee_person_id uuid, payee_name text, national_id_mask text,
        member_count integer)`,
  )
  await change(
    db,
    sql`
      update entas.decree set line_count = ${lines.length}
      where tenant_id = ${db.tenantId} and id = ${decreeId}`,
  )
}

export type LineRow = {
  readonly lineNo: number
  readonly householdId: string
  readonly villageCode: string
  readonly villageName: string
  readonly districtName: string
  readonly headName: string
  readonly payeeName: string
  readonly payeePersonId: string | null
  readonly nationalIdMask: string
  readonly address: string
  readonly memberCount: number
}

export function listLines(
  db: Reader,
  decreeId: string,
  part: {
    readonly village: string | undefined
    readonly limit: number
    readonly offset: number
  },
): Promise<LineRow[]> {
  return rows<LineRow>(
    db,
    sql`
      select l.line_no as "lineNo", l.household_id as "householdId",
        l.village_code as "villageCode", coalesce(v.name, l.village_code) as "villageName",
        coalesce(k.name, '') as "districtName", l.head_name as "headName",
        l.payee_name as "payeeName", l.payee_person_id as "payeePersonId",
        l.national_id_mask as "nationalIdMask", l.address, l.member_count as "memberCount"
      from entas.decree_line l
      left join entas.area v on v.code = l.village_code
      left join entas.area k on k.code = v.parent_code
      where l.tenant_id = ${db.tenantId} and l.decree_id = ${decreeId}
        and (${part.village ?? null}::text is null or l.village_code = ${part.village ?? null})
      order by l.line_no
      limit ${part.limit} offset ${part.offset}`,
  )
}

export async function countLines(
  db: Reader,
  decreeId: string,
  village: string | undefined,
): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.decree_line
      where tenant_id = ${db.tenantId} and decree_id = ${decreeId}
        and (${village ?? null}::text is null or village_code = ${village ?? null})
      limit 1`,
  )
  return row.count
}

/**
 * Lines whose family is no longer what the draft says: reopened, joined to another, or frozen; or
 * whose payee has been found to live in another family.
 */
export async function countChangedLines(db: Reader, decreeId: string): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.decree_line x
      where x.tenant_id = ${db.tenantId} and x.decree_id = ${decreeId}
        and not exists (
          select from entas.decision d
          join entas.household h on h.tenant_id = ${db.tenantId} and h.id = d.household_id
          where d.id = x.decision_id and ${candidates(db)}
            and not exists (
              select from entas.person p
              where p.tenant_id = ${db.tenantId} and p.id = x.payee_person_id
                and p.alias_of is not null))
      limit 1`,
  )
  return row.count
}

/** Takes a draft for this transaction: its lines cannot be made anew until it ends. */
export function claimDraft(db: Writer, id: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.decree set line_count = line_count
      where tenant_id = ${db.tenantId} and id = ${id} and state = 'draft'`,
  )
}

/**
 * Takes the families of a draft for it, each once for all decrees; returns how many it got. Waits
 * for another freezing that names one of them.
 */
export function claimFamilies(db: Writer, decreeId: string): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.decree_family (tenant_id, household_id, decree_id)
      select tenant_id, household_id, decree_id
      from entas.decree_line
      where tenant_id = ${db.tenantId} and decree_id = ${decreeId}
      order by household_id
      on conflict (tenant_id, household_id) do nothing`,
  )
}

/** Freezes a draft once; false when it was frozen meanwhile. */
export async function markFrozen(db: Writer, id: string, digest: string): Promise<boolean> {
  const touched = await change(
    db,
    sql`
      update entas.decree
      set state = 'frozen', digest = decode(${digest}, 'hex'), frozen_by = ${db.actorId},
        frozen_at = ${db.now}
      where tenant_id = ${db.tenantId} and id = ${id} and state = 'draft'`,
  )
  return touched === 1
}
