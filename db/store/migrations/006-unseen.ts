/** Who was paid and is visited by nobody, what a revoked decision had cancelled, and the stage of what was cancelled altogether. Frozen: a later change is a new migration. */
const net = "sum(case e.kind when 'paid' then e.amount_fen when 'repaid' then e.amount_fen when 'returned' then -e.amount_fen when 'recovered' then -e.amount_fen else 0 end)"

/** Of list rows that were written without it. */
export const countUnvisited = `update case_summary set unvisited = (
  select count(*) from recipient r join decision d on d.recipient_id = r.id and d.kind = 'grant' and d.revoked_on is null and d.deleted_at is null
  where r.case_id = case_summary.case_id and r.deleted_at is null
    and (select ${net} from disbursement e where e.recipient_id = r.id) > 0
    and not exists (
      select 1 from visit v where v.case_id = r.case_id and v.deleted_at is null and (v.recipient_id is null or v.recipient_id = r.id)
        and coalesce(v.done_on, v.due_on, '') >= (select min(e.happened_on) from disbursement e where e.recipient_id = r.id and e.kind in ('paid', 'repaid'))))
where historical = 0 and paid_fen > 0;`

export const unseen = `
alter table decision add column earlier_fen integer not null default 0;
alter table case_summary add column unvisited integer not null default 0;
create index case_summary_unvisited on case_summary (case_id) where unvisited > 0;
update case_summary set stage = 'decided' where stage = 'paid' and paid_fen <= 0;
${countUnvisited}
`
