import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, today } from '../domain/dates.ts'
import { openTestCasebook, parsed } from '../operations/testContext.ts'
import { agencyHandlers } from '../operations/agencies.ts'
import { amountHandlers } from '../operations/amounts.ts'
import { calendarHandlers } from '../operations/calendar.ts'
import { caseListHandlers } from '../operations/caseLists.ts'
import { dutyHandlers } from '../operations/duties.ts'
import { duplicateHandlers } from '../operations/duplicates.ts'
import { leadHandlers } from '../operations/leads.ts'
import { caseHandlers } from '../operations/cases.ts'
import { caseItemStatements } from '../store/caseListItems.ts'
import { casePageQuery } from '../store/caseListRepository.ts'
import { deadlineStatements } from '../store/deadlineRepository.ts'
import { likeGrantsQuery } from '../store/likeCases.ts'
import { openTestStore } from '../store/testStore.ts'
import { openEncrypted } from '../vault/connection.ts'
import type { Input } from '../operations/contract.ts'
import { fillManyAftercare } from './manyAftercare.ts'
import { fillManyCases, MANY } from './manyCases.ts'
import type { Measured } from './measured.ts'

/** Milliseconds this process has computed: unlike the clock it does not count what else the machine does meanwhile, and nothing here waits for a disk. */
function computed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The fastest of many runs in milliseconds. Works that are compared take turns, so that a slow spell of the machine meets them alike. */
async function fastest(works: readonly (() => unknown)[], runs = 31): Promise<number[]> {
  for (let run = 0; run < 3; run += 1) for (const work of works) await work()
  const best = works.map(() => Infinity)
  for (let run = 0; run < runs; run += 1) {
    for (const [index, work] of works.entries()) {
      const start = computed()
      await work()
      best[index] = Math.min(best[index] ?? Infinity, computed() - start)
    }
  }
  return best
}
const time = async (work: () => unknown, runs?: number): Promise<number> => (await fastest([work], runs))[0] ?? 0

/** A recipient nobody has decided on, with what makes other cases comparable. */
const proposedQuery = `select c.id as caseId, r.id as recipientId, c.category, o.charge,
    (select json_group_array(g.group_code) from recipient_group g where g.recipient_id = r.id) as groups
  from case_summary s cross join relief_case c on c.id = s.case_id cross join original_case o on o.id = c.original_case_id cross join recipient r on r.case_id = c.id
  where s.stage = 'approving' order by s.sort_key limit 1`

