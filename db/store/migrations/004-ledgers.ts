/** Records that were put together because they are the same, and what was said of records that look alike. Frozen: a later change is a new migration. */
const meta = `
  version integer not null default 1,
  created_at text not null, created_by text not null,
  updated_at text not null, updated_by text not null,
  deleted_at text, deleted_by text, delete_reason text`

export const ledgers = `
-- acts: every change the merge made, in order, so that it can be undone. JSON, see db/store/merging.ts.
create table record_merge (
  id text primary key,
  entity text not null, kept_id text not null, other_id text not null,
  kept_title text not null, other_title text not null, reason text not null, acts text not null,
  taken_apart_at text, taken_apart_by text, apart_reason text,
  ${meta}
);
create index record_merge_kept on record_merge (kept_id);
create index record_merge_other on record_merge (other_id);
-- one_id sorts before other_id; verdict: different, later.
create table likeness_judgement (
  id text primary key,
  entity text not null, one_id text not null, other_id text not null, verdict text not null,
  ${meta}
);
create unique index likeness_judgement_once on likeness_judgement (entity, one_id, other_id) where deleted_at is null;
`
