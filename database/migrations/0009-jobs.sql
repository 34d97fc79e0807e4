-- The one way into the job queue: requests may add a job in their transaction, never read or run one.
-- `key` makes adding twice one job, as long as it has not started.
create function entas.add_job(name text, payload json, key text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ((payload ->> 'tenantId')::integer = nullif(current_setting('entas.tenant', true), '')::integer) is not true then
    raise exception 'a job of another regency' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(
    identifier => name, payload => payload, job_key => key, max_attempts => 5);
end $$;
comment on function entas.add_job is 'Adds a job of the own regency that exists when and only when the transaction commits; tried at most five times.';
revoke execute on function entas.add_job from public;
grant execute on function entas.add_job to entas_office, entas_job;
