/** Case cards of the business system, and what was said of their differences. Frozen: a later change is a new migration. */
const meta = `
  version integer not null default 1,
  created_at text not null, created_by text not null,
  updated_at text not null, updated_by text not null,
  deleted_at text, deleted_by text, delete_reason text`

export const caseCards = `
-- The export of one statistical year; a newer one takes its place. meanings: JSON, what it has columns for (db/domain/caseCards.ts).
create table case_card_load (
  id text primary key,
  year integer not null, file_name text not null, content_sha256 text not null, meanings text not null, cards integer not null,
  ${meta}
);
create unique index case_card_load_once on case_card_load (year) where deleted_at is null;
-- The rows stand in the file the load's digest is of, and do not pass through the audit trail.
create table case_card (
  load_id text not null references case_card_load (id), ordinal integer not null, row integer not null,
  unified_number text, case_number text, name text, accepted_on text, decided_on text, result text, amount_fen integer, people integer, officer_name text,
  primary key (load_id, ordinal)
) without rowid;
-- digest: of the difference with what both sides say, so that it holds after the cards were loaded anew, and not for other values.
create table case_card_reason (
  id text primary key,
  digest text not null, kind text not null, reason text not null, remark text,
  ${meta}
);
create unique index case_card_reason_once on case_card_reason (digest) where deleted_at is null;
`