/** Speed of the lists over 100,000 encrypted cases. Takes about a minute, most of it for making them. */
export async function benchLists(count = MANY): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-'))
  const raw = openEncrypted(join(folder, 'casebook.db'), randomBytes(32), { create: true })
  try {
    const store = await openTestStore(raw)
    fillManyCases(raw, count)
    fillManyAftercare(raw)
    const { context } = await openTestCasebook(store)
    const list = (input: Partial<Input<'caseList'>> = {}) => caseListHandlers.caseList(context, parsed('caseList', { filter: {}, ...input }))
    const filtered = (filter: Input<'caseList'>['filter']) => () => list({ filter })

    const leads = (filter: Input<'leadList'>['filter']) => () => leadHandlers.leadList(context, parsed('leadList', { filter }))

    const query = casePageQuery({ ...parsed('caseList', { filter: {} }), limit: 51 })
    const page = raw.prepare(query.text)
    const parts = [...Object.values(caseItemStatements), ...Object.values(deadlineStatements)].map((text) => raw.prepare(text))
    const bareList = () => {
      const ids = (page.all(...query.parameters) as { id: string }[]).slice(0, 50).map((row) => row.id)
      const input = JSON.stringify(ids)
      for (const part of parts) part.all(input)
    }
    let cursor = (await list({ limit: 200 })).next
    for (let depth = 0; depth < 50 && cursor !== null; depth += 1) cursor = (await list({ limit: 200, after: cursor })).next
    const [bare = 0, first = 0, deep = 0] = await fastest([bareList, () => list(), () => list({ after: cursor })], 101)
    const anyone = (await list({ after: cursor, limit: 1 })).rows[0]
    const oldest = (await list({ descending: false, limit: 1 })).rows[0]
    const rare = raw.prepare('select paper_number from person order by id limit 1').pluck().get() as string

    const scan = raw.prepare('select sort_key, case_id from case_search where instr(text, ?) > 0 order by sort_key desc, case_id desc limit 51')
    const [bareSearch = 0, search = 0] = await fastest([() => scan.all('查无此人'), filtered({ text: '查无此人' })])

    const proposed = raw.prepare(proposedQuery).get() as { caseId: string; recipientId: string; category: string; charge: string; groups: string }
    const bareAdvice = raw.prepare(likeGrantsQuery)
    const from = `${Number(today().slice(0, 4)) - 5}${today().slice(4)}`
    const [bareLike = 0, like = 0] = await fastest([
      () => bareAdvice.all(proposed.groups, from, today(), proposed.category, proposed.caseId, proposed.charge, proposed.groups),
      () => amountHandlers.amountAdvice(context, { caseId: proposed.caseId, recipientId: proposed.recipientId, date: null }),
    ])

    return [
      { name: '案件列表首页 / 裸语句', value: first / bare, unit: '倍', limit: 2 },
      { name: '案件列表首页', value: first, unit: 'ms', limit: 16 },
      { name: '翻到第 1 万件 / 首页', value: deep / first, unit: '倍', limit: 1.5 },
      { name: '按受理日期排序', value: await time(() => list({ sort: 'acceptedOn' })), unit: 'ms', limit: 16 },
      { name: '检索：证件号码（最早的一人）', value: await time(filtered({ text: rare.slice(6) })), unit: 'ms', limit: 30 },
      { name: '检索：常见姓氏', value: await time(filtered({ text: '王' })), unit: 'ms', limit: 30 },
      { name: '检索：拼音首字母加年份', value: await time(filtered({ text: 'wwf', year: 2015 })), unit: 'ms', limit: 30 },
      { name: '检索：没有结果', value: search, unit: 'ms', limit: 30 },
      { name: '检索：没有结果 / 裸语句', value: search / bareSearch, unit: '倍', limit: 1.5 },
      { name: '检索：最早的案号', value: await time(filtered({ text: oldest?.caseNumber ?? '' })), unit: 'ms', limit: 30 },
      { name: '随处查找（案件和线索）', value: await time(() => caseListHandlers.findAnything(context, { text: rare.slice(6) })), unit: 'ms', limit: 60 },
      { name: '筛选：群体加线索来源加承办人', value: await time(filtered({ specialGroup: 'military', leadSource: 'youthLeague', officerName: '周检察官' })), unit: 'ms', limit: 30 },
      { name: '筛选：按年份', value: await time(filtered({ year: 2016 })), unit: 'ms', limit: 16 },
      { name: '合计：全部', value: await time(() => caseListHandlers.caseTotals(context, parsed('caseTotals', { filter: {} }))), unit: 'ms', limit: 30 },
      { name: '合计：检索', value: await time(() => caseListHandlers.caseTotals(context, parsed('caseTotals', { filter: { text: '王' } }))), unit: 'ms', limit: 60 },
      { name: '筛选项', value: await time(() => caseListHandlers.caseFilterChoices(context)), unit: 'ms', limit: 30 },
      { name: '工作台待办', value: await time(() => dutyHandlers.dutyList(context), 11), unit: 'ms', limit: 50 },
      { name: '发放列表', value: await time(() => caseListHandlers.disbursementList(context, parsed('disbursementList', { from: null, to: null, text: '' }))), unit: 'ms', limit: 60 },
      { name: '回访列表', value: await time(() => caseListHandlers.visitList(context, parsed('visitList', { state: 'done', from: null, to: null, text: '' }))), unit: 'ms', limit: 60 },
      { name: '到期回访列表', value: await time(() => caseListHandlers.visitList(context, parsed('visitList', { state: 'due', from: null, to: null, text: '' }))), unit: 'ms', limit: 50 },
      { name: '日历：前后两个月', value: await time(() => calendarHandlers.calendarList(context, { from: addDays(today(), -20), to: addDays(today(), 41), officerName: null }), 11), unit: 'ms', limit: 50 },
      { name: '日历：往年', value: await time(() => calendarHandlers.calendarList(context, { from: addDays(today(), -760), to: addDays(today(), -700), officerName: null }), 11), unit: 'ms', limit: 200 },
      { name: '协作单位', value: await time(() => agencyHandlers.agencyList(context), 11), unit: 'ms', limit: 100 },
      { name: '线索列表首页', value: await time(leads({})), unit: 'ms', limit: 16 },
      { name: '线索列表：逾期未结', value: await time(leads({ state: 'overdue' })), unit: 'ms', limit: 16 },
      { name: '线索检索：没有结果', value: await time(leads({ text: '查无此人' })), unit: 'ms', limit: 50 },
      { name: '线索合计：全部', value: await time(() => leadHandlers.leadTotals(context, parsed('leadTotals', { filter: {} }))), unit: 'ms', limit: 50 },
      { name: '重复核对（全部人员、案件、家庭）', value: await time(() => duplicateHandlers.duplicateFind(context, undefined), 1), unit: 'ms', limit: 10_000 },
      { name: '可比案件', value: like, unit: 'ms', limit: 50 },
      { name: '可比案件 / 裸语句', value: like / bareLike, unit: '倍', limit: 2 },
      { name: '打开一件案件', value: await time(() => caseHandlers.caseGet(context, { id: anyone?.id ?? '' })), unit: 'ms', limit: 16 },
    ]
  } finally {
    raw.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
