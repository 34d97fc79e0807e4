-- Lists as they came. Verbatim rows are sealed in blocks; import_row is the small part that is asked.
create table entas.import (
  tenant_id integer not null,
  id uuid not null,
  file_name text not null,
  file_digest bytea not null,
  file_bytes bigint not null,
  format text collate "C" not null,
  unit text not null constraint import_unit check (unit in ('household', 'person')),
  owner text collate "C" not null,
  delivered_on date,
  state text not null constraint import_state
    check (state in ('received', 'checking', 'checked', 'entering', 'entered', 'refused', 'withdrawn')),
  header jsonb not null default '[]',
  mapping jsonb not null default '{}',
  row_count integer not null default 0,
  data_rows integer not null default 0,
  good_rows integer not null default 0,
  waiting_rows integer not null default 0,
  finding_count integer not null default 0,
  problem_code text,
  progress jsonb not null default '{}',
  received_by uuid,
  received_at timestamptz not null,
  checked_at timestamptz,
  entered_at timestamptz,
  withdrawn_at timestamptz,
  constraint import_pkey primary key (tenant_id, id)
);
comment on table entas.import is 'One delivered file: who sent it, what it held, how far it came. The same bytes are received once.';
create unique index import_same_file_once on entas.import (tenant_id, file_digest)
  where state not in ('refused', 'withdrawn');

create table entas.import_block (
  tenant_id integer not null,
  import_id uuid not null,
  block_no integer not null,
  first_row integer not null,
  row_count integer not null,
  sealed bytea not null,
  constraint import_block_pkey primary key (tenant_id, import_id, block_no),
  constraint import_block_import foreign key (tenant_id, import_id) references entas.import (tenant_id, id)
);
comment on table entas.import_block is 'Verbatim rows of a file, some hundred a block, compressed then encrypted.';
alter table entas.import_block alter column sealed set storage external;

create table entas.import_row (
  tenant_id integer not null,
  import_id uuid not null,
  row_no integer not null,
  kind text not null constraint import_row_kind check (kind in ('data', 'blank', 'header', 'total', 'title')),
  state text not null constraint import_row_state check (state in ('good', 'waiting', 'none')),
  village_code text collate "C",
  household_id uuid,
  person_id uuid,
  constraint import_row_pkey primary key (tenant_id, import_id, row_no)
);
-- No foreign key to import here and in import_finding: a check a row doubled the time of staging
-- (192,000 rows: 2.7 s with it, 1.5 s without). Only the job writes them, in the transaction of their blocks.
comment on table entas.import_row is 'What became of each row of a file. The observation itself stands sealed in import_block.';
create index import_row_by_household on entas.import_row (tenant_id, household_id) where household_id is not null;

create table entas.import_finding (
  tenant_id integer not null,
  import_id uuid not null,
  row_no integer not null,
  ordinal smallint not null,
  field text not null,
  code text collate "C" not null,
  severity text not null constraint import_finding_severity check (severity in ('wait', 'look')),
  detail jsonb not null default '{}',
  constraint import_finding_pkey primary key (tenant_id, import_id, row_no, ordinal)
);
comment on table entas.import_finding is 'What is imperfect in a row; words in web/text by code. No secrets in detail.';
create index import_finding_by_code on entas.import_finding (tenant_id, import_id, code, row_no);

call entas.guard('import', 'office');
call entas.guard('import_block', 'office');
call entas.guard('import_row', 'office');
call entas.guard('import_finding', 'office');
grant select, insert, update on entas.import to entas_office;
grant select on entas.import_block, entas.import_row, entas.import_finding to entas_office;
