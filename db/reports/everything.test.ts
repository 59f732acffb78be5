import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { OwnDefinition } from '../domain/ownReports.ts'
import { bases, reportKinds } from '../domain/reportModel.ts'
import { replaceCards } from '../store/caseCardRepository.ts'
import { openTestStore } from '../store/testStore.ts'
import { change } from '../store/unitOfWork.ts'
import { recordsBehind, wholeReport } from './reports.ts'
import { anyCase, anyPeriod } from './testArbitraries.ts'
import { caseWriter } from './testCases.ts'

const now = '2023-06-30'

it('gives behind every figure at once what each gives by itself', { timeout: 180_000 }, async () => {
  let opened = 0
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { minLength: 1, maxLength: 5 }), anyPeriod, fc.constantFrom(...bases), async (cases, period, basis) => {
      const store = await openTestStore()
      await change(store.read, { accountId: null, name: '测试' }, { action: '登记' }, async (unit) => {
        const write = caseWriter(unit)
        for (const [index, facts] of cases.entries()) await write({ officerName: index % 2 === 0 ? '甲' : '乙', ...facts })
      })
      const own: OwnDefinition = { rows: 'specialGroup', columns: 'category', measures: ['cases', 'people', 'paidFen', 'visits'], filters: [], basis, period: null }
      const { id: ownId } = await change(store.read, { accountId: null, name: '测试' }, { action: '新建自定义报表' }, (unit) => unit.insert('own_report', { name: '群体', definition: JSON.stringify(own) }))
      await change(store.read, { accountId: null, name: '测试' }, { action: '登记案卡' }, async (unit) => {
        const { id } = await unit.insert('case_card_load', { year: 2023, file_name: '案卡.xlsx', content_sha256: '', meanings: '["unified","decidedOn"]', cards: 1 })
        await replaceCards(unit.trx, id, [{ row: 2, unified: 'J001', caseNumber: null, name: '某甲', acceptedOn: null, decidedOn: '2023-01-25', result: null, amountFen: null, people: null, officer: null }])
      })
      for (const { kind } of reportKinds) {
        const ask = { kind, period, basis, ownId: kind === 'own' ? ownId : undefined }
        const { report, everything } = await wholeReport(store.read, ask, now)
        for (const { key: table, columns, rows, total } of report.tables) {
          for (const row of [...rows, ...(total ? [total] : [])]) {
            for (const { key: column, opens } of columns) {
              // A figure that makes no sense, such as the households of refusals, opens nothing.
              if (opens === false || row.values[column] === null) continue
              const records = await recordsBehind(store.read, ask, { table, row: row.key, column }, now)
              expect(everything[table]?.[row.key]?.[column] ?? [], `${kind}/${table}/${row.key}/${column}`).toEqual(records)
              opened += records.length
            }
          }
        }
      }
      await store.close()
    }),
    { numRuns: 10 },
  )
  expect(opened).toBeGreaterThan(100)
})
