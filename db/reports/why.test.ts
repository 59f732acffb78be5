import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bases, reportKinds } from '../domain/reportModel.ts'
import { rows } from '../store/store.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import { recordsBehind } from './reports.ts'
import { anyCase, anyLead, anyPeriod } from './testArbitraries.ts'
import { caseWriter } from './testCases.ts'
import type { CaseFacts } from './testCases.ts'
import { writeLead } from './testOffice.ts'
import type { LeadFacts } from './testOffice.ts'
import { whyInReport } from './why.ts'

const now = '2023-06-30'
async function casebook(cases: readonly CaseFacts[], leads: readonly LeadFacts[] = []) {
  const store = await openTestStore()
  await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
    const write = caseWriter(unit)
    const caseIds: string[] = []
    for (const [index, facts] of cases.entries()) caseIds.push(await write({ officerName: index % 2 === 0 ? '甲' : '乙', ...facts }))
    for (const lead of leads) await writeLead(unit, lead, caseIds)
  })
  const ids = (await rows<{ id: string }>(store.read, 'select id from relief_case order by id', [])).map(({ id }) => id)
  return { store, ids }
}

it('says that a case counts exactly where the figure opens it, and otherwise why not, whatever the casebook holds', { timeout: 240_000 }, async () => {
  let counted = 0
  let not = 0
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { minLength: 1, maxLength: 3 }), fc.array(anyLead, { maxLength: 3 }), anyPeriod, fc.constantFrom(...bases), async (cases, leads, period, basis) => {
      const { store, ids } = await casebook(cases, leads)
      for (const { kind } of reportKinds.filter((one) => one.kind !== 'own')) {
        const ask = { kind, period, basis }
        const opened = new Map<string, Set<string | null>>()
        for (const id of ids) {
          for (const { cell, counted: says, reasons } of (await whyInReport(store.read, ask, id, { now })).figures) {
            const name = JSON.stringify(cell)
            const behind = opened.get(name) ?? new Set((await recordsBehind(store.read, ask, cell, now)).map(({ caseId }) => caseId))
            opened.set(name, behind)
            expect(says, `${kind} ${name}`).toBe(behind.has(id))
            expect(reasons.length, name).toBeGreaterThan(0)
            // What fails comes first, and nothing fails where the case counts.
            expect(reasons[0]?.holds, `${kind} ${name} ${JSON.stringify(reasons)}`).toBe(says)
            if (says) counted += 1
            else not += 1
          }
        }
      }
      await store.close()
    }),
    { numRuns: 8 },
  )
  expect(counted).toBeGreaterThan(50)
  expect(not).toBeGreaterThan(500)
})

it('names the date, the row, the column, the bin', async () => {
  const grant = (decidedOn: string) => ({ kind: 'grant' as const, amountFen: 1000, decidedOn })
  const { store, ids } = await casebook([
    { acceptedOn: '2023-01-05', category: 'injury', people: [{ name: '赵一', decision: grant('2024-02-01') }] },
    { acceptedOn: '2023-01-05', category: 'injury', people: [{ name: '钱二', decision: grant('2023-02-01'), groups: ['minor'], entries: [{ kind: 'paid', amountFen: 1000, happenedOn: '2022-03-01' }, { kind: 'returned', amountFen: 1000, happenedOn: '2023-03-01' }] }] },
    { acceptedOn: '2023-01-05', recycled: true, people: [{ name: '孙三', decision: grant('2023-02-01') }] },
    { acceptedOn: '2023-01-05', people: [{ name: '李四', decision: { ...grant('2023-02-01'), recycled: true } }] },
    { acceptedOn: '2023-01-05', category: 'property', people: [{ name: '周五', decision: grant('2023-02-01') }] },
  ])
  const ask = { kind: 'annual' as const, period: { from: '2023-01-01', to: '2023-12-31' }, basis: 'decided' as const }
  const first = async (index: number, row: string, column: string, table = 'totals') => {
    const { figures } = await whyInReport(store.read, ask, ids[index] ?? '', { now })
    const found = figures.find(({ cell }) => cell.table === table && cell.row === row && cell.column === column)
    return `${found?.counted === true ? '是' : '否'} ${found?.reasons[0]?.text}`
  }
  expect(await first(0, 'granted', 'people')).toMatch(/^否 按2024年2月1日，晚于统计期间/)
  expect(await first(0, 'accepted', 'cases')).toMatch(/^是 按日期 2023年1月5日，在统计期间内，计入“受理”/)
  expect(await first(1, 'paid', 'people')).toMatch(/^否 计入了同一行的“发放额（元）”，不符合“人”的条件：本期退回、追回多于发放/)
  expect(await first(2, 'granted', 'people')).toBe('否 案件在回收站里，不计入任何数字（测试：误录）。')
  expect(await first(3, 'granted', 'people')).toMatch(/^否 案件里没有可以计入.*回收站里有决定 1 条（测试：误录）/)
  expect(await first(4, 'injury', 'people', 'category')).toMatch(/^否 计入的是“财产重大损失”这一行，不是“重伤或严重残疾”/)
  expect(await first(4, 'minor', 'people', 'specialGroup')).toMatch(/^否 /)
  await expect(whyInReport(store.read, ask, 'nobody', { now })).rejects.toThrow('没有找到这件案件')
  await store.close()
})
