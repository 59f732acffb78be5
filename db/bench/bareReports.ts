import type { Basis, ReportKind } from '../domain/reportModel.ts'

/**
 * The figures of the reports the plainest way: one aggregate for each table, written out as anybody would, without labels, names, months of a statistical
 * year, undated records or people who gave money back. `@from` and `@to` bound the period.
 */
const net = `sum(case e.kind when 'paid' then e.amount_fen when 'repaid' then e.amount_fen when 'returned' then -e.amount_fen when 'recovered' then -e.amount_fen else 0 end)`
const within = (column: string) => `${column} between @from and @to`

/** Aggregates of people by a key, as the basis counts them. */
function people(basis: Basis): (key: string, joins?: string, where?: string) => string {
  const paidToDate = `(select ${net} from disbursement e where e.case_id = d.case_id and e.recipient_id = d.recipient_id)`
  const day = basis === 'accepted' ? 'c.accepted_on' : 'd.decided_on'
  const grants = (key: string, joins = '', where = '') =>
    `select ${key} as key, count(distinct d.case_id), count(*), sum(d.amount_fen), sum(${paidToDate})
     from decision d join relief_case c on c.id = d.case_id ${joins}
     where d.deleted_at is null and c.deleted_at is null and d.kind = 'grant' and ${within(day)} ${where} group by 1`
  const payments = (key: string, joins = '', where = '') =>
    `select ${key} as key, count(distinct e.case_id), count(distinct e.recipient_id), ${net},
       sum((select d.amount_fen from decision d where d.recipient_id = e.recipient_id and d.deleted_at is null and d.kind = 'grant'))
     from disbursement e join relief_case c on c.id = e.case_id ${joins} where c.deleted_at is null and ${within('e.happened_on')} ${where} group by 1`
  return basis === 'paid' ? payments : grants
}
const at = (basis: Basis) => (basis === 'paid' ? 'e' : 'd')

const headline = [
  `select count(*), sum((select count(*) from recipient r where r.case_id = c.id and r.deleted_at is null)) from relief_case c where c.deleted_at is null and ${within('c.accepted_on')}`,
  `select count(distinct d.case_id), count(*), count(distinct coalesce(p.household_id, p.id)), sum(d.amount_fen)
   from decision d join relief_case c on c.id = d.case_id join recipient r on r.id = d.recipient_id join person p on p.id = r.person_id
   where d.deleted_at is null and c.deleted_at is null and d.kind = 'grant' and ${within('d.decided_on')}`,
  `select count(distinct d.case_id), count(*) from decision d join relief_case c on c.id = d.case_id
   where d.deleted_at is null and c.deleted_at is null and d.kind = 'refuse' and ${within('d.decided_on')}`,
  `select count(distinct e.case_id), count(distinct e.recipient_id), ${net} from disbursement e join relief_case c on c.id = e.case_id
   where c.deleted_at is null and ${within('e.happened_on')}`,
  `select count(*) from typical_award a where a.deleted_at is null and ${within('a.published_on')}`,
]
const groups = (basis: Basis) => people(basis)('g.group_code', `join recipient_group g on g.recipient_id = ${at(basis)}.recipient_id`)
const eventsOf = (basis: Basis, from: string, key: string, where = '') =>
  people(basis)(`v.${key}`, `join ${from} v on v.case_id = c.id and (v.recipient_id is null or v.recipient_id = ${at(basis)}.recipient_id)`, `and v.deleted_at is null ${where}`)

