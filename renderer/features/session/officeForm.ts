import { formatCaseNumber } from '../../../db/domain/caseNumber.ts'
import type { FieldError } from '../../../db/domain/errors.ts'
import type { Parsed } from '../../../db/operations/contract.ts'

export type OfficeForm = Parsed<'setUp'>['office']

export function emptyOffice(): OfficeForm {
  return { name: '', level: 'county', higherOffice: null, region: '', caseNumberPattern: '〔{year}〕{seq}号', yearStartsOn: '01-01' }
}

/** The pattern as people see and type it, in their own words; stored with `{year}` and `{seq}`. */
export function patternText(pattern: string): string {
  return pattern.replaceAll('{year}', '{年}').replaceAll('{seq}', '{序号}')
}

/** The stored pattern of what was typed; brackets of any width are taken for braces around the two words. */
export function patternOf(text: string): string {
  return text
    .replace(/[{｛【[]\s*(?:年|年份|年度)\s*[}｝】\]]/g, '{year}')
    .replace(/[{｛【[]\s*(?:序号|号|顺序号)\s*[}｝】\]]/g, '{seq}')
}

/** What the next case number would look like, or null while the pattern lacks a part. */
export function numberExample(pattern: string, year: number): string | null {
  if (!pattern.includes('{year}') || !pattern.includes('{seq}')) return null
  return formatCaseNumber(pattern, year, 1)
}

export function checkOffice(office: OfficeForm, prefix: string): FieldError[] {
  return [
    ...(office.name.trim() === '' ? [{ path: `${prefix}name`, message: '请填写单位名称' }] : []),
    ...(office.region.trim() === '' ? [{ path: `${prefix}region`, message: '请填写所在地区' }] : []),
  ]
}

export function checkNumbers(office: OfficeForm, prefix: string): FieldError[] {
  if (numberExample(office.caseNumberPattern, 2026) === null) {
    return [{ path: `${prefix}caseNumberPattern`, message: '案号格式里要保留 {年} 和 {序号} 两处，程序在这里填写年份和序号' }]
  }
  return []
}
