/** Frozen reports, and what keeps the trail and the money entries from being rewritten. Frozen: a later change is a new migration. */
export const seals = `
-- ask: canonical JSON of what the report is. content: canonical JSON, see db/domain/sealModel.ts; sha256 is of it. audit_seq, audit_head: the newest audit entry when it was made.
-- Never altered and never deleted: what takes its place names it in supersedes_id.
create table seal (
  id text primary key,
  number text not null, number_year integer not null, number_seq integer not null,
  kind text not null, title text not null, ask text not null, reason text not null,
  supersedes_id text references seal (id),
  locked_on text not null, audit_seq integer not null, audit_head text not null,
  content text not null, sha256 text not null,
  created_at text not null, created_by text not null
);
create unique index seal_number on seal (number_year, number_seq);
create unique index seal_supersedes on seal (supersedes_id) where supersedes_id is not null;
create trigger seal_unaltered before update on seal begin select raise(abort, 'a seal is never altered'); end;
create trigger seal_undeleted before delete on seal begin select raise(abort, 'a seal is never deleted'); end;

create trigger audit_entry_unaltered before update on audit_entry begin select raise(abort, 'an audit entry is never altered'); end;
create trigger audit_entry_undeleted before delete on audit_entry begin select raise(abort, 'an audit entry is never deleted'); end;
-- Where an entry belongs may change when two records are put together; what was paid, and when, never does.
create trigger disbursement_unaltered before update of id, kind, amount_fen, happened_on, created_at, created_by on disbursement
  begin select raise(abort, 'a payment entry is never altered'); end;
`
