import { stageLabels } from '../db/domain/caseRules.ts'
import { codesOf, everyCodeOf, labelOf } from '../db/domain/codeLists.ts'
import type { CodeListName } from '../db/domain/codeLists.ts'
import { formatYuan } from '../db/domain/money.ts'
import { permissions, roleLabels } from '../db/domain/permissions.ts'
import type { Permission } from '../db/domain/permissions.ts'
import type { Fen, Instant, OfficeLevel, Role, Stage } from '../db/domain/records.ts'

export { formatWan, formatYuan, chineseCapital } from '../db/domain/money.ts'
export { codesOf, everyCodeOf, labelOf, roleLabels, stageLabels }
export type { CodeListName }

export const levelLabels: Record<OfficeLevel, string> = { county: '县（区）级院', city: '市（分）级院', province: '省级院' }

/** What each role is for, in one line. */
export const roleNotes: Record<Role, string> = {
  officer: '登记和修改案件、发放、回访，导入台账，数据比对，出报表',
  approver: '查看案件全部内容和报表，签署审批意见，不改动其他记录',
  admin: '管理账号和单位设置，恢复案件，备份，导入台账，查看操作记录',
  auditor: '查看案件、报表和全部操作记录，不改动记录',
  viewer: '查看案件和报表，证件号等敏感内容不显示',
}

export const permissionLabels: Record<Permission, string> = {
  'case.read': '查看案件',
  'case.write': '登记和修改案件',
  'payment.write': '登记发放',
  'visit.write': '登记回访和多元救助措施',
  'approval.sign': '在审批环节签署意见',
  'case.handOver': '办理人员交接',
  'case.recycle': '移走和恢复案件',
  'sensitive.read': '查看完整的证件号、电话和账号',
  'ledger.import': '导入台账',
  'comparison.run': '装入名单和数据比对',
  'report.read': '查看和导出报表',
  'report.lock': '定稿锁定报表',
  'account.manage': '管理人员账号',
  'office.manage': '修改单位设置',
  'backup.make': '备份和检查数据',
  'audit.read': '查看操作记录',
}
export const allPermissions = permissions

/** `25,000.00 元`; empty for null. */
export function yuan(fen: Fen | null): string {
  return fen === null || Number.isNaN(fen) ? '' : `${formatYuan(fen)} 元`
}

/** The dot of each stage. */
export const stageTones: Record<Stage, 'plain' | 'active' | 'due' | 'done' | 'refused'> = {
  applied: 'plain',
  supplementing: 'due',
  accepted: 'active',
  approving: 'active',
  decided: 'due',
  paying: 'due',
  paid: 'done',
  refused: 'refused',
  closed: 'done',
  archived: 'plain',
}

const two = (value: number) => String(value).padStart(2, '0')

/** `10:32` of an instant, in the PC's own time. */
export function clock(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

/** `2026-11-15 10:32` of an instant, in the PC's own time. */
export function instantText(at: Instant | Date): string {
  const date = at instanceof Date ? at : new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(date)}`
}

/** `今日 10:32`, `昨日 18:02`, else date and time. */
export function nearInstant(at: Instant, now: Date = new Date()): string {
  const date = new Date(at)
  const midnight = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000)
  if (days === 0) return `今日 ${clock(date)}`
  if (days === 1) return `昨日 ${clock(date)}`
  return instantText(date)
}

/** `3.2 MB` in the words of a file manager. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
