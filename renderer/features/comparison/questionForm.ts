import { readyQuestionRules } from '../../../db/domain/comparison.ts'
import type { ComparisonQuestion, QuestionDefinition, ReadyQuestion } from '../../../db/domain/comparison.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import { formatYuan } from '../../../db/domain/money.ts'
import { labelOf } from '../../labels.ts'

/** A question of the office's own while it is put together. Ages are typed as text, so that what cannot be read is told at its field. */
export interface QuestionForm extends Omit<QuestionDefinition, 'ageFrom' | 'ageTo' | 'dateFrom' | 'dateTo'> {
  title: string
  ageFrom: string
  ageTo: string
  /** Named as days are, so that those that cannot be read are found. */
  fromDate: string | null
  toDate: string | null
}

export const newQuestion = (): QuestionForm => ({
  title: '',
  kindsA: ['victims'],
  kindsB: [],
  together: 'any',
  minusHelped: true,
  ageFrom: '',
  ageTo: '',
  injury: null,
  charge: null,
  amountFromFen: null,
  amountToFen: null,
  fromDate: null,
  toDate: null,
})

export function questionFormOf(title: string, { ageFrom, ageTo, dateFrom, dateTo, ...rest }: QuestionDefinition): QuestionForm {
  return { ...rest, title, ageFrom: ageFrom === null ? '' : String(ageFrom), ageTo: ageTo === null ? '' : String(ageTo), fromDate: dateFrom, toDate: dateTo }
}

/** Null for nothing, NaN for what is no whole number of years. */
function years(typed: string): number | null {
  const text = typed.normalize('NFKC').trim().replace(/周?岁$/, '')
  if (text === '') return null
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
}

export function definitionOf({ title: _title, ageFrom, ageTo, fromDate, toDate, ...rest }: QuestionForm): QuestionDefinition {
  return { ...rest, together: rest.kindsB.length > 1 ? rest.together : 'any', ageFrom: years(ageFrom), ageTo: years(ageTo), dateFrom: fromDate, dateTo: toDate }
}

/** What the operation calls a field, and what the form does. */
const pathsOfForm: Record<string, string> = { dateFrom: 'fromDate', dateTo: 'toDate' }
export function formPath(path: string): string {
  const own = path.replace(/^definition\./, '')
  return pathsOfForm[own] ?? own
}

export function questionFaults(form: QuestionForm): FieldError[] {
  const { kindsA, kindsB, ageFrom, ageTo } = definitionOf(form)
  const both = kindsA.filter((kind) => kindsB.includes(kind))
  const age = (path: string, value: number | null) => (value !== null && (Number.isNaN(value) || value > 130) ? [{ path, message: '年龄请填整数，例如 18' }] : [])
  return [
    ...(form.title.trim() ? [] : [{ path: 'title', message: '请填写问题名称' }]),
    ...(kindsA.length > 0 ? [] : [{ path: 'kindsA', message: '请选择要找的是哪类名单里的人' }]),
    ...(kindsB.length > 0 ? [] : [{ path: 'kindsB', message: '请选择要与哪类名单比对' }]),
    ...(both.length > 0 ? [{ path: 'kindsB', message: `${both.map((kind) => labelOf('comparisonKind', kind)).join('、')}在两边都选了，请只选一边` }] : []),
    ...age('ageFrom', ageFrom),
    ...age('ageTo', ageTo),
    ...(ageFrom !== null && ageTo !== null && ageFrom > ageTo ? [{ path: 'ageTo', message: '年龄的起止颠倒了，请调整' }] : []),
  ]
}

/** Which lists are still wanted: of several kinds on one side one is enough, unless all are asked for. */
export function missingText({ key, own, missing }: Pick<ComparisonQuestion, 'key' | 'own' | 'missing'>): string {
  const { kindsA, kindsB } = own?.definition ?? readyQuestionRules[key as ReadyQuestion]
  const every = own?.definition.together === 'all'
  const side = (kinds: readonly string[], all: boolean) => {
    const labels = kinds.map((kind) => labelOf('comparisonKind', kind)).filter((label) => missing.includes(label))
    return labels.length > 1 && !all ? [`${labels.join('、')}中的一种`] : labels.length > 0 ? [labels.join('、')] : []
  }
  return [...side(kindsA, false), ...side(kindsB, every)].join('；')
}

/** What the question finds, in one sentence: it says so while it is put together. */
export function sentenceOf(definition: QuestionDefinition): string {
  const kinds = (codes: readonly string[], between: string) => codes.map((code) => `“${labelOf('comparisonKind', code)}”`).join(between)
  if (definition.kindsA.length === 0 || definition.kindsB.length === 0) return ''
  const range = (from: string | null, to: string | null, unit: string) => {
    if (from === null && to === null) return null
    if (from !== null && to !== null) return `${from} 至 ${to}${unit}`
    return from !== null ? `${from}${unit}以上` : `${to}${unit}以下`
  }
  const age = range(definition.ageFrom?.toString() ?? null, definition.ageTo?.toString() ?? null, ' 周岁')
  const money = (fen: number | null) => (fen === null ? null : formatYuan(fen))
  const amount = range(money(definition.amountFromFen), money(definition.amountToFen), ' 元')
  const dates = definition.dateFrom !== null && definition.dateTo !== null ? `${definition.dateFrom} 至 ${definition.dateTo}` : definition.dateFrom !== null ? `${definition.dateFrom} 以后` : definition.dateTo !== null ? `${definition.dateTo} 以前` : null
  const conditions = [
    age && `年龄 ${age}`,
    definition.injury && `伤情或等级含“${definition.injury}”`,
    definition.charge && `案由含“${definition.charge}”`,
    amount && `金额 ${amount}`,
    dates && `日期 ${dates}`,
  ].filter((part): part is string => typeof part === 'string' && part !== '')
  return [
    `在${kinds(definition.kindsA, '或')}名单里，同时也在${kinds(definition.kindsB, definition.together === 'all' && definition.kindsB.length > 1 ? '和' : '或')}名单里的人`,
    ...(conditions.length > 0 ? [conditions.join('，')] : []),
    ...(definition.minusHelped ? ['已经救助过的除外'] : []),
  ].join('；')
}
