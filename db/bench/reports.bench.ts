import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnDefinition } from '../domain/ownReports.ts'
import { aboutReport, bases, reportKinds } from '../domain/reportModel.ts'
import type { Basis, Period, ReportAsk, ReportKind } from '../domain/reportModel.ts'
import { makeReport, recordsBehind } from '../reports/reports.ts'
import { whyInReport } from '../reports/why.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import { openEncrypted } from '../vault/connection.ts'
import { bareStatements } from './bareReports.ts'
import { fillManyAftercare, MANY_VISITS } from './manyAftercare.ts'
import { fillManyCards } from './manyCards.ts'
import { fillManyCases, MANY } from './manyCases.ts'
import { median } from './measured.ts'
import type { Measured } from './measured.ts'

/** Median milliseconds of two works that take turns, so that whatever else the machine does slows them alike. */
async function compared(first: () => unknown, second: () => unknown, runs: number): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, work] of [first, second].entries()) {
      const start = performance.now()
      await work()
      // The first turn only fills the page cache.
      if (run > 0) times[index]?.push(performance.now() - start)
    }
  }
  return [median(times[0]), median(times[1])]
}

const basisNames: Record<Basis, string> = { accepted: '按受理', decided: '按决定', paid: '按发放' }

/** An own report with a dimension in its columns, as an office puts it together. */
const own: OwnDefinition = { rows: 'category', columns: 'quarter', measures: ['cases', 'people', 'decidedFen', 'paidFen'], filters: [{ dimension: 'outcome', values: ['grant'] }], basis: 'decided', period: null }
/** Timeliness asks the rules of deadlines for each case: no statement does what it does, so only its time is bounded. */
const uncomparable: readonly ReportKind[] = ['timeliness']

/** A page that answers within half a second is waited for without wondering. */
const MOST_MS = 500

/** Speed of every report over 100,000 encrypted cases of twelve years: one year, and for the annual report all of them in one period. */
export async function benchReports(count = MANY): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-'))
  const raw = openEncrypted(join(folder, 'casebook.db'), randomBytes(32), { create: true })
  try {
    const { read } = await openTestStore(raw)
    fillManyCases(raw, count)
    fillManyAftercare(raw, { visits: Math.min(MANY_VISITS, count * 2), payments: 0 })
    fillManyCards(raw, Array.from({ length: 12 }, (_, index) => 2014 + index))
    const ownId = (await change(read, { accountId: null, name: '测试' }, { action: '新建自定义报表' }, (unit) => unit.insert('own_report', { name: '各情形', definition: JSON.stringify(own) }))).id
    const measured: Measured[] = []
    const year: Period = { from: '2019-01-01', to: '2019-12-31' }
    const all: Period = { from: '2014-01-01', to: '2025-12-31' }
    const measure = async (ask: ReportAsk, name: string, runs: number, limit?: number) => {
      const bare = bareStatements(ask.kind, ask.basis).map((text) => raw.prepare(text))
      const [ours, theirs] = await compared(
        () => makeReport(read, ask),
        () => bare.forEach((statement) => statement.all(ask.period)),
        runs,
      )
      measured.push({ name: `${name} / 裸语句`, value: ours / theirs, unit: '倍', ...(uncomparable.includes(ask.kind) ? {} : { limit: 3 }) }, { name, value: ours, unit: 'ms', ...(limit !== undefined && { limit }) })
    }
    for (const { kind, title, chooses } of reportKinds) {
      for (const basis of chooses ? bases : (['decided'] as const)) await measure({ kind, period: year, basis, ownId: kind === 'own' ? ownId : undefined }, `${title} 一年${chooses ? ` ${basisNames[basis]}` : ''}`, 7, MOST_MS)
    }
    for (const basis of bases) await measure({ kind: 'annual', period: all, basis }, `年度统计表 十二年 ${basisNames[basis]}`, 3)
    const { id: someCase } = raw.prepare('select id from relief_case where number_year = 2019 limit 1').get() as { id: string }
    for (const kind of ['annual', 'officers', 'timeliness'] as const) {
      const [asked] = await compared(() => whyInReport(read, { kind, period: year, basis: 'decided' }, someCase), () => undefined, 7)
      measured.push({ name: `一件案件为什么计入（${aboutReport(kind).title}）`, value: asked, unit: 'ms' })
    }
    const [opened] = await compared(() => recordsBehind(read, { kind: 'annual', period: year, basis: 'decided' }, { table: 'category', row: 'injury', column: 'people' }), () => undefined, 7)
    measured.push({ name: '打开一个数字（一年的一种情形）', value: opened, unit: 'ms' })
    return measured
  } finally {
    raw.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
