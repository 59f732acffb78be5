import type { Id } from '../../../db/domain/records.ts'
import type { ReportKind } from '../../../db/domain/reportModel.ts'

/** Where a report stands in the window; `ownId` of one of the office's own. */
export const pathOf = (kind: ReportKind, ownId?: Id): string => (kind === 'own' ? `/reports/own/${ownId ?? 'new'}` : `/reports/${kind}`)
