import type { FundsEntry } from '../domain/aftercareRecords.ts'
import { today } from '../domain/dates.ts'
import type { FieldError } from '../domain/errors.ts'
import { CasebookError } from '../domain/errors.ts'
import { formatYuan } from '../domain/money.ts'
import { yearPeriod } from '../domain/periods.ts'
import type { Id } from '../domain/records.ts'
import { balanceOfAll, fundsEntries, fundsEntry, netPaidBetween, outstandingOfAll } from '../store/fundsRepository.ts'
import { readOffice } from '../store/office.ts'
import type { Reader } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { liveCase, refuse, requireVersion } from './guards.ts'

type Sums = { carriedInFen: number; requestedFen: number; arrivedFen: number; returnedFen: number; netPaidFen: number; balanceFen: number; entries: FundsEntry[] }

/** What came, went and is left in one statistical year. Asking for money moves none. */
async function sumsOf(db: Reader, year: number, startsOn: '01-01' | '12-26'): Promise<Sums> {
  const entries = await fundsEntries(db, year)
  const of = (kind: FundsEntry['kind']) => entries.reduce((sum, entry) => (entry.kind === kind ? sum + entry.amountFen : sum), 0)
  const [carriedInFen, arrivedFen, returnedFen] = [of('carriedIn'), of('arrived'), of('returned')]
  const netPaidFen = await netPaidBetween(db, yearPeriod(year, startsOn))
  return { carriedInFen, requestedFen: of('requested'), arrivedFen, returnedFen, netPaidFen, balanceFen: carriedInFen + arrivedFen - returnedFen - netPaidFen, entries }
}

function faultsOf(fields: Parsed<'fundsSave'>['fields']): FieldError[] {
  const day = today()
  const faults: FieldError[] = []
  if (fields.happenedOn > day) faults.push({ path: 'happenedOn', message: `日期不能晚于今天（${day}），请核对` })
  if (Math.abs(fields.year - Number(fields.happenedOn.slice(0, 4))) > 1) faults.push({ path: 'year', message: `年度 ${fields.year} 与日期 ${fields.happenedOn} 相差太大，请核对` })
  if (fields.kind !== 'arrived' && fields.allocations.length > 0) faults.push({ path: 'allocations', message: '只有到账的资金可以分配到案件' })
  const allocated = fields.allocations.reduce((sum, one) => sum + one.amountFen, 0)
  if (allocated > fields.amountFen) faults.push({ path: 'allocations', message: `分配到案件的合计 ${formatYuan(allocated)} 元超过到账的 ${formatYuan(fields.amountFen)} 元，请核对` })
  const seen = new Set<Id>()
  for (const [index, { caseId }] of fields.allocations.entries()) {
    if (seen.has(caseId)) faults.push({ path: `allocations.${index}.caseId`, message: '这件案件已在上面分配过，请合并为一行' })
    seen.add(caseId)
  }
  return faults
}

/** @throws CasebookError 'not-found' */
async function liveEntry(unit: UnitOfWork, id: Id): Promise<Row<'funds_entry'>> {
  const row = await unit.trx.selectFrom('funds_entry').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
  if (!row) throw new CasebookError('not-found', '没有找到这笔资金，可能已被移走。请刷新后再看。')
  return row
}

const liveAllocations = (unit: UnitOfWork, entryId: Id) => unit.trx.selectFrom('funds_allocation').selectAll().where('funds_entry_id', '=', entryId).where('deleted_at', 'is', null).execute()

export const fundsHandlers: Handlers<'fundsPool' | 'fundsSave' | 'fundsRecycle'> = {
  async fundsPool({ store }, { year }) {
    const startsOn = (await readOffice(store.read)).yearStartsOn
    const sums = await sumsOf(store.read, year, startsOn)
    const before = await sumsOf(store.read, year - 1, startsOn)
    return {
      year,
      ...sums,
      outstandingFen: await outstandingOfAll(store.read),
      all: await balanceOfAll(store.read),
      proposedCarryInFen: before.entries.length > 0 && before.balanceFen > 0 && !sums.entries.some((entry) => entry.kind === 'carriedIn') ? before.balanceFen : null,
    }
  },

  async fundsSave({ change }, { id, version, fields }) {
    return change({ action: id === null ? '登记资金' : '修改资金' }, async (unit) => {
      const row = id === null ? null : await liveEntry(unit, id)
      if (row) requireVersion(row, version, await fundsEntry(unit.trx, row.id))
      refuse(faultsOf(fields), 'fields')
      const present = row ? await liveAllocations(unit, row.id) : []
      for (const { caseId } of fields.allocations) if (!present.some((one) => one.case_id === caseId)) await liveCase(unit, caseId)
      const columns = { kind: fields.kind, happened_on: fields.happenedOn, amount_fen: fields.amountFen, source: fields.source, year: fields.year, document: fields.document, note: fields.note }
      const saved = row ? await unit.update('funds_entry', row.id, row.version, columns) : await unit.insert('funds_entry', columns)
      for (const { caseId, amountFen } of fields.allocations) {
        const old = present.find((one) => one.case_id === caseId)
        if (!old) await unit.insert('funds_allocation', { funds_entry_id: saved.id, case_id: caseId, amount_fen: amountFen })
        else if (old.amount_fen !== amountFen) await unit.update('funds_allocation', old.id, old.version, { amount_fen: amountFen })
      }
      for (const old of present) {
        if (!fields.allocations.some((one) => one.caseId === old.case_id)) await unit.recycle('funds_allocation', old.id, old.version, '不再分配到这件案件')
      }
      return saved
    })
  },

  async fundsRecycle({ change }, { id, version, reason }) {
    return change({ action: '移走资金记录', reason }, async (unit) => {
      const row = await liveEntry(unit, id)
      requireVersion(row, version, await fundsEntry(unit.trx, id))
      for (const one of await liveAllocations(unit, id)) await unit.recycle('funds_allocation', one.id, one.version, reason)
      return unit.recycle('funds_entry', id, version, reason)
    })
  },
}
