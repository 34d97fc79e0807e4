-- Which families frozen decrees name. The key ends the race of two drafts that name one family and
-- are frozen at once; a table of its own, since the lines of a frozen decree never change.
create table entas.decree_family (
  tenant_id integer not null,
  household_id uuid not null,
  decree_id uuid not null,
  constraint decree_family_pkey primary key (tenant_id, household_id),
  constraint decree_family_decree foreign key (tenant_id, decree_id) references entas.decree (tenant_id, id),
  constraint decree_family_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.decree_family is 'A family that a frozen decree names, and by which one: a second decree that names it is not frozen.';

-- Decrees frozen before: where two name one family, the earlier one.
insert into entas.decree_family (tenant_id, household_id, decree_id)
  select distinct on (l.tenant_id, l.household_id) l.tenant_id, l.household_id, l.decree_id
  from entas.decree_line l
  join entas.decree e on e.tenant_id = l.tenant_id and e.id = l.decree_id
  where e.state = 'frozen'
  order by l.tenant_id, l.household_id, e.frozen_at, e.id;

create trigger decree_family_append_only before update or delete on entas.decree_family
  for each row execute function entas.refuse_change();
create trigger decree_family_no_truncate before truncate on entas.decree_family execute function entas.refuse_change();

call entas.guard('decree_family', 'office');
grant select, insert on entas.decree_family to entas_office;
