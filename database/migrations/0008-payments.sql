create table entas.programme (
  tenant_id integer not null,
  id uuid not null,
  code text collate "C" not null,
  name text not null,
  kind text not null constraint programme_kind check (kind in ('in-kind', 'cash')),
  strategy text not null constraint programme_strategy check (strategy in ('reduce-burden', 'raise-income', 'reduce-pockets')),
  funder text not null,
  channel text not null,
  created_by uuid,
  created_at timestamptz not null,
  constraint programme_pkey primary key (tenant_id, id),
  constraint programme_code_once unique (tenant_id, code)
);
comment on table entas.programme is 'One kind of aid: what, from whom, by which channel, for which of the three strategies.';

create table entas.programme_term (
  tenant_id integer not null,
  programme_id uuid not null,
  valid_from date not null,
  amount bigint not null constraint programme_term_amount check (amount > 0),
  rounds integer not null constraint programme_term_rounds check (rounds between 1 and 60),
  legal_basis text not null,
  made_by uuid,
  made_at timestamptz not null,
  constraint programme_term_pkey primary key (tenant_id, programme_id, valid_from),
  constraint programme_term_programme foreign key (tenant_id, programme_id) references entas.programme (tenant_id, id)
);
comment on table entas.programme_term is 'What a programme gives a family in one round, and in how many rounds, from a day on, by which regulation. Whole rupiah.';

create table entas.payment_round (
  tenant_id integer not null,
  id uuid not null,
  programme_id uuid not null,
  decree_id uuid not null,
  round_no integer not null constraint payment_round_number check (round_no between 1 and 60),
  rounds integer not null,
  amount bigint not null constraint payment_round_amount check (amount > 0),
  state text not null constraint payment_round_state
    check (state in ('draft', 'proposed', 'instructed', 'closed', 'cancelled')),
  version integer not null default 0,
  made_by uuid,
  made_at timestamptz not null,
  proposed_by uuid,
  proposed_at timestamptz,
  instructed_by uuid,
  instructed_at timestamptz,
  instruction_digest bytea,
  closed_by uuid,
  closed_at timestamptz,
  cancel_reason text,
  constraint payment_round_pkey primary key (tenant_id, id),
  constraint payment_round_programme foreign key (tenant_id, programme_id) references entas.programme (tenant_id, id),
  constraint payment_round_decree foreign key (tenant_id, decree_id) references entas.decree (tenant_id, id),
  constraint payment_round_four_eyes check (state not in ('instructed', 'closed')
    or (proposed_by is not null and instructed_by is not null and instructed_by <> proposed_by))
);
comment on table entas.payment_round is 'One round of a programme, paid from the snapshot of a decree. Two persons: one proposes, another instructs.';
create unique index payment_round_once on entas.payment_round (tenant_id, programme_id, round_no, decree_id) where state <> 'cancelled';

