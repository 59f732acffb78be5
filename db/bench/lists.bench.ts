import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openTestCasebook, parsed } from '../operations/testContext.ts'
import { caseListHandlers } from '../operations/caseLists.ts'
import { caseHandlers } from '../operations/cases.ts'
import { caseItemStatements } from '../store/caseListItems.ts'
import { casePageQuery } from '../store/caseListRepository.ts'
import { openTestStore } from '../store/testStore.ts'
import { openEncrypted } from '../vault/connection.ts'
import type { Input } from '../operations/contract.ts'
import { fillManyCases, MANY } from './manyCases.ts'

export interface Measured {
  name: string
  value: number
  unit: string
  limit?: number
}

/**
 * Medians in milliseconds after a warm-up: what a user meets, not the best case. Works that are compared take turns,
 * so that whatever else the machine does slows them alike.
 */
async function medians(works: readonly (() => unknown)[], runs = 31): Promise<number[]> {
  for (let run = 0; run < 3; run += 1) for (const work of works) await work()
  const times = works.map((): number[] => [])
  for (let run = 0; run < runs; run += 1) {
    for (const [index, work] of works.entries()) {
      const start = performance.now()
      await work()
      times[index]?.push(performance.now() - start)
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0)
}
const median = async (work: () => unknown, runs?: number): Promise<number> => (await medians([work], runs))[0] ?? 0

/** Speed of the lists over 100,000 encrypted cases. Takes about a minute, most of it for making them. */
export async function benchLists(count = MANY): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-'))
  const raw = openEncrypted(join(folder, 'casebook.db'), randomBytes(32), { create: true })
  try {
    const store = await openTestStore(raw)
    fillManyCases(raw, count)
    const { context } = await openTestCasebook(store)
    const list = (input: Partial<Input<'caseList'>> = {}) => caseListHandlers.caseList(context, parsed('caseList', { filter: {}, ...input }))
    const filtered = (filter: Input<'caseList'>['filter']) => () => list({ filter })

    const query = casePageQuery({ ...parsed('caseList', { filter: {} }), limit: 51 })
    const page = raw.prepare(query.text)
    const parts = Object.values(caseItemStatements).map((text) => raw.prepare(text))
    const bareList = () => {
      const ids = (page.all(...query.parameters) as { id: string }[]).slice(0, 50).map((row) => row.id)
      const input = JSON.stringify(ids)
      for (const part of parts) part.all(input)
    }
    let cursor = (await list({ limit: 200 })).next
    for (let depth = 0; depth < 50 && cursor !== null; depth += 1) cursor = (await list({ limit: 200, after: cursor })).next
    const [bare = 0, first = 0, deep = 0] = await medians([bareList, () => list(), () => list({ after: cursor })], 101)
    const anyone = (await list({ after: cursor, limit: 1 })).rows[0]
    const oldest = (await list({ descending: false, limit: 1 })).rows[0]
    const rare = raw.prepare('select paper_number from person order by id limit 1').pluck().get() as string

    return [
      { name: '案件列表首页 / 裸语句', value: first / bare, unit: '倍', limit: 2 },
      { name: '案件列表首页', value: first, unit: 'ms', limit: 16 },
      { name: '翻到第 1 万件 / 首页', value: deep / first, unit: '倍', limit: 1.5 },
      { name: '按受理日期排序', value: await median(() => list({ sort: 'acceptedOn' })), unit: 'ms', limit: 16 },
      { name: '检索：证件号码（最早的一人）', value: await median(filtered({ text: rare.slice(6) })), unit: 'ms', limit: 30 },
      { name: '检索：常见姓氏', value: await median(filtered({ text: '王' })), unit: 'ms', limit: 30 },
      { name: '检索：拼音首字母加年份', value: await median(filtered({ text: 'wwf', year: 2015 })), unit: 'ms', limit: 30 },
      { name: '检索：没有结果', value: await median(filtered({ text: '查无此人' })), unit: 'ms', limit: 30 },
      { name: '检索：最早的案号', value: await median(filtered({ text: oldest?.caseNumber ?? '' })), unit: 'ms', limit: 30 },
      { name: '随处查找', value: await median(() => caseListHandlers.findAnything(context, { text: rare.slice(6) })), unit: 'ms', limit: 30 },
      { name: '筛选：群体加线索来源加承办人', value: await median(filtered({ specialGroup: 'military', leadSource: 'youthLeague', officerName: '周检察官' })), unit: 'ms', limit: 30 },
      { name: '筛选：按年份', value: await median(filtered({ year: 2016 })), unit: 'ms', limit: 16 },
      { name: '合计：全部', value: await median(() => caseListHandlers.caseTotals(context, parsed('caseTotals', { filter: {} }))), unit: 'ms', limit: 30 },
      { name: '合计：检索', value: await median(() => caseListHandlers.caseTotals(context, parsed('caseTotals', { filter: { text: '王' } }))), unit: 'ms', limit: 60 },
      { name: '筛选项', value: await median(() => caseListHandlers.caseFilterChoices(context)), unit: 'ms', limit: 30 },
      { name: '工作台待办', value: await median(() => caseListHandlers.dutyList(context), 11), unit: 'ms', limit: 60 },
      { name: '发放列表', value: await median(() => caseListHandlers.disbursementList(context, parsed('disbursementList', { from: null, to: null, text: '' }))), unit: 'ms', limit: 60 },
      { name: '回访列表', value: await median(() => caseListHandlers.visitList(context, parsed('visitList', { state: 'done', from: null, to: null, text: '' }))), unit: 'ms', limit: 60 },
      { name: '打开一件案件', value: await median(() => caseHandlers.caseGet(context, { id: anyone?.id ?? '' })), unit: 'ms', limit: 16 },
    ]
  } finally {
    raw.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, value, unit, limit } of await benchLists(Number(process.argv[2] ?? MANY))) {
    process.stdout.write(`${name}\t${value.toFixed(2)} ${unit}${limit === undefined ? '' : `\t上限 ${limit}${value > limit ? '\t超出' : ''}`}\n`)
  }
}