const live = (table: string) => `from ${table} v join relief_case c on c.id = v.case_id and c.deleted_at is null where v.deleted_at is null`
const visits = (key: string) => `select ${key}, sum(v.due_on between @from and @to), sum(v.done_on <= v.due_on), sum(v.done_on > v.due_on), sum(v.done_on between @from and @to), count(distinct v.recipient_id) ${live('visit')} and (${within('v.due_on')} or ${within('v.done_on')}) group by 1`
const done = (key: string) => `select ${key}, count(*), count(distinct v.recipient_id) ${live('visit')} and ${within('v.done_on')} group by 1`
const measureDay = 'coalesce(v.done_on, v.promised_on, v.asked_on)'
const measured = (key: string) => `select ${key}, count(*), count(distinct v.recipient_id), count(distinct v.case_id), sum(v.done_on is not null), sum(v.value_fen) ${live('support_measure')} and ${within(measureDay)} group by 1`
const leads = (key: string) => `select ${key}, count(*), sum(l.outcome is not null), sum(l.outcome = 'case'), avg(julianday(l.outcome_on) - julianday(l.received_on)) from lead l where l.deleted_at is null and ${within('l.received_on')} group by 1`
const ofOfficer = (what: string, from: string, day: string) => `select c.officer_name, ${what} from ${from} and ${within(day)} group by 1`
const typical = [
  `select a.level, count(*), count(distinct a.case_id) from typical_award a where a.deleted_at is null and ${within('a.published_on')} group by 1`,
  `select o.name, count(distinct o.case_id), sum(o.share_fen) from joint_office o join decision d on d.case_id = o.case_id and d.kind = 'grant' and d.deleted_at is null where o.deleted_at is null and ${within('d.decided_on')} group by 1`,
]
const leadPeople = (key: string) =>
  `select ${key}, count(distinct d.recipient_id), sum(d.amount_fen), sum((select ${net} from disbursement e where e.case_id = d.case_id and e.recipient_id = d.recipient_id))
   from lead l join decision d on d.case_id = l.case_id and d.kind = 'grant' and d.deleted_at is null where l.deleted_at is null and ${within('l.received_on')} group by 1`
const stage = (from: string, to: string) => `select count(*), avg(julianday(${to}) - julianday(${from})), max(julianday(${to}) - julianday(${from})) from (
  select c.applied_on, c.accepted_on, (select max(d.decided_on) from decision d where d.case_id = c.id and d.deleted_at is null) as decided_on, (select min(e.happened_on) from disbursement e where e.case_id = c.id and e.kind = 'paid') as paid_on
  from relief_case c where c.deleted_at is null and c.accepted_on <= @to) where ${within(to)}`

const ourCases = `select c.id, c.case_number, c.unified_number, c.accepted_on, c.officer_name, max(d.decided_on) as decided_on, min(d.kind) as result, sum(d.amount_fen) as fen, (select count(*) from recipient r where r.case_id = c.id and r.deleted_at is null) as people
  from relief_case c left join decision d on d.case_id = c.id and d.deleted_at is null where c.deleted_at is null group by c.id`

