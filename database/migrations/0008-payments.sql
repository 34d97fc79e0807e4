create table entas.programme (
  tenant_id integer not null,
  id uuid not null,
  code text collate "C" not null,
  name text not null,
  kind text not null constraint programme_kind check (kind in ('in-kind', 'cash')),
  strategy text not null constraint programme_strategy check (strategy in ('reduce-burden', 'raise-income', 'reduce-pockets')),
  funder text not null,
  channel text collate "C" not null,
  amount bigint not null constraint programme_amount check (amount > 0),
  rounds integer not null constraint programme_rounds check (rounds between 1 and 60),
  legal_basis text not null,
  created_by uuid,
  created_at timestamptz not null,
  constraint programme_pkey primary key (tenant_id, id),
  constraint programme_code_once unique (tenant_id, code)
);
comment on table entas.programme is 'One kind of aid: what, from whom, how much a round, how many rounds, by which channel. Whole rupiah.';

create table entas.payment_round (
  tenant_id integer not null,
  id uuid not null,
  programme_id uuid not null,
  decree_id uuid not null,
  round_no integer not null,
  amount bigint not null,
  state text not null constraint payment_round_state
    check (state in ('draft', 'proposed', 'instructed', 'closed', 'cancelled')),
  proposed_by uuid,
  proposed_at timestamptz not null,
  instructed_by uuid,
  instructed_at timestamptz,
  instruction_digest bytea,
  closed_by uuid,
  closed_at timestamptz,
  constraint payment_round_pkey primary key (tenant_id, id),
  constraint payment_round_once unique (tenant_id, programme_id, round_no),
  constraint payment_round_programme foreign key (tenant_id, programme_id) references entas.programme (tenant_id, id),
  constraint payment_round_decree foreign key (tenant_id, decree_id) references entas.decree (tenant_id, id),
  constraint payment_round_four_eyes check (instructed_by is null or instructed_by is distinct from proposed_by)
);
comment on table entas.payment_round is 'One round of a programme, paid from the snapshot of a decree.';

create table entas.payment_line (
  tenant_id integer not null,
  id uuid not null,
  round_id uuid not null,
  line_no integer not null,
  household_id uuid not null,
  decree_line_no integer not null,
  village_code text collate "C" not null,
  payee_person_id uuid,
  payee_name text not null,
  amount bigint not null,
  outcome text collate "C" not null default 'open' constraint payment_line_outcome
    check (outcome in ('open', 'paid', 'delivered', 'refused', 'not-found', 'moved', 'dead', 'returned', 'unknown')),
  outcome_on date,
  reference text,
  difference jsonb not null default '{}',
  reconciled_by uuid,
  reconciled_at timestamptz,
  constraint payment_line_pkey primary key (tenant_id, id),
  constraint payment_line_number unique (tenant_id, round_id, line_no),
  constraint payment_line_family_once unique (tenant_id, round_id, household_id),
  constraint payment_line_round foreign key (tenant_id, round_id) references entas.payment_round (tenant_id, id),
  constraint payment_line_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.payment_line is 'What one family is due in one round, to whom by name, and what became of it.';
create index payment_line_by_household on entas.payment_line (tenant_id, household_id);
create index payment_line_by_outcome on entas.payment_line (tenant_id, round_id, outcome);

create table entas.payment_guard (
  tenant_id integer not null,
  round_id uuid not null,
  national_id_index bytea not null,
  line_id uuid not null,
  constraint payment_guard_pkey primary key (tenant_id, round_id, national_id_index),
  constraint payment_guard_line foreign key (tenant_id, line_id) references entas.payment_line (tenant_id, id)
);
comment on table entas.payment_guard is 'NIK index of every member of every family paid in a round: a second payment to the same person is refused by the key.';

create table entas.payment_file (
  tenant_id integer not null,
  id uuid not null,
  round_id uuid not null,
  direction text not null constraint payment_file_direction check (direction in ('out', 'in')),
  file_name text not null,
  digest bytea not null,
  rows integer not null,
  findings jsonb not null default '[]',
  made_by uuid,
  made_at timestamptz not null,
  constraint payment_file_pkey primary key (tenant_id, id),
  constraint payment_file_same_once unique (tenant_id, round_id, direction, digest),
  constraint payment_file_round foreign key (tenant_id, round_id) references entas.payment_round (tenant_id, id)
);
comment on table entas.payment_file is 'Instruction files sent and reply files received; the same reply twice changes nothing.';

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
call entas.guard('payment_round', 'office');
call entas.guard('payment_line', 'area');
call entas.guard('payment_guard', 'office');
call entas.guard('payment_file', 'office');
call entas.guard('company_aid', 'office');
grant select, insert, update on entas.programme, entas.payment_round, entas.payment_line, entas.company_aid to entas_office;
grant select, insert on entas.payment_guard, entas.payment_file to entas_office;
