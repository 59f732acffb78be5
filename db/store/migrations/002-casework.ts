/** Leads, the steps of a case, approvals, attachments and the reference data an office may change. Frozen: a later change is a new migration. */
const meta = `
  version integer not null default 1,
  created_at text not null, created_by text not null,
  updated_at text not null, updated_by text not null,
  deleted_at text, deleted_by text, delete_reason text`

export const casework = `
create table lead (
  id text primary key,
  received_on text not null, source text not null, channel text, sending_unit text, letter_number text, summary text,
  officer_name text not null, historical integer not null,
  reached_procuratorate integer, original_number text, charge text, charge_text text, handling_unit text, suspects text,
  told_on text, told_way text, told_note text,
  checked_on text, checkers text, check_note text,
  outcome text, outcome_on text, outcome_note text, referred_to text,
  case_id text references relief_case (id),
  report_back integer not null, reported_on text, report_note text,
  satisfaction text, search_text text not null,
  batch_id text references import_batch (id),
  ${meta}
);
create index lead_open on lead (received_on, id, outcome, deleted_at, historical, officer_name, told_on, checked_on, sending_unit) where outcome is null and deleted_at is null;
-- Not partial: SQLite reads the row to see that deleted_at is null even where the index says so.
create index lead_list on lead (received_on, id, source, outcome, outcome_on, officer_name, historical, satisfaction, deleted_at);
create index lead_search on lead (received_on, id, search_text, source, outcome, outcome_on, officer_name, historical, satisfaction, deleted_at);
create index lead_officer on lead (officer_name, outcome, deleted_at);
create index lead_report on lead (case_id, outcome_on, id) where report_back = 1 and reported_on is null and deleted_at is null;
create index lead_case on lead (case_id) where case_id is not null;
create table lead_person (
  id text primary key,
  lead_id text not null references lead (id),
  person_id text not null references person (id),
  ordinal integer not null, relation text,
  ${meta}
);
create index lead_person_lead on lead_person (lead_id, ordinal);
create index lead_person_person on lead_person (person_id);

create index audit_entry_lead on audit_entry (entity_id, seq) where entity = 'lead';

alter table relief_case add column lead_id text references lead (id);
alter table relief_case add column apply_way text;
alter table relief_case add column applied_by text;
create index relief_case_lead on relief_case (lead_id) where lead_id is not null;
alter table decision add column service_way text;
alter table decision add column service_note text;
alter table decision add column revoked_on text;

create table material (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text references recipient (id),
  kind text not null, name text, copies integer not null, is_original integer not null, received_on text, note text,
  batch_id text references import_batch (id),
  ${meta}
);
create index material_case on material (case_id);

create table case_step (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text references recipient (id),
  kind text not null, happened_on text not null, amount_fen integer, party text, note text,
  late integer not null,
  batch_id text references import_batch (id),
  ${meta}
);
create index case_step_case on case_step (case_id, kind, happened_on);

create table assessment (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text not null references recipient (id),
  reviewed_on text, reviewer text,
  damage_fen integer, compensation_fen integer, other_help_fen integer,
  family_members integer, family_income_fen integer, living_cost_fen integer,
  fault text, family_note text,
  grounds text not null, repeat_answer text, helped_elsewhere text, elsewhere_note text,
  proposal text, proposed_fen integer, over_cap_reason text, opinion text,
  batch_id text references import_batch (id),
  ${meta}
);
create index assessment_case on assessment (case_id);
create unique index assessment_once on assessment (recipient_id) where deleted_at is null;

create table hearing (
  id text primary key,
  case_id text not null references relief_case (id),
  held_on text not null, place text, is_public integer not null, host text, participants text, opinions text, conclusion text,
  batch_id text references import_batch (id),
  ${meta}
);
create index hearing_case on hearing (case_id);

create table approval (
  id text primary key,
  case_id text not null references relief_case (id),
  round integer not null, ordinal integer not null, step_name text not null, kind text not null,
  sent_on text, answered_on text, approver text, result text, opinion text, amount_fen integer, meeting_number text,
  proposed_by text not null, signed_by text references account (id), signed_at text,
  batch_id text references import_batch (id),
  ${meta}
);
create index approval_case on approval (case_id, round, ordinal);
create index approval_open on approval (kind, case_id) where answered_on is null and deleted_at is null;

create table joint_office (
  id text primary key,
  case_id text not null references relief_case (id),
  name text not null, role text not null, share_fen integer not null, decided_on text, paid_on text, note text,
  batch_id text references import_batch (id),
  ${meta}
);
create index joint_office_case on joint_office (case_id);

create table decision_change (
  id text primary key,
  case_id text not null references relief_case (id),
  decision_id text not null references decision (id),
  kind text not null, decided_on text not null, number text, before_fen integer not null, after_fen integer not null, reason text not null,
  batch_id text references import_batch (id),
  ${meta}
);
create index decision_change_case on decision_change (case_id);

create table deadline_extension (
  id text primary key,
  case_id text not null references relief_case (id),
  rule text not null, until_on text not null, reason text not null, approver text not null, approved_on text not null,
  batch_id text references import_batch (id),
  ${meta}
);
create index deadline_extension_case on deadline_extension (case_id);

-- The content lies in attachments.db under its hash.
create table attachment (
  id text primary key,
  case_id text references relief_case (id), lead_id text references lead (id),
  entity text, entity_id text,
  name text not null, media_type text not null, bytes integer not null, sha256 text not null, note text, paper_key text,
  ${meta}
);
create index attachment_case on attachment (case_id) where case_id is not null;
create index attachment_lead on attachment (lead_id) where lead_id is not null;
create index attachment_content on attachment (sha256);

-- What the office set itself: periods, wages, code labels, working days, chain of approval, papers. What comes with the program is in db/domain.
create table reference_entry (
  id text primary key,
  kind text not null, key text not null, effective_from text not null, value text not null,
  ${meta}
);
create unique index reference_entry_once on reference_entry (kind, key, effective_from) where deleted_at is null;

-- Taking an import back deletes for good. A deletion asks every table that may name the row: through an index that leaves recycled rows out it cannot,
-- it would read the whole table for each row that goes. So the indexes by case hold all rows, and those by person of a case stand beside them.
drop index decision_case;
create index decision_case on decision (case_id, recipient_id, kind, decided_on, amount_fen, deleted_at);
drop index visit_case;
create index visit_case on visit (case_id, recipient_id, way, done_on, id, deleted_at);
drop index support_measure_case;
create index support_measure_case on support_measure (case_id, recipient_id, kind, id, deleted_at);
drop index typical_award_case;
create index typical_award_case on typical_award (case_id, published_on, deleted_at);
drop index case_note_case;
create index case_note_case on case_note (case_id, deleted_at);
create index decision_recipient on decision (recipient_id);
create index disbursement_recipient on disbursement (recipient_id);
create index visit_recipient on visit (recipient_id) where recipient_id is not null;
create index support_measure_recipient on support_measure (recipient_id) where recipient_id is not null;
create index material_recipient on material (recipient_id) where recipient_id is not null;
create index case_step_recipient on case_step (recipient_id) where recipient_id is not null;
create index assessment_recipient on assessment (recipient_id);
create index decision_change_decision on decision_change (decision_id);

create table staff_handover (
  id text primary key,
  from_name text not null, to_name text not null, handed_on text not null, reason text not null, items text not null,
  ${meta}
);
`
