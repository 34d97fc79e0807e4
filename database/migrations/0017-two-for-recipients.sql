-- Two persons merge families that aid hangs on, whatever the program says of it: until now the four
-- eyes of a verdict were asked for by needs_two alone, which the program sets.
create function entas.aid_hangs_on(tenant integer, families uuid[]) returns boolean language sql stable as $$
  select exists (
    with stands as (
      select distinct coalesce(h.alias_of, h.id) as id
      from entas.household h
      where h.tenant_id = tenant and h.id = any(families)
    ),
    kin as (
      select s.id from stands s
      union
      select h.id from stands s join entas.household h on h.tenant_id = tenant and h.alias_of = s.id
    )
    select from kin
    join entas.decree_line l on l.tenant_id = tenant and l.household_id = kin.id
    join entas.decree d on d.tenant_id = tenant and d.id = l.decree_id and d.state = 'frozen'
    union all
    select from kin
    join entas.payment_line l on l.tenant_id = tenant and l.household_id = kin.id
    join entas.payment_round r on r.tenant_id = tenant and r.id = l.round_id and r.state <> 'cancelled'
  )
$$;
comment on function entas.aid_hangs_on is 'Whether a frozen decree or a round that is not cancelled names one of the families or what is merged with them.';
grant execute on function entas.aid_hangs_on to entas_office;

create function entas.refuse_lone_merge() returns trigger language plpgsql as $$
begin
  if entas.aid_hangs_on(new.tenant_id, array[new.left_household_id, new.right_household_id]) then
    raise exception 'aid hangs on it: two persons merge' using errcode = 'restrict_violation', constraint = 'match_pair_aid_takes_two';
  end if;
  return new;
end $$;
comment on function entas.refuse_lone_merge is 'Refuses a verdict of same by one person where a frozen decree or a round that is not cancelled names one of the families or what is merged with them.';

-- Only at the step to same: what one person merged before a decree named it is weighed again and stays.
create trigger match_pair_aid_takes_two before update on entas.match_pair for each row
  when (new.state = 'same' and old.state <> 'same' and not new.needs_two)
  execute function entas.refuse_lone_merge();
create trigger match_pair_aid_takes_two_insert before insert on entas.match_pair for each row
  when (new.state = 'same' and not new.needs_two)
  execute function entas.refuse_lone_merge();
