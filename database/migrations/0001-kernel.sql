-- Schema, request context, the one way a table is guarded, events and their seals.
create schema entas;
revoke all on schema public from public;
grant usage on schema entas to entas_door, entas_office, entas_area, entas_job, entas_backup;
alter default privileges in schema entas grant select on tables to entas_backup;
alter default privileges in schema entas grant select, insert, update, delete on tables to entas_job;
-- For the owner in all schemas: a default of one schema can only add to what PUBLIC has, not take it away.
alter default privileges revoke execute on functions from public;

-- Context of one transaction. `set local` inside a function also reaches Citus workers; set_config() does not.
create function entas.set_context(
  tenant integer, actor uuid, area_from text, area_to text, areas text, verifier text
) returns void language plpgsql as $$
begin
  execute format('set local entas.tenant = %L', tenant);
  execute format('set local entas.actor = %L', coalesce(actor::text, ''));
  execute format('set local entas.area_from = %L', area_from);
  execute format('set local entas.area_to = %L', area_to);
  execute format('set local entas.areas = %L', areas);
  execute format('set local entas.verifier = %L', verifier);
end $$;
grant execute on function entas.set_context to entas_door, entas_office, entas_area, entas_job;

create function entas.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: %', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;

-- How a tenant table is guarded. kind 'office': whole regency only. 'area': also by village_code.
-- 'task': also by village_code, and for a verifier only rows with their verifier_id.
create procedure entas.guard(name text, kind text) language plpgsql as $$
declare
  tenant constant text := 'tenant_id = nullif(current_setting(''entas.tenant'', true), '''')::integer';
  area constant text := '(village_code between current_setting(''entas.area_from'', true) and current_setting(''entas.area_to'', true) or village_code = any(string_to_array(current_setting(''entas.areas'', true), '','')))';
  task constant text := '(verifier_id::text = current_setting(''entas.verifier'', true) or (coalesce(current_setting(''entas.verifier'', true), '''') = '''' and ' || area || '))';
begin
  execute format('alter table entas.%I enable row level security', name);
  execute format('alter table entas.%I force row level security', name);
  execute format('create policy %I on entas.%I for all to entas_office using (%s) with check (%s)', name || '_office', name, tenant, tenant);
  if kind = 'area' then
    execute format('create policy %I on entas.%I for all to entas_area using (%s and %s) with check (%s and %s)', name || '_area', name, tenant, area, tenant, area);
  elsif kind = 'task' then
    execute format('create policy %I on entas.%I for all to entas_area using (%s and %s) with check (%s and %s)', name || '_area', name, tenant, task, tenant, task);
  elsif kind <> 'office' then
    raise exception 'unknown guard %', kind;
  end if;
end $$;

create table entas.tenant (
  id integer primary key,
  name text not null,
  demonstration boolean not null,
  created_at timestamptz not null
);
comment on table entas.tenant is 'One regency. The id is never reused; codes change and are dated in tenant_code.';

create table entas.tenant_code (
  tenant_id integer not null references entas.tenant (id),
  code text collate "C" not null,
  valid_from date not null,
  primary key (tenant_id, code)
);
comment on table entas.tenant_code is 'Kemendagri code of a regency, dated.';

create table entas.tenant_key (
  tenant_id integer not null references entas.tenant (id),
  version integer not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, version)
);
comment on table entas.tenant_key is 'Data keys of a regency, wrapped by the master key that lives outside database and data folder.';

create table entas.event (
  tenant_id integer not null,
  id uuid not null,
  name text collate "C" not null,
  actor_id uuid,
  subject_id uuid,
  village_code text collate "C",
  detail jsonb not null default '{}',
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint event_pkey primary key (tenant_id, id)
);
comment on table entas.event is 'What was done, by whom, to what. Append-only; audit trail, outbox and source of monitoring. No secrets.';
create index event_by_subject on entas.event (tenant_id, subject_id, happened_at);
create index event_by_name on entas.event (tenant_id, name, happened_at);
create index event_by_time on entas.event (tenant_id, recorded_at);
create trigger event_append_only before update or delete on entas.event for each row execute function entas.refuse_change();
create trigger event_no_truncate before truncate on entas.event execute function entas.refuse_change();

create table entas.event_seal (
  tenant_id integer not null,
  position bigint not null,
  event_id uuid not null,
  digest bytea not null,
  chain bytea not null,
  sealed_at timestamptz not null,
  constraint event_seal_pkey primary key (tenant_id, position),
  constraint event_seal_once unique (tenant_id, event_id)
);
comment on table entas.event_seal is 'Chain over committed events: chain = sha256(previous chain, digest of the event). Made in batches by the sealer.';
create trigger event_seal_append_only before update or delete on entas.event_seal for each row execute function entas.refuse_change();
create trigger event_seal_no_truncate before truncate on entas.event_seal execute function entas.refuse_change();

create table entas.event_head (
  tenant_id integer primary key,
  position bigint not null,
  chain bytea not null
);
comment on table entas.event_head is 'Last link of the chain per regency; the sealer takes it by update.';

-- Events: everyone may add one of their own regency; reading needs the office role (or the door, for its own).
alter table entas.event enable row level security;
alter table entas.event force row level security;
create policy event_office on entas.event for select to entas_office
  using (tenant_id = nullif(current_setting('entas.tenant', true), '')::integer);
create policy event_area on entas.event for select to entas_area
  using (tenant_id = nullif(current_setting('entas.tenant', true), '')::integer
    and (village_code between current_setting('entas.area_from', true) and current_setting('entas.area_to', true)
      or village_code = any(string_to_array(current_setting('entas.areas', true), ','))));
create policy event_add on entas.event for insert to entas_office, entas_area, entas_door
  with check (tenant_id = nullif(current_setting('entas.tenant', true), '')::integer
    and actor_id is not distinct from nullif(current_setting('entas.actor', true), '')::uuid);
grant select, insert on entas.event to entas_office, entas_area;
grant insert on entas.event to entas_door;
call entas.guard('event_seal', 'office');
call entas.guard('event_head', 'office');
grant select on entas.event_seal, entas.event_head to entas_office;
grant select on entas.tenant, entas.tenant_code to entas_door, entas_office, entas_area;
grant select, insert, update on entas.tenant, entas.tenant_code, entas.tenant_key, entas.event_head to entas_job;
