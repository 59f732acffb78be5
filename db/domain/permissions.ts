import type { Role } from './records.ts'

/** What an operation asks of the person who calls it. Deny is the default: an operation without a permission does not compile. */
export const permissions = [
  'case.read',
  'case.write',
  'payment.write',
  'visit.write',
  'approval.sign',
  'case.handOver',
  'case.recycle',
  'sensitive.read',
  'ledger.import',
  'comparison.run',
  'report.read',
  'report.lock',
  'account.manage',
  'office.manage',
  'backup.make',
  'audit.read',
] as const
export type Permission = (typeof permissions)[number]

/** Roles are sets of permissions (办案, 审批, 管理, 审计, 查看). One person may hold several where the office allows it. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  officer: ['case.read', 'case.write', 'payment.write', 'visit.write', 'case.handOver', 'case.recycle', 'sensitive.read', 'ledger.import', 'comparison.run', 'report.read', 'report.lock', 'backup.make'],
  approver: ['case.read', 'approval.sign', 'sensitive.read', 'report.read'],
  admin: ['case.read', 'case.handOver', 'case.recycle', 'account.manage', 'office.manage', 'backup.make', 'ledger.import', 'report.read', 'report.lock', 'audit.read'],
  auditor: ['case.read', 'report.read', 'audit.read'],
  viewer: ['case.read', 'report.read'],
}

export const roleLabels: Record<Role, string> = {
  officer: '办案',
  approver: '审批',
  admin: '管理',
  auditor: '审计',
  viewer: '查看',
}

export function permissionsOf(roles: readonly Role[]): Permission[] {
  return permissions.filter((permission) => roles.some((role) => rolePermissions[role].includes(permission)))
}

/** Names of the roles that could do it, for the sentence "who can". */
export function rolesWith(permission: Permission): string {
  return (Object.keys(rolePermissions) as Role[])
    .filter((role) => rolePermissions[role].includes(permission))
    .map((role) => `“${roleLabels[role]}”`)
    .join('或')
}
