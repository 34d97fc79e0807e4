create table entas.area (
  code text collate "C" primary key,
  name text not null,
  name_key text collate "C" not null,
  kind text not null constraint area_kind check (kind in ('province', 'regency', 'district', 'village')),
  parent_code text collate "C" references entas.area (code)
);
comment on table entas.area is 'Provinces to villages, Kemendagri codes with dots (idn-area-data, ODbL 1.0). Global.';
create index area_by_parent on entas.area (parent_code);
create index area_by_name on entas.area (kind, name_key);

create table entas.account (
  id uuid primary key,
  tenant_id integer not null references entas.tenant (id),
  sign_in_name text collate "C" not null constraint account_sign_in_name unique,
  name text not null,
  role text collate "C" not null,
  scope text not null constraint account_scope check (scope in ('regency', 'areas', 'tasks')),
  areas text[] collate "C" not null default '{}',
  password_hash text,
  one_time_code_hash text,
  one_time_code_until timestamptz,
  state text not null default 'active' constraint account_state check (state in ('active', 'blocked')),
  failures integer not null default 0,
  waits_until timestamptz,
  created_at timestamptz not null
);
comment on table entas.account is 'Who may sign in, as what role, for which areas. Global; seen by the door only.';

create table entas.session (
  token_hash bytea primary key,
  account_id uuid not null references entas.account (id),
  csrf_token text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);
comment on table entas.session is 'Signed-in browsers. Only the hash of the cookie is kept.';
create index session_by_account on entas.session (account_id);

grant select on entas.area to entas_door, entas_office, entas_area;
grant select, insert, update on entas.account to entas_door;
grant select, insert, update, delete on entas.session to entas_door;

-- Names of colleagues of the same regency, without hashes: what screens may show beside an act.
create view entas.colleague with (security_barrier) as
  select id, tenant_id, name, role, scope, areas, state
  from entas.account
  where tenant_id = nullif(current_setting('entas.tenant', true), '')::integer;
comment on view entas.colleague is 'Accounts of the own regency without anything secret.';
grant select on entas.colleague to entas_office, entas_area, entas_job;
