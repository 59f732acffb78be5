import type Database from 'better-sqlite3'
import { v7 as newId } from 'uuid'
import { caseSortKey } from '../domain/caseNumber.ts'
import { balanceOf, stageOf } from '../domain/caseRules.ts'
import { codesOf } from '../domain/codeLists.ts'
import type { CodeListName } from '../domain/codeLists.ts'
import { addDays, today as thisDay } from '../domain/dates.ts'
import { checkDigit } from '../domain/identity.ts'
import { searchText } from '../domain/pinyin.ts'
import type { ClosedHow, DisbursementKind, LegalDate } from '../domain/records.ts'
import { countUnvisited } from '../store/migrations/006-unseen.ts'
import { inserter, randomFrom } from './inserting.ts'
import { addLeads, workOn } from './manyWork.ts'
import type { BenchCase } from './manyWork.ts'

/** How many cases the synthetic casebook of the benchmarks holds: what all procuratorates of the country handle in a year. */
export const MANY = 100_000

const FIRST_YEAR = 2014
const YEARS = 12
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉梅红建华志国新春秋雪晨宇轩子涵梓萱浩然欣怡']
const OFFICERS = ['王检察官', '李检察官', '赵检察官', '孙检察官', '周检察官']

/**
 * Fills a migrated, otherwise empty casebook with synthetic cases by direct inserts, list rows and search texts included, in one transaction; with as many
 * leads. Of 100,000 cases some six hundred are open, and some two thousand leads, all of the last weeks.
 * Leaves no audit trail: this is for measuring and for looking at plans, never for a casebook somebody works with. Invented people, valid check digits.
 */
