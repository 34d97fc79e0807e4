-- Clerical review: unsure, the village asked, two persons for recipients of aid, fields chosen, and a
-- queue in the order of what an answer is worth.
alter table entas.match_pair drop constraint match_pair_state;
alter table entas.match_pair add constraint match_pair_state check (state in
  ('joined', 'queued', 'unsure', 'asked', 'answered', 'proposed', 'same', 'different', 'withdrawn'));
alter table entas.match_pair add column worth real not null default 0;
alter table entas.match_pair add column turn smallint generated always as
  (case state when 'answered' then 0 when 'queued' then 1 when 'unsure' then 2 end) stored;
alter table entas.match_pair add column choices jsonb;
alter table entas.match_pair add column proposal_id uuid;
alter table entas.match_pair add column proposed_by uuid;
alter table entas.match_pair add column needs_two boolean not null default false;
alter table entas.match_pair add constraint match_pair_four_eyes check (not needs_two
  or state not in ('same', 'different')
  or (proposed_by is not null and decided_by is not null and decided_by <> proposed_by));
comment on column entas.match_pair.worth is 'What a person''s answer is worth (core/matching/worth.ts); the queue runs by it.';
comment on column entas.match_pair.turn is 'Place in the queue: answered by a village first, unsure last; null when no office clerk is waited for.';
comment on column entas.match_pair.choices is 'Field -> left or right: whose value the family shows, chosen with the verdict same.';
comment on column entas.match_pair.proposal_id is 'The proposal that waits for a second person.';
comment on column entas.match_pair.needs_two is 'Aid hung on the verdict when it was given: two persons gave it.';

-- Pairs found before: uncertainty alone, until the next matching weighs them.
update entas.match_pair
  set worth = -(probability * ln(probability) + (1 - probability) * ln(1 - probability)) / ln(2)
  where probability > 0 and probability < 1;

create index match_pair_by_worth on entas.match_pair (tenant_id, turn, worth desc, id) where turn is not null;
create index match_pair_by_belief on entas.match_pair (tenant_id, turn, probability desc, id) where turn is not null;
create index match_pair_by_found on entas.match_pair (tenant_id, turn, found_at desc, id) where turn is not null;
create index match_pair_proposed on entas.match_pair (tenant_id, proposal_id) where proposal_id is not null;
create index match_pair_chosen on entas.match_pair (tenant_id, id) where choices is not null;

alter table entas.household add column chosen jsonb;
comment on column entas.household.chosen is 'Field -> value of another record of this family, which record, who chose it by which pair, when. The own values stay beside it, so that an un-merge takes nothing but this away.';
create index household_chosen on entas.household (tenant_id, id) where chosen is not null;
create index household_by_alias on entas.household (tenant_id, alias_of) where alias_of is not null;

create table entas.match_question (
  tenant_id integer not null,
  id uuid not null,
  match_pair_id uuid not null,
  village_code text collate "C" not null,
  note text not null,
  shown jsonb not null,
  state text not null constraint match_question_state check (state in ('open', 'answered', 'withdrawn')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  answer text constraint match_question_answer check (answer in ('same', 'different', 'unknown')),
  answer_note text,
  answered_by uuid,
  answered_at timestamptz,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  constraint match_question_pkey primary key (tenant_id, id),
  constraint match_question_pair foreign key (tenant_id, match_pair_id) references entas.match_pair (tenant_id, id),
  constraint match_question_given check (state <> 'answered'
    or (answer is not null and answered_by is not null and answered_at is not null))
);
comment on table entas.match_question is 'A question to a village whether two records are one family. shown holds what the village is shown of both, masked, as it was when asked.';
create unique index match_question_open_once on entas.match_question (tenant_id, match_pair_id, village_code) where state = 'open';
create index match_question_by_pair on entas.match_question (tenant_id, match_pair_id);
create index match_question_by_village on entas.match_question (tenant_id, state, village_code, asked_at);

create table entas.match_proposal (
  tenant_id integer not null,
  id uuid not null,
  match_pair_id uuid not null,
  verdict text not null constraint match_proposal_verdict check (verdict in ('same', 'different', 'undo')),
  reason text not null,
  choices jsonb,
  state_before text not null,
  because jsonb not null default '[]',
  state text not null constraint match_proposal_state check (state in ('open', 'confirmed', 'rejected', 'withdrawn')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  settled_by uuid,
  settled_at timestamptz,
  settle_reason text,
  constraint match_proposal_pkey primary key (tenant_id, id),
  constraint match_proposal_pair foreign key (tenant_id, match_pair_id) references entas.match_pair (tenant_id, id),
  constraint match_proposal_four_eyes check (state not in ('confirmed', 'rejected')
    or (settled_by is not null and settled_by <> proposed_by))
);
comment on table entas.match_proposal is 'A merge or an un-merge of families that aid hangs on: one person proposes, another confirms or rejects.';
create unique index match_proposal_open_once on entas.match_proposal (tenant_id, match_pair_id) where state = 'open';
create index match_proposal_by_pair on entas.match_proposal (tenant_id, match_pair_id);

call entas.guard('match_question', 'area');
call entas.guard('match_proposal', 'office');
grant select, insert on entas.match_question, entas.match_proposal to entas_office;
grant update (state, withdrawn_by, withdrawn_at) on entas.match_question to entas_office;
grant update (state, settled_by, settled_at, settle_reason) on entas.match_proposal to entas_office;
grant select on entas.match_question to entas_area;
grant update (state, answer, answer_note, answered_by, answered_at) on entas.match_question to entas_area;

-- The office asks and withdraws, the village answers; what was withdrawn is the village's no more.
create policy match_question_withdraws on entas.match_question as restrictive for update to entas_office
  using (state = 'open') with check (state = 'withdrawn');
create policy match_question_answers on entas.match_question as restrictive for update to entas_area
  using (state = 'open') with check (state = 'answered');
create policy match_question_sees on entas.match_question as restrictive for select to entas_area
  using (state <> 'withdrawn');

-- The one reviewed way in which a village's answer reaches the pair, which it may not read or write: of
-- its own answered question only, and only from asked to answered, when no village is waited for.
create function entas.take_match_answer(question uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant integer := nullif(current_setting('entas.tenant', true), '')::integer;
  pair uuid;
begin
  select q.match_pair_id into pair
  from entas.match_question q
  where q.tenant_id = tenant and q.id = question and q.state = 'answered'
    and q.answered_by::text = current_setting('entas.actor', true);
  -- Holds the pair, so that of two villages that answer at once the later one sees the other's answer.
  update entas.match_pair p set state = p.state
  where p.tenant_id = tenant and p.id = pair and p.state = 'asked';
  update entas.match_pair p set state = 'answered'
  where p.tenant_id = tenant and p.id = pair and p.state = 'asked'
    and not exists (
      select from entas.match_question q
      where q.tenant_id = tenant and q.match_pair_id = pair and q.state = 'open');
end $$;
comment on function entas.take_match_answer is 'Brings a pair before the office again when its last open question is answered by the caller.';
revoke execute on function entas.take_match_answer from public;
alter function entas.take_match_answer owner to entas_job;
grant execute on function entas.take_match_answer to entas_area;
