/** Lists of other departments, what was said of what they show, and the office's own questions. Frozen: a later change is a new migration. */
const meta = `
  version integer not null default 1,
  created_at text not null, created_by text not null,
  updated_at text not null, updated_by text not null,
  deleted_at text, deleted_by text, delete_reason text`

export const comparison = `
-- What is known of a list stays after its rows were destroyed. scrubbed: nothing of them is left in free pages and log either.
create table comparison_list (
  id text primary key,
  kind text not null, title text not null, letter_number text not null, purpose text not null, sending_agency text not null,
  received_on text not null, destroy_on text not null,
  file_name text not null, content_sha256 text not null, sheets text not null, people integer not null, faults integer not null,
  purged_at text, purged_by text, purge_reason text, scrubbed integer not null default 0,
  ${meta}
);
create unique index comparison_list_once on comparison_list (content_sha256) where purged_at is null and deleted_at is null;
create index comparison_list_due on comparison_list (destroy_on) where purged_at is null;
-- The rows never pass through the audit trail: destroyed, they are nowhere. details: JSON, ListedDetails of db/domain/comparison.ts.
create table comparison_person (
  list_id text not null, ordinal integer not null,
  sheet text not null, row integer not null,
  name text not null, paper text, written text, birth_date text, sex text, phone text, details text,
  primary key (list_id, ordinal)
) without rowid;
create table comparison_fault (
  list_id text not null, ordinal integer not null,
  sheet text not null, row integer not null, why text not null, kept integer not null,
  primary key (list_id, ordinal)
) without rowid;
-- digest: of the person, so that it holds for the same person in a list loaded anew. The remark goes with the lists it is about.
create table comparison_judgement (
  id text primary key, version integer not null,
  question text not null, digest text not null, verdict text not null, remark text, list_ids text not null, lead_id text,
  judged_at text not null, judged_by text not null
);
create unique index comparison_judgement_once on comparison_judgement (question, digest);
create table comparison_question (
  id text primary key,
  title text not null, definition text not null,
  ${meta}
);
-- The last run of each question; keys: JSON, digests of its results.
create table comparison_run (
  question text primary key,
  ran_at text not null, ran_by text not null, certain integer not null, doubtful integer not null, keys text not null
);
`
