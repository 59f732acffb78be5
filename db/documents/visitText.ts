import type { SupportMeasure, Visit } from '../domain/records.ts'

/** What a visit found, by subject, as one text for the record that is signed. */
export function visitFindings(visit: Pick<Visit, 'findings' | 'living' | 'production' | 'health' | 'schooling'>): string | null {
  const subjects = ([['生活', visit.living], ['生产', visit.production], ['健康', visit.health], ['就学', visit.schooling]] as const).flatMap(([subject, text]) => (text === null ? [] : [`${subject}：${text}`]))
  const lines = [...(visit.findings === null ? [] : [visit.findings]), ...subjects].map((line) => (/[。；！？]$/.test(line) ? line : `${line}。`))
  return lines.length === 0 ? null : lines.length === 1 && visit.findings !== null ? visit.findings : lines.join('')
}

const carriedOut = { yes: '已落实', partly: '部分落实', no: '尚未落实' } as const

/** Whether a measure is carried out: as this visit found it, otherwise as it is recorded. */
export function carriedOutText(visit: Pick<Visit, 'measuresChecked'> | null | undefined, measure: Pick<SupportMeasure, 'id' | 'doneOn' | 'refusedOn'>): string {
  const check = visit?.measuresChecked.find((one) => one.measureId === measure.id)
  if (check) return carriedOut[check.carriedOut]
  return measure.doneOn !== null ? '已落实' : measure.refusedOn !== null ? '没有同意' : '尚未落实'
}