/** Bare statements of one report. */
export function bareStatements(kind: ReportKind, basis: Basis): string[] {
  const by = people(basis)
  const month = `substr(${basis === 'accepted' ? 'c.accepted_on' : basis === 'decided' ? 'd.decided_on' : 'e.happened_on'}, 1, 7)`
  switch (kind) {
    case 'annual':
      return [...headline, by(month), by('c.category'), by('c.lead_source'), by('o.charge', 'left join original_case o on o.id = c.original_case_id'), groups(basis), eventsOf(basis, 'visit', 'way', 'and v.done_on is not null'), eventsOf(basis, 'support_measure', 'kind')]
    case 'years':
      // This year and the one before it.
      return [...headline, ...headline]
    case 'work':
      return [...bareStatements('annual', 'decided'), ...bareStatements('typical', basis), ...bareStatements('visits', basis), ...bareStatements('measures', basis), ...bareStatements('leads', basis)]
    case 'groups':
      return [groups(basis), by('1'), ...['p.birth_date > 0', 'p.sex'].map((key) => by(key, `join recipient r on r.id = ${at(basis)}.recipient_id join person p on p.id = r.person_id`)), eventsOf(basis, 'visit', 'way', 'and v.done_on is not null'), eventsOf(basis, 'support_measure', 'kind')]
    case 'sources':
      return [leads('l.source'), leads('l.sending_unit'), leadPeople('l.source'), leadPeople('l.sending_unit'), by('c.lead_source'), measured('v.agency'), `select v.agency_id, count(*), sum(v.replied_on is not null) ${live('letter')} and ${within('v.sent_on')} group by 1`]
    case 'leads':
      return [leads('l.source'), leads('l.sending_unit'), leads('substr(l.received_on, 1, 7)'), leads('l.outcome')]
    case 'timeliness':
      return [stage('applied_on', 'accepted_on'), stage('accepted_on', 'decided_on'), stage('decided_on', 'paid_on'), stage('accepted_on', 'paid_on'), `select v.step_name, count(*), avg(julianday(v.answered_on) - julianday(v.sent_on)) ${live('approval')} and v.kind = 'outside' and ${within('v.answered_on')} group by 1`]
    case 'officers':
      return [
        ofOfficer('count(*)', 'relief_case c where c.deleted_at is null', 'c.accepted_on'),
        ofOfficer('count(*)', 'relief_case c where c.deleted_at is null', 'c.closed_on'),
        `select c.officer_name, count(*) from relief_case c where c.deleted_at is null and c.historical = 0 and c.accepted_on <= @to and (c.closed_on is null or c.closed_on > @to) group by 1`,
        ofOfficer('count(distinct d.case_id), count(*), sum(d.amount_fen)', 'decision d join relief_case c on c.id = d.case_id where d.deleted_at is null and c.deleted_at is null', 'd.decided_on'),
        done('c.officer_name'),
        ofOfficer(net, 'disbursement e join relief_case c on c.id = e.case_id where c.deleted_at is null', 'e.happened_on'),
      ]
    case 'money':
      return [
        `select substr(e.happened_on, 1, 7), e.kind, sum(e.amount_fen) from disbursement e join relief_case c on c.id = e.case_id where c.deleted_at is null and ${within('e.happened_on')} group by 1, 2`,
        people('decided')('substr(d.decided_on, 1, 7)'),
        `select c.officer_name, count(distinct d.case_id), sum(d.amount_fen - coalesce((select sum(e.amount_fen) from disbursement e where e.case_id = d.case_id and e.recipient_id = d.recipient_id and e.happened_on <= @to), 0))
         from decision d join relief_case c on c.id = d.case_id where d.kind = 'grant' and d.deleted_at is null and c.deleted_at is null and d.decided_on <= @to group by 1`,
        `select substr(e.happened_on, 1, 4), ${net} from disbursement e join relief_case c on c.id = e.case_id where c.deleted_at is null and ${within('e.happened_on')} group by 1`,
      ]
    case 'visits':
      return [visits('substr(coalesce(v.due_on, v.done_on), 1, 7)'), visits('c.officer_name'), done('v.way'), done('v.satisfaction')]
    case 'measures':
      return [measured('v.kind'), measured('v.agency'), measured(`substr(${measureDay}, 1, 7)`)]
    case 'typical':
      return typical
    case 'cards':
      return [
        `select sum(k.accepted_on is not c.accepted_on), sum(k.decided_on is not c.decided_on), sum(k.result is not c.result), sum(k.amount_fen is not c.fen), sum(k.people <> c.people), sum(k.officer_name is not c.officer_name), sum(c.id is null)
         from case_card k left join (${ourCases}) c on c.case_number = k.case_number where coalesce(k.decided_on, k.accepted_on) between @from and @to`,
        `select count(*) from (${ourCases}) c where coalesce(c.decided_on, c.accepted_on) between @from and @to and c.case_number not in (select k.case_number from case_card k)`,
      ]
    case 'own':
      return [by('c.category'), by(month), by(`c.category || ${month}`)]
  }
}