create table entas.payment_line (
  tenant_id integer not null,
  id uuid not null,
  round_id uuid not null,
  line_no integer not null,
  reference text collate "C" not null,
  household_id uuid not null,
  decree_line_no integer not null,
  village_code text collate "C" not null,
  payee_person_id uuid,
  payee_name text not null,
  amount bigint not null constraint payment_line_amount check (amount > 0),
  left_out boolean not null default false,
  differences jsonb not null default '[]',
  unresolved boolean not null default false,
  resolution text constraint payment_line_resolution check (resolution in ('pay', 'leave-out', 'replace-payee')),
  resolved_kinds text[] not null default '{}',
  resolution_reason text,
  resolved_by uuid,
  resolved_at timestamptz,
  outcome text collate "C" not null default 'open' constraint payment_line_outcome
    check (outcome in ('open', 'paid', 'delivered', 'refused', 'not-found', 'moved', 'dead', 'returned', 'unknown')),
  outcome_on date,
  reconciled_by uuid,
  reconciled_at timestamptz,
  correction_reason text,
  constraint payment_line_pkey primary key (tenant_id, id),
  constraint payment_line_number unique (tenant_id, round_id, line_no),
  constraint payment_line_reference unique (tenant_id, reference),
  constraint payment_line_family_once unique (tenant_id, round_id, household_id),
  constraint payment_line_round foreign key (tenant_id, round_id) references entas.payment_round (tenant_id, id),
  constraint payment_line_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.payment_line is 'What one family is due in one round, to whom by name, what differed from the decree, and what became of it.';
create index payment_line_by_household on entas.payment_line (tenant_id, household_id);
create index payment_line_by_outcome on entas.payment_line (tenant_id, round_id, outcome);

-- Once proposed, who is due how much stands; only what became of it is written.
create function entas.refuse_instructed_line() returns trigger language plpgsql as $$
begin
  if exists (
    select from entas.payment_round
    where payment_round.tenant_id = new.tenant_id
      and payment_round.id in (old.round_id, new.round_id)
      and payment_round.state <> 'draft'
  ) then
    raise exception 'the round is no draft' using errcode = 'restrict_violation', constraint = 'payment_line_standing';
  end if;
  return new;
end $$;
create trigger payment_line_standing before update on entas.payment_line
  for each row when (old.amount is distinct from new.amount
    or old.household_id is distinct from new.household_id
    or old.payee_person_id is distinct from new.payee_person_id
    or old.payee_name is distinct from new.payee_name
    or old.left_out is distinct from new.left_out
    or old.reference is distinct from new.reference
    or old.round_id is distinct from new.round_id
    or old.decree_line_no is distinct from new.decree_line_no)
  execute function entas.refuse_instructed_line();
create trigger payment_line_standing_insert before insert on entas.payment_line
  for each row execute function entas.refuse_instructed_line();

-- What is instructed stays instructed until it is closed, for the same sum and decree: its guards
-- hold as long as it says so.
create function entas.refuse_round_return() returns trigger language plpgsql as $$
begin
  raise exception 'the round stands' using errcode = 'restrict_violation', constraint = 'payment_round_standing';
end $$;
create trigger payment_round_standing before update on entas.payment_round
  for each row when (
    old.state = 'instructed' and new.state not in ('instructed', 'closed')
    or old.state in ('closed', 'cancelled') and new.state <> old.state
    or old.amount is distinct from new.amount
    or old.programme_id is distinct from new.programme_id
    or old.decree_id is distinct from new.decree_id
    or old.round_no is distinct from new.round_no)
  execute function entas.refuse_round_return();

create table entas.payment_guard (
  tenant_id integer not null,
  programme_id uuid not null,
  round_no integer not null,
  kind text collate "C" not null constraint payment_guard_kind check (kind in ('family', 'person')),
  subject bytea not null,
  round_id uuid not null,
  line_id uuid not null,
  constraint payment_guard_pkey primary key (tenant_id, programme_id, round_no, kind, subject),
  constraint payment_guard_round foreign key (tenant_id, round_id) references entas.payment_round (tenant_id, id),
  constraint payment_guard_line foreign key (tenant_id, line_id) references entas.payment_line (tenant_id, id)
);
comment on table entas.payment_guard is 'Who a round of a programme pays: the family with all that are merged with it, and the NIK index of every member. A second payment, by any decree, is refused by the key.';
create index payment_guard_by_round on entas.payment_guard (tenant_id, round_id);

create function entas.refuse_guard_release() returns trigger language plpgsql as $$
begin
  if exists (
    select from entas.payment_round
    where payment_round.tenant_id = old.tenant_id
      and payment_round.id = old.round_id
      and payment_round.state in ('instructed', 'closed')
  ) then
    raise exception 'the round is instructed' using errcode = 'restrict_violation', constraint = 'payment_guard_standing';
  end if;
  return old;
end $$;
create trigger payment_guard_standing before delete on entas.payment_guard
  for each row execute function entas.refuse_guard_release();

create table entas.payment_file (
  tenant_id integer not null,
  id uuid not null,
  round_id uuid not null,
  direction text not null constraint payment_file_direction check (direction in ('out', 'in')),
  file_name text not null,
  digest bytea not null,
  rows integer not null,
  applied integer not null default 0,
  unchanged integer not null default 0,
  waiting integer not null default 0,
  findings jsonb not null default '[]',
  finding_count integer not null default 0,
  sealed bytea,
  made_by uuid,
  made_at timestamptz not null,
  constraint payment_file_pkey primary key (tenant_id, id),
  constraint payment_file_same_once unique (tenant_id, round_id, direction, digest),
  constraint payment_file_round foreign key (tenant_id, round_id) references entas.payment_round (tenant_id, id)
);
comment on table entas.payment_file is 'Instruction files sent (digest only) and reply files received (kept verbatim, encrypted); the same reply twice changes nothing.';
alter table entas.payment_file alter column sealed set storage external;

create table entas.company_aid (
  tenant_id integer not null,
  id uuid not null,
  company text not null,
  what text not null,
  value bigint not null constraint company_aid_value check (value >= 0),
  families integer not null constraint company_aid_families check (families >= 0),
  given_on date not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  constraint company_aid_pkey primary key (tenant_id, id)
);
comment on table entas.company_aid is 'Aid by companies (CSR) as reported, beside government aid; not part of payment rounds.';

call entas.guard('programme', 'office');
call entas.guard('programme_term', 'office');
call entas.guard('payment_round', 'office');
call entas.guard('payment_line', 'area');
call entas.guard('payment_guard', 'office');
call entas.guard('payment_file', 'office');
call entas.guard('company_aid', 'office');
grant select, insert, delete on entas.programme, entas.programme_term to entas_office;
grant update (name, strategy, funder, channel) on entas.programme to entas_office;
grant select, insert, update on entas.payment_round, entas.payment_line, entas.company_aid to entas_office;
grant select, insert, delete on entas.payment_guard to entas_office;
grant select, insert on entas.payment_file to entas_office;
