/** Funds, instalments, supervised money, the rest of a visit, agencies and letters. Frozen: a later change is a new migration. */
const meta = `
  version integer not null default 1,
  created_at text not null, created_by text not null,
  updated_at text not null, updated_by text not null,
  deleted_at text, deleted_by text, delete_reason text`

export const aftercare = `
-- The annual pool: what was asked for, came in, was carried over, went back. Payments are the disbursements.
create table funds_entry (
  id text primary key,
  kind text not null, happened_on text not null, amount_fen integer not null, source text, year integer not null, document text, note text,
  ${meta}
);
create index funds_entry_year on funds_entry (year, kind, amount_fen) where deleted_at is null;
create table funds_allocation (
  id text primary key,
  funds_entry_id text not null references funds_entry (id),
  case_id text not null references relief_case (id),
  amount_fen integer not null,
  ${meta}
);
create index funds_allocation_entry on funds_allocation (funds_entry_id);
create index funds_allocation_case on funds_allocation (case_id);

create table instalment_plan (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text not null references recipient (id),
  rhythm text not null, fixed_on text, approver text, reason text,
  superseded_at text,
  ${meta}
);
create unique index instalment_plan_once on instalment_plan (recipient_id) where deleted_at is null and superseded_at is null;
create index instalment_plan_recipient on instalment_plan (recipient_id);
create index instalment_plan_case on instalment_plan (case_id);
create table instalment (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text not null references recipient (id),
  plan_id text not null references instalment_plan (id),
  ordinal integer not null, due_on text not null, amount_fen integer not null, purpose text,
  ${meta}
);
create index instalment_case on instalment (case_id);
create index instalment_recipient on instalment (recipient_id);
create index instalment_due on instalment (due_on, case_id) where deleted_at is null;
create index instalment_plan_rows on instalment (plan_id);

create table supervised_fund (
  id text primary key,
  case_id text not null references relief_case (id),
  recipient_id text not null references recipient (id),
  supervisor text not null, supervisor_kind text not null, supervisor_contact text, guardian text, bank_name text, bank_account text,
  agreed_on text not null, hand_over_on text, ended_on text, end_reason text, note text,
  ${meta}
);
create index supervised_fund_case on supervised_fund (case_id);
create index supervised_fund_recipient on supervised_fund (recipient_id);
create index supervised_fund_hand_over on supervised_fund (hand_over_on, case_id) where ended_on is null and hand_over_on is not null and deleted_at is null;
create table supervised_entry (
  id text primary key,
  case_id text not null references relief_case (id),
  supervised_fund_id text not null references supervised_fund (id),
  kind text not null, happened_on text not null, amount_fen integer, purpose text, voucher text, reason text,
  ${meta}
);
create index supervised_entry_fund on supervised_entry (supervised_fund_id);
create index supervised_entry_case on supervised_entry (case_id);

alter table disbursement add column instalment_id text references instalment (id);
alter table disbursement add column supervised_fund_id text references supervised_fund (id);
alter table disbursement add column receipt text;
alter table disbursement add column witness text;
alter table disbursement add column collected_by text;
alter table disbursement add column reason text;
alter table disbursement add column bank_reference text;
create index disbursement_instalment on disbursement (instalment_id) where instalment_id is not null;
create index disbursement_supervised on disbursement (supervised_fund_id) where supervised_fund_id is not null;
create unique index disbursement_bank_reference on disbursement (bank_reference) where bank_reference is not null;
alter table recipient add column unsupervised_reason text;
create index case_summary_owed on case_summary (historical, case_id) where granted_fen - paid_fen - cancelled_fen > 0;

alter table visit add column origin text;
alter table visit add column ordinal integer;
alter table visit add column living text;
alter table visit add column production text;
alter table visit add column health text;
alter table visit add column schooling text;
alter table visit add column measures_checked text;
alter table visit add column next_on text;
alter table visit add column receipt text;
alter table visit add column discreet integer;

create table agency (
  id text primary key,
  name text not null, kind text, contact text, phone text, address text, note text, disabled_at text,
  ${meta}
);
create unique index agency_name on agency (name) where deleted_at is null;
alter table support_measure add column agency_id text references agency (id);
alter table support_measure add column asked_on text;
alter table support_measure add column reply_due_on text;
alter table support_measure add column refused_on text;
create index support_measure_agency on support_measure (agency_id, id, deleted_at, case_id, done_on, refused_on, reply_due_on, value_fen) where agency_id is not null;
create index support_measure_due on support_measure (reply_due_on, id) where reply_due_on is not null and deleted_at is null;
create index support_measure_waiting on support_measure (reply_due_on, id) where reply_due_on is not null and done_on is null and refused_on is null and deleted_at is null;
create index lead_sender on lead (sending_unit, received_on, id, deleted_at) where sending_unit is not null;
create table letter (
  id text primary key,
  case_id text not null references relief_case (id),
  measure_id text references support_measure (id),
  agency_id text not null references agency (id),
  kind text not null, number text, sent_on text not null, reply_due_on text, replied_on text, reply text, content text,
  ${meta}
);
create index letter_case on letter (case_id, deleted_at);
create index letter_measure on letter (measure_id) where measure_id is not null;
create index letter_due on letter (reply_due_on, id) where reply_due_on is not null and deleted_at is null;
create index letter_waiting on letter (reply_due_on, id) where reply_due_on is not null and replied_on is null and deleted_at is null;
create index letter_agency on letter (agency_id, sent_on, id, deleted_at);
`
