/** Reports that an office puts together itself. Frozen: a later change is a new migration. */
export const ownReports = `
-- definition: rows, columns, measures, filters, basis and period. JSON, see db/domain/ownReports.ts.
create table own_report (
  id text primary key,
  name text not null, definition text not null,
  version integer not null default 1,
  created_at text not null, created_by text not null,
  updated_at text not null, updated_by text not null,
  deleted_at text, deleted_by text, delete_reason text
);
create unique index own_report_name on own_report (name) where deleted_at is null;
`
