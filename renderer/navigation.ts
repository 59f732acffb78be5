import { Coin, Connection, DataAnalysis, Files, Help, House, Phone, Position, Setting, Upload } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { Permission } from '../db/domain/permissions.ts'

export interface NavigationEntry {
  path: string
  title: string
  icon: Component
  /** Without it the entry is not shown. */
  permission?: Permission
  /** Which due things are counted beside it. */
  counts?: 'all' | 'lead' | 'pay' | 'visit'
}

/** The left menu, in its order; Alt+1…9 follow what is shown. */
export const navigation: readonly NavigationEntry[] = [
  { path: '/workbench', title: '工作台', icon: House, permission: 'case.read', counts: 'all' },
  { path: '/leads', title: '线索', icon: Position, permission: 'case.read', counts: 'lead' },
  { path: '/cases', title: '案件', icon: Files, permission: 'case.read' },
  { path: '/disbursements', title: '发放', icon: Coin, permission: 'case.read', counts: 'pay' },
  { path: '/visits', title: '回访', icon: Phone, permission: 'case.read', counts: 'visit' },
  { path: '/measures', title: '多元救助', icon: Help, permission: 'case.read' },
  { path: '/reports', title: '报表', icon: DataAnalysis, permission: 'report.read' },
  { path: '/comparison', title: '数据比对', icon: Connection, permission: 'comparison.run' },
  { path: '/import', title: '台账导入', icon: Upload, permission: 'ledger.import' },
  { path: '/system', title: '系统', icon: Setting },
]

/** Sections of the system page, also reached through Ctrl+K. */
export interface SystemSection {
  path: string
  title: string
  permission?: Permission
}
export const systemSections: readonly SystemSection[] = [
  { path: '/system/office', title: '单位设置', permission: 'office.manage' },
  { path: '/system/accounts', title: '人员账号', permission: 'account.manage' },
  { path: '/system/periods', title: '办案期限', permission: 'office.manage' },
  { path: '/system/days', title: '节假日与工作日', permission: 'office.manage' },
  { path: '/system/amounts', title: '工资与救助限额', permission: 'office.manage' },
  { path: '/system/chain', title: '审批环节', permission: 'office.manage' },
  { path: '/system/codes', title: '代码表', permission: 'office.manage' },
  { path: '/system/papers', title: '文书模板', permission: 'office.manage' },
  { path: '/system/handover', title: '人员交接', permission: 'case.handOver' },
  { path: '/system/backup', title: '备份与恢复' },
  { path: '/system/transfer', title: '数据导出与读入', permission: 'ledger.import' },
  { path: '/system/verify', title: '检查数据', permission: 'backup.make' },
  { path: '/system/recycle', title: '回收站', permission: 'case.recycle' },
  { path: '/system/audit', title: '操作记录', permission: 'audit.read' },
  { path: '/system/password', title: '我的密码' },
  { path: '/system/recovery', title: '恢复码', permission: 'office.manage' },
  { path: '/system/display', title: '字号' },
  { path: '/system/demo', title: '演示台账' },
  { path: '/system/about', title: '关于本程序' },
]

