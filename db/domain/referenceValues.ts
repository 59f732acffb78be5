import { z } from 'zod'
import { periodKeys } from './caseworkRecords.ts'
import type { PeriodKey } from './caseworkRecords.ts'
import { fixedLists, codeListTitles } from './codeLists.ts'
import type { CodeListName } from './codeLists.ts'
import { isLegalDate, yearOf } from './dates.ts'
import type { FieldError } from './errors.ts'
import { periodStartChoices, periodStartLabels, periodStarts } from './periodRules.ts'
import type { ReferenceKind, ReferenceValues } from './reference.ts'
import type { LegalDate } from './records.ts'

/** What a value of the reference data must look like, and what it may not say. Messages are shown beside the field. Host only: the window does without zod. */

const text = (max: number, what: string) => z.string({ error: `请填写${what}` }).trim().min(1, { error: `请填写${what}` }).max(max, { error: `${what}最多 ${max} 个字` })
const day = z.string().refine(isLegalDate, { error: '没有这一天，请核对日期' })
const between = (least: number, most: number, what: string) =>
  z.int({ error: `${what}须为整数` }).min(least, { error: `${what}至少为 ${least}` }).max(most, { error: `${what}最多为 ${most}` })
const series = ['employed', 'onPost'] as const

const schemas = {
  period: z.object({
    length: between(1, 366, '天数'),
    unit: z.enum(['workingDay', 'day'], { error: '请选择按工作日还是按自然日计算' }),
    enabled: z.boolean(),
    basis: text(200, '依据'),
    start: z.enum(periodStarts, { error: '请选择从哪一天起算' }),
  }),
  wage: z.object({
    region: text(40, '地区'),
    series: z.enum(series, { error: '请选择统计口径' }),
    year: between(1990, 2200, '年份'),
    yuan: between(1_000, 10_000_000, '年平均工资'),
    source: text(200, '来源'),
  }),
  code: z.object({
    list: z.enum(Object.keys(codeListTitles) as [CodeListName, ...CodeListName[]]),
    code: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,30}$/, { error: '代码不正确，请刷新后重试' }),
    label: text(40, '名称'),
    aliases: z.array(text(40, '别名')).max(50, { error: '别名最多 50 个' }),
    order: z.number().min(0).max(9999),
    enabled: z.boolean(),
  }),
  holiday: z.object({ off: z.boolean(), name: text(20, '名称'), through: day.nullable() }),
  chain: z.object({
    steps: z
      .array(
        z.object({
          name: text(40, '环节名称'),
          kind: z.enum(['own', 'meeting', 'outside'], { error: '请选择环节类型' }),
          fromFen: z.int({ error: '金额须精确到分' }).min(0, { error: '金额不能为负数' }).max(10_000_000_000, { error: '金额过大，请核对单位是元还是万元' }),
        }),
      )
      .min(1, { error: '请至少保留一个审批环节' })
      .max(12, { error: '审批环节最多 12 个' }),
    signOff: z.boolean(),
    onePerson: z.boolean(),
  }),
  amount: z.object({
    months: between(1, 120, '月数'),
    series: z.enum([...series, 'higher'], { error: '请选择统计口径' }),
    region: text(40, '地区'),
  }),
  visit: z.object({
    firstAfterDays: between(1, 730, '首次回访的天数'),
    everyMonths: between(1, 36, '间隔月数'),
    times: between(0, 40, '回访次数'),
    minorFirstAfterDays: between(1, 730, '首次回访的天数'),
    minorEveryMonths: between(1, 36, '间隔月数'),
    minorTimes: between(0, 40, '回访次数'),
  }),
  listKeeping: z.object({ keepDays: between(1, 3660, '保存天数'), warnDays: between(1, 90, '提前提示的天数') }),
  paper: z.object({ title: text(40, '文书名称'), sha256: z.string().length(64).nullable(), fileName: z.string().max(255).nullable() }),
} satisfies { [K in ReferenceKind]: z.ZodType<ReferenceValues[K]> }

