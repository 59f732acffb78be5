import { CasebookError } from '../domain/errors.ts'
import { bases, reportKinds } from '../domain/reportModel.ts'
import type { ReportAsk } from '../domain/reportModel.ts'
import { UsageError, need } from './call.ts'
import type { Call, Values } from './call.ts'

/** The office's own report of that name. @throws CasebookError 'not-found' */
async function ownNamed(call: Call, name: string): Promise<string> {
  const own = (await call('ownReportList', undefined)).find((one) => one.name === name)
  if (!own) throw new CasebookError('not-found', `没有名为“${name}”的自定义报表，请核对名称。`)
  return own.id
}

/** The report a call names: --kind (the annual one if left out) or --own, --from, --to, and --basis where the report has a choice. */
export async function askOf(call: Call, values: Values): Promise<ReportAsk> {
  const about = reportKinds.find(({ kind }) => kind === (values.kind ?? (values.own === undefined ? 'annual' : 'own')))
  if (!about) throw new UsageError(`--kind is ${reportKinds.map(({ kind }) => kind).join(', ')}`)
  const wanted = about.chooses ? need(values, 'basis') : 'decided'
  const basis = bases.find((one) => one === wanted)
  if (!basis) throw new UsageError('--basis is accepted, decided or paid')
  return { kind: about.kind, period: { from: need(values, 'from'), to: need(values, 'to') }, basis, ...(about.kind === 'own' && { ownId: await ownNamed(call, need(values, 'own')) }) }
}
