import type { ReportKind } from '../../../db/domain/reportModel.ts'

/** Where a report stands in the window. */
export const pathOf = (kind: ReportKind): string => (kind === 'annual' ? '/reports' : `/reports/${kind}`)