export interface CheckedValue<K extends ReferenceKind> {
  value: ReferenceValues[K]
  /** As it is stored. */
  key: string
  effectiveFrom: LegalDate
}

/** The first day Casebook keeps: values that hold for all time stand under it. */
export const alwaysFrom: LegalDate = '1900-01-01'

/** The longest run of days off a mistyped date may not exceed. */
const LONGEST_HOLIDAY = 31

/** A value with the key and day it is stored under, or what to mend; paths as in the input of `referenceSave`. */
export function checkReference<K extends ReferenceKind>(kind: K, input: { key: string; effectiveFrom: LegalDate; value: unknown }): CheckedValue<K> | { faults: FieldError[] } {
  const parsed = schemas[kind].safeParse(input.value)
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map((issue) => ({
        path: ['value', ...issue.path].join('.'),
        message: /\p{Script=Han}/u.test(issue.message) ? issue.message : '此项填写不正确，请核对',
      })),
    }
  }
  const value = parsed.data as ReferenceValues[K]
  const checked = place(kind, input, value)
  return 'faults' in checked ? checked : { ...checked, value }
}

type Place = { key: string; effectiveFrom: LegalDate } | { faults: FieldError[] }
const fault = (path: string, message: string): Place => ({ faults: [{ path, message }] })

/** Where a value belongs: the key is derived from the value where it can be, so that two spellings cannot stand for one thing. */
function place(kind: ReferenceKind, { key, effectiveFrom }: { key: string; effectiveFrom: LegalDate }, value: ReferenceValues[ReferenceKind]): Place {
  switch (kind) {
    case 'period': {
      if (!(periodKeys as readonly string[]).includes(key)) return fault('key', '没有这个期限，请刷新后重试')
      const { start } = value as ReferenceValues['period']
      const choices = periodStartChoices[key as PeriodKey]
      if (!choices.includes(start)) return fault('value.start', `这个期限不能从${periodStartLabels[start]}起算，请另选`)
      return { key, effectiveFrom }
    }
    case 'wage': {
      const { region, series, year } = value as ReferenceValues['wage']
      if (yearOf(effectiveFrom) <= year) return fault('effectiveFrom', `${year} 年的平均工资要到 ${year + 1} 年公布后才能使用，请核对起用日期`)
      return { key: `${region}/${series}/${year}`, effectiveFrom }
    }
    case 'holiday': {
      if (!isLegalDate(key)) return fault('key', '没有这一天，请核对日期')
      const { through } = value as ReferenceValues['holiday']
      if (through !== null && through < key) return fault('value.through', `最后一天 ${through} 早于第一天 ${key}，请核对`)
      if (through !== null && Date.parse(through) - Date.parse(key) > LONGEST_HOLIDAY * 86_400_000) return fault('value.through', `一次最多设置 ${LONGEST_HOLIDAY} 天，请核对日期`)
      return { key, effectiveFrom: key }
    }
    case 'code': {
      const { list, code, label, aliases } = value as ReferenceValues['code']
      if (fixedLists.includes(list)) return fault('value.list', `“${codeListTitles[list]}”由程序固定，不能修改`)
      if (aliases.includes(label)) return fault('value.aliases', `别名“${label}”与名称相同，请删去`)
      return { key: `${list}/${code}`, effectiveFrom: alwaysFrom }
    }
    case 'chain': {
      const { steps } = value as ReferenceValues['chain']
      const twice = steps.findIndex((step, index) => steps.findIndex((one) => one.name === step.name) !== index)
      if (twice >= 0) return fault(`value.steps.${twice}.name`, `已有“${steps[twice]?.name}”这一环节，请换一个名称`)
      if (!steps.some((step) => step.fromFen === 0 && step.kind !== 'outside')) return fault('value.steps', '请至少保留一个不论金额都要经过的本院环节')
      return { key: 'chain', effectiveFrom }
    }
    case 'amount':
      return { key: 'cap', effectiveFrom }
    case 'visit':
    case 'listKeeping':
      return { key: kind, effectiveFrom }
    case 'paper':
      return { key, effectiveFrom }
  }
}
