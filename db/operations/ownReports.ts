import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { dimensionValues } from '../reports/people/dimensionValues.ts'
import { triedRecords, tryReport } from '../reports/reports.ts'
import { ownReports, readOwnReport } from '../store/ownReports.ts'
import { rows } from '../store/store.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import { refuse, requireVersion } from './guards.ts'

const gone = () => new CasebookError('not-found', '没有找到这张自定义报表，可能已被移走。请回到报表目录重新选择。')

/** Two reports of one name could not be told apart. */
async function requireFreeName(unit: UnitOfWork, name: string, id: Id | null): Promise<void> {
  const same = (await ownReports(unit.trx)).find((one) => one.name === name && one.id !== id)
  refuse(same ? [{ path: 'name', message: `已有名为“${name}”的报表，请换一个名称，或者修改那一张` }] : [])
}

/** The reports that the office put together itself. */
export const ownReportHandlers: Handlers<'ownReportList' | 'ownReportTry' | 'ownReportTryRecords' | 'ownReportValues' | 'ownReportSave' | 'ownReportRecycle' | 'ownReportRestore' | 'ownReportBin'> = {
  ownReportList: ({ store }) => ownReports(store.read),

  ownReportTry: ({ store }, { definition, period }) => tryReport(store.read, definition, period),

  ownReportTryRecords: ({ store }, { definition, period, cell }) => triedRecords(store.read, definition, period, cell),

  ownReportValues: ({ store }, { dimension }) => dimensionValues(store.read, dimension),

  async ownReportSave({ change }, { id, version, name, definition }) {
    return change({ action: id === null ? '新建自定义报表' : '修改自定义报表' }, async (unit) => {
      await requireFreeName(unit, name, id)
      const columns = { name, definition: JSON.stringify(definition) }
      if (id === null) return unit.insert('own_report', columns)
      const row = await unit.trx.selectFrom('own_report').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
      if (!row) throw gone()
      requireVersion(row, version, await readOwnReport(unit.trx, id))
      return unit.update('own_report', id, row.version, columns)
    })
  },

  async ownReportRecycle({ change }, { id, version, reason }) {
    return change({ action: '移走自定义报表', reason }, async (unit) => {
      if (!(await readOwnReport(unit.trx, id))) throw gone()
      await unit.recycle('own_report', id, version, reason)
      return null
    })
  },

  async ownReportRestore({ change }, { id }) {
    return change({ action: '恢复自定义报表' }, async (unit) => {
      const row = await unit.trx.selectFrom('own_report').select(['name', 'deleted_at']).where('id', '=', id).executeTakeFirst()
      if (!row?.deleted_at) throw gone()
      await requireFreeName(unit, row.name, id)
      return unit.restore('own_report', id)
    })
  },

  ownReportBin: ({ store }) => rows(store.read, 'select id, name, deleted_at as deletedAt, deleted_by as deletedBy, delete_reason as reason from own_report where deleted_at is not null', []),
}