export function fillManyCases(raw: Database.Database, count: number, options: { seed?: number; today?: LegalDate } = {}): void {
  const random = randomFrom(options.seed ?? 1)
  const today = options.today ?? thisDay()
  const insert = inserter(raw)
  const codes = (list: CodeListName) => codesOf(list).map((entry) => entry.code)
  const [categories, charges, sources, groups, ways, kinds] = (['category', 'charge', 'leadSource', 'specialGroup', 'visitWay', 'measure'] as const).map(codes) as [string[], string[], string[], string[], string[], string[]]
  const at = '2024-01-01T00:00:00.000Z'
  const meta = { version: 1, created_at: at, created_by: '测试', updated_at: at, updated_by: '测试', deleted_at: null, deleted_by: null, delete_reason: null, batch_id: null }
  let people = 0
  const addWork = workOn(insert, random, meta, today)
  const cases: BenchCase[] = []

  function addPerson(): { id: string; name: string; paper_number: string; phone: string } {
    // Every day of birth in turn, then the next running number: no two numbers alike.
    const day = people % 20_000
    const order = Math.floor(people / 20_000) * 2 + 1 + random.below(2)
    people += 1
    const birthDate = addDays('1955-01-01', day)
    const body = `131002${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`
    const name = random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.7) ? random.pick(GIVEN) : '')
    const person = { id: newId(), name, paper_number: body + checkDigit(body), phone: `1${random.pick(['39', '58', '86'])}${String(10_000_000 + random.below(89_999_999))}` }
    insert('person', {
      ...person,
      paper_type: 'idCard',
      sex: order % 2 === 1 ? 'male' : 'female',
      birth_date: birthDate,
      ethnicity: 'HA',
      residence: `廊坊市安次区某某街道${1 + random.below(300)}号`,
      safe_contact: null,
      household_id: null,
      ...meta,
    })
    return person
  }

  function addCase(index: number): void {
    const year = FIRST_YEAR + Math.floor((index * YEARS) / count)
    const seq = (index % Math.ceil(count / YEARS)) + 1
    const open = index >= count * 0.9 && random.chance(0.06)
    const historical = !open && random.chance(0.8) ? 1 : 0
    const appliedOn = open ? addDays(today, -30 - random.below(30)) : addDays(`${year}-01-01`, random.below(300))
    const acceptedOn = open && random.chance(0.3) ? null : addDays(appliedOn, 1 + random.below(10))
    const decidedOn = acceptedOn === null || (open && random.chance(0.5)) ? null : addDays(acceptedOn, 5 + random.below(open ? 15 : 30))
    const refused = random.chance(0.06)
    const originalId = newId()
    const caseId = newId()
    const charge = random.pick(charges)
    const original = { id: originalId, number: `安检刑诉〔${year}〕${seq}号`, charge, charge_text: null, stage: null, reached_procuratorate: 1 }
    const nothing = { handling_office: null, handling_unit: null, suspects: null, outcome: null, compensation_ordered_fen: null, compensation_obtained_fen: null }
    insert('original_case', { ...original, ...nothing, ...meta })
    const closedOn = open || decidedOn === null ? null : addDays(decidedOn, 40)
    const closedHow: ClosedHow | null = closedOn === null ? null : refused ? 'refused' : 'paid'
    const row = {
      id: caseId,
      case_number: `冀廊安检救助〔${year}〕${seq}号`,
      number_year: year,
      number_seq: seq,
      unified_number: null,
      original_case_id: originalId,
      category: random.pick(categories),
      cause: null,
      lead_source: random.pick(sources),
      officer_name: random.pick(OFFICERS),
      urgent: 0,
      historical,
      origin: historical ? 'imported' : 'entered',
      applied_on: appliedOn,
      accepted_on: acceptedOn,
      closed_on: closedOn,
      closed_how: closedHow,
      archived_on: null,
      archive_number: null,
      remark: null,
    }
    insert('relief_case', { ...row, ...meta })

    const texts: string[] = []
    const caseGroups = new Set<string>()
    const entries: { kind: DisbursementKind; amountFen: number; happenedOn: string }[] = []
    let grantedFen = 0
    const bench: BenchCase['people'][number][] = []
    const recipients = random.chance(0.85) ? 1 : random.chance(0.8) ? 2 : 3
    for (let ordinal = 1; ordinal <= recipients; ordinal += 1) {
      const person = addPerson()
      texts.push(person.name, person.paper_number, person.phone, '')
      const recipientId = newId()
      bench.push({ ...person, recipientId })
      insert('recipient', {
        id: recipientId,
        case_id: caseId,
        person_id: person.id,
        ordinal,
        relation: 'self',
        guardian_name: null,
        guardian_phone: null,
        guardian_is_offender: 0,
        agent_name: null,
        requested_fen: 2_000_000,
        account_holder: person.name,
        bank_name: '农业银行',
        bank_account: `622848${String(10_000_000_000 + people)}`,
        hardship: null,
        ...meta,
      })
      for (const group of new Set(random.chance(0.5) ? [random.pick(groups), random.pick(groups)] : [])) {
        caseGroups.add(group)
        insert('recipient_group', { recipient_id: recipientId, group_code: group })
      }
      if (decidedOn === null) continue
      const amountFen = refused ? 0 : (5 + random.below(46)) * 100_000
      grantedFen += amountFen
      insert('decision', {
        id: newId(),
        case_id: caseId,
        recipient_id: recipientId,
        kind: refused ? 'refuse' : 'grant',
        amount_fen: amountFen,
        decided_on: decidedOn,
        number: null,
        served_on: addDays(decidedOn, 3),
        reason: null,
        over_cap_reason: null,
        ...meta,
      })
      if (refused) continue
      addPayments(caseId, recipientId, person.name, amountFen, decidedOn, open, entries)
      addAftercare(caseId, recipientId, decidedOn)
    }
    if (!refused && decidedOn !== null && random.chance(0.01)) {
      insert('typical_award', { id: newId(), case_id: caseId, level: random.pick(['county', 'city', 'province']), published_on: addDays(decidedOn, 200), title: null, ...meta })
    }

    const one: BenchCase = { id: caseId, people: bench, appliedOn, acceptedOn, decidedOn, open, refused }
    cases.push(one)
    const work = historical ? {} : addWork(one)
    const sortKey = caseSortKey({ year, seq })
    const balance = balanceOf(grantedFen, entries)
    const outcome = decidedOn === null ? null : refused ? 'refused' : 'granted'
    const paid = entries.filter((entry) => entry.kind === 'paid' || entry.kind === 'repaid').map((entry) => entry.happenedOn)
    insert('case_summary', {
      sort_key: sortKey,
      case_id: caseId,
      list_year: year,
      stage: stageOf({ acceptedOn, closedOn, closedHow, archivedOn: null, outcomes: Array.from({ length: recipients }, () => outcome), balance, ...work }),
      category: row.category,
      charge,
      lead_source: row.lead_source,
      officer_name: row.officer_name,
      historical,
      special_groups: caseGroups.size === 0 ? '' : `,${[...caseGroups].sort().join(',')},`,
      accepted_on: acceptedOn,
      decided_on: decidedOn,
      paid_on: paid.length === 0 ? null : paid.reduce((last, day) => (day > last ? day : last)),
      people: recipients,
      granted_people: outcome === 'granted' ? recipients : 0,
      refused_people: outcome === 'refused' ? recipients : 0,
      granted_fen: grantedFen,
      paid_fen: balance.netPaidFen,
      cancelled_fen: balance.cancelledFen,
    })
    insert('case_search', { sort_key: sortKey, case_id: caseId, text: searchText([row.case_number, '', original.number, ...texts]) })
  }

  function addPayments(caseId: string, recipientId: string, payee: string, amountFen: number, decidedOn: string, open: boolean, entries: { kind: DisbursementKind; amountFen: number; happenedOn: string }[]) {
    const add = (kind: DisbursementKind, fen: number, days: number) => {
      const happenedOn = addDays(decidedOn, days)
      entries.push({ kind, amountFen: fen, happenedOn })
      insert('disbursement', { id: newId(), case_id: caseId, recipient_id: recipientId, kind, amount_fen: fen, happened_on: happenedOn, method: 'bank', payee, account_snapshot: null, voucher: null, note: null, batch_id: null, created_at: at, created_by: '测试' })
    }
    if (open && random.chance(0.5)) return
    if (random.chance(0.9)) add('paid', amountFen, 7 + random.below(20))
    else {
      // In two instalments, the first of which came back once.
      const half = amountFen / 2
      add('paid', half, 10)
      add('returned', half, 15)
      add('repaid', half, 20)
      add('paid', half, 120 + random.below(200))
    }
  }

  function addAftercare(caseId: string, recipientId: string, decidedOn: string): void {
    if (random.chance(0.6)) {
      const doneOn = random.chance(0.98) ? addDays(decidedOn, 60 + random.below(100)) : null
      const rest = { visitors: '王检察官、李助理', findings: null, money_use: null, satisfaction: null, still_needed: null }
      insert('visit', { id: newId(), case_id: caseId, recipient_id: recipientId, due_on: addDays(decidedOn, 90), done_on: doneOn, way: doneOn === null ? null : random.pick(ways), ...rest, ...meta })
    }
    if (random.chance(0.3)) {
      insert('support_measure', { id: newId(), case_id: caseId, recipient_id: recipientId, kind: random.pick(kinds), agency: '民政局', promised_on: decidedOn, done_on: addDays(decidedOn, 30), value_fen: random.chance(0.3) ? 100_000 : null, note: null, ...meta })
    }
  }

  raw.transaction(() => {
    // Building the indexes at the end takes half the time of keeping them up row by row.
    const indexes = raw.prepare("select name, sql from sqlite_schema where type = 'index' and sql is not null").all() as { name: string; sql: string }[]
    for (const { name } of indexes) raw.exec(`drop index ${name}`)
    for (let index = 0; index < count; index += 1) addCase(index)
    addLeads(insert, random, meta, cases, { officers: OFFICERS, sources, today })
    for (const { sql } of indexes) raw.exec(sql)
    raw.exec(countUnvisited)
  })()
}
