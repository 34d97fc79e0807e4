-- Login roles of the server. Passwords are set by the floor at each start (server/embedded-postgres.ts).
-- entas_door    accounts and sessions only: what a request needs before it is somebody
-- entas_office  policy: tenant                       (those who may see the whole regency)
-- entas_area    policy: tenant, areas, own tasks     (villages and verifiers)
-- entas_job     bypasses row-level security: bulk work, never used by a request
-- entas_backup  reads everything, so that a backup is never silently empty
do $$
declare
  name text;
begin
  foreach name in array array['entas_door', 'entas_office', 'entas_area', 'entas_job', 'entas_backup'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I login noinherit nosuperuser nocreatedb nocreaterole', name);
    end if;
  end loop;
end $$;
alter role entas_job bypassrls;
alter role entas_backup bypassrls;
