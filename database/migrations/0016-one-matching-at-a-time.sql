-- One matching of a regency at a time: two at once each write what they read before the other wrote,
-- and the later takes back what the earlier found of families it did not know.
create or replace function entas.add_job(name text, payload json, key text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ((payload ->> 'tenantId')::integer = nullif(current_setting('entas.tenant', true), '')::integer) is not true then
    raise exception 'a job of another regency' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(
    identifier => name, payload => payload, job_key => key, max_attempts => 5,
    queue_name => case when name in ('match-import', 'match-new') then 'matching-' || (payload ->> 'tenantId') end);
end $$;
