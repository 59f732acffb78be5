/** The first schema. Frozen: a later change is a new migration. */
const meta = `
  version integer not null default 1,
  created_at text not null, created_by text not null,
  updated_at text not null, updated_by text not null,
  deleted_at text, deleted_by text, delete_reason text`

export const foundation = `
create table office (
  id text primary key,
  name text not null, level text not null, higher_office text, region text not null,
  case_number_pattern text not null, year_starts_on text not null,
  idle_lock_minutes integer not null, several_roles integer not null,
  ${meta}
);
create table account (
  id text primary key,
  login text not null, name text not null, roles text not null,
  disabled_at text, last_sign_in_at text,
  ${meta}
);
create unique index account_login on account (login);

create table import_batch (
  id text primary key,
  file_name text not null, file_sha256 text not null,
  cases integer not null, people integer not null, fen integer not null,
  taken_back_at text, taken_back_by text,
  ${meta}
);

create table household (
  id text primary key,
  address text,
  batch_id text references import_batch (id),
  ${meta}
);
create table person (
  id text primary key,
  name text not null, paper_type text not null, paper_number text,
  sex text, birth_date text, ethnicity text, residence text, phone text, safe_contact text,
  household_id text references household (id),
  batch_id text references import_batch (id),
  ${meta}
);
create unique index person_paper on person (paper_type, paper_number) where paper_number is not null and deleted_at is null;
create index person_paper_number on person (paper_number) where paper_number is not null;
create index person_name on person (name);
create index person_household on person (household_id) where household_id is not null;

create table original_case (
  id text primary key,
  number text, charge text, charge_text text, stage text, reached_procuratorate integer,
  handling_office text, handling_unit text, suspects text, outcome text,
  compensation_ordered_fen integer, compensation_obtained_fen integer,
  batch_id text references import_batch (id),
  ${meta}
);
create table relief_case (
  id text primary key,
  case_number text, number_year integer, number_seq integer, unified_number text,
  original_case_id text references original_case (id),
  category text, cause text, lead_source text, officer_name text,
  urgent integer not null, historical integer not null, origin text not null,
  applied_on text, accepted_on text, closed_on text, closed_how text,
  archived_on text, archive_number text, remark text,
  batch_id text references import_batch (id),
  ${meta}
);
create unique index relief_case_number on relief_case (case_number) where case_number is not null and deleted_at is null;
create index relief_case_batch on relief_case (batch_id) where batch_id is not null;
create index relief_case_original on relief_case (original_case_id) where original_case_id is not null;
create index relief_case_gaps on relief_case (number_year, number_seq) where deleted_at is null;
create index relief_case_accepted on relief_case (accepted_on, id) where deleted_at is null;
create index relief_case_report on relief_case (id, deleted_at, accepted_on, category, lead_source, original_case_id);
create index relief_case_recycled on relief_case (deleted_at) where deleted_at is not null;

create table recipient (
  id text primary key,
  case_id text not null references relief_case (id),
  person_id text not null references person (id),
  ordinal integer not null, relation text,
  guardian_name text, guardian_phone text, guardian_is_offender integer not null,
  agent_name text, requested_fen integer,
  account_holder text, bank_name text, bank_account text, hardship text,
  batch_id text references import_batch (id),
  ${meta}
);
create index recipient_case on recipient (case_id, ordinal, person_id) where deleted_at is null;
create unique index recipient_once on recipient (case_id, person_id) where deleted_at is null;
create index recipient_person on recipient (person_id);
create index recipient_report on recipient (case_id, id, person_id);
create table recipient_group (
  recipient_id text not null references recipient (id),
  group_code text not null,
  primary key (recipient_id, group_code)
) without rowid;

create table decision (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text not null references recipient (id),
  kind text not null, amount_fen integer not null,
  decided_on text, number text, served_on text, reason text, over_cap_reason text,
  batch_id text references import_batch (id),
  ${meta}
);
create unique index decision_once on decision (recipient_id) where deleted_at is null;
create index decision_report on decision (decided_on, kind, case_id, recipient_id, amount_fen) where deleted_at is null;
create index decision_case on decision (case_id, recipient_id, kind, decided_on, amount_fen) where deleted_at is null;

create table disbursement (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text not null references recipient (id),
  kind text not null, amount_fen integer not null, happened_on text not null,
  method text, payee text, account_snapshot text, voucher text, note text,
  batch_id text references import_batch (id),
  created_at text not null, created_by text not null
);
create index disbursement_report on disbursement (happened_on, kind, case_id, recipient_id, amount_fen);
create index disbursement_list on disbursement (happened_on, id);
create index disbursement_case on disbursement (case_id, recipient_id, kind, amount_fen, happened_on);

create table visit (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text references recipient (id),
  due_on text, done_on text, way text, visitors text, findings text, money_use text, satisfaction text, still_needed text,
  batch_id text references import_batch (id),
  ${meta}
);
create index visit_case on visit (case_id, recipient_id, way, done_on, id) where deleted_at is null;
create index visit_due on visit (due_on, id, case_id) where deleted_at is null and done_on is null;
create index visit_done on visit (done_on, id, case_id) where deleted_at is null and done_on is not null;

create table support_measure (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text references recipient (id),
  kind text not null, agency text, promised_on text, done_on text, value_fen integer, note text,
  batch_id text references import_batch (id),
  ${meta}
);
create index support_measure_case on support_measure (case_id, recipient_id, kind, id) where deleted_at is null;
create index support_measure_list on support_measure (coalesce(done_on, promised_on, ''), id) where deleted_at is null;

create table typical_award (
  id text primary key,
  case_id text not null references relief_case (id),
  level text not null, published_on text, title text,
  batch_id text references import_batch (id),
  ${meta}
);
create index typical_award_case on typical_award (case_id, published_on) where deleted_at is null;

create table case_note (
  id text primary key,
  case_id text not null references relief_case (id),
  text text not null,
  batch_id text references import_batch (id),
  ${meta}
);
create index case_note_case on case_note (case_id) where deleted_at is null;

-- Derived from the records above by refreshCase(), in the transaction that changes them.
-- Clustered in the order of the list, so that a page, a filter and the totals read it from end to end without a look-up.
create table case_summary (
  sort_key text not null, case_id text not null references relief_case (id) on delete cascade,
  list_year integer not null, stage text not null,
  category text, charge text, lead_source text, officer_name text, historical integer not null,
  special_groups text not null,
  accepted_on text, decided_on text, paid_on text,
  people integer not null, granted_people integer not null, refused_people integer not null,
  granted_fen integer not null, paid_fen integer not null, cancelled_fen integer not null,
  primary key (sort_key, case_id)
) without rowid;
create unique index case_summary_case on case_summary (case_id);
-- Cases without the date sort before the first day: an index on the bare column would lose them when paging.
create index case_summary_accepted on case_summary (coalesce(accepted_on, ''), sort_key, case_id);
create index case_summary_decided on case_summary (coalesce(decided_on, ''), sort_key, case_id);
create index case_summary_totals on case_summary
  (list_year, stage, category, lead_source, officer_name, historical, special_groups, people, granted_people, granted_fen, paid_fen);
create index case_summary_open on case_summary (stage, case_id) where historical = 0;
create index case_summary_officer on case_summary (officer_name) where officer_name is not null;
-- Narrow on purpose: a search scans it from the newest case on.
create table case_search (
  sort_key text not null, case_id text not null references relief_case (id) on delete cascade, text text not null,
  primary key (sort_key, case_id)
) without rowid;
create unique index case_search_case on case_search (case_id);

create table audit_entry (
  seq integer primary key autoincrement,
  at text not null, account_id text, who text not null,
  action text not null, entity text not null, entity_id text, case_id text, reason text,
  digest text not null, previous_hash text not null, hash text not null
);
create index audit_entry_case on audit_entry (case_id, seq) where case_id is not null;
create table audit_payload (
  seq integer primary key references audit_entry (seq),
  before text, after text
);

create table draft (
  account_id text not null, form_key text not null, content text not null, updated_at text not null,
  primary key (account_id, form_key)
) without rowid;
create table view_setting (
  account_id text not null, key text not null, value text not null,
  primary key (account_id, key)
) without rowid;
`
