import type { ReferenceValues } from '../../../db/domain/reference.ts'
import { listKeepingFields, listKeepingText } from './listKeepingWords.ts'
import type { RuleFigure } from './ruleFigure.ts'
import { adultText, minorText, visitRuleFields, visitRuleText } from './visitRuleWords.ts'

/** Rules that are nothing but figures: how they are shown and changed. */

export type FigureKind = 'visit' | 'listKeeping'

export interface FigureRule<K extends FigureKind> {
  kind: K
  title: string
  about: string
  parts: readonly { label: string; text: (value: ReferenceValues[K]) => string }[]
  /** The whole of it in one line. */
  words: (value: ReferenceValues[K]) => string
  fields: readonly RuleFigure<ReferenceValues[K]>[]
  fromHelp: string
}

export const visitFigures: FigureRule<'visit'> = {
  kind: 'visit',
  title: '回访规则',
  about: '没有全国统一的回访间隔，由本单位自定。发放后在案件的“回访”一栏点“按规则安排回访”；已经安排的不会自动改动，移走的也不会再次安排。',
  parts: [
    { label: '一般', text: adultText },
    { label: '未成年人', text: minorText },
  ],
  words: visitRuleText,
  fields: visitRuleFields,
  fromHelp: '这一天及以后首次发放的按新规则安排，已经安排的回访不变',
}

export const listKeepingFigures: FigureRule<'listKeeping'> = {
  kind: 'listKeeping',
  title: '名单保存期限',
  about: '其他单位名单的销毁日期以来函为准；来函没有写明的，装入时按这里的天数提出，可以改。到销毁日期名单自动销毁，之前在工作台提示。',
  parts: [{ label: '一般', text: listKeepingText }],
  words: listKeepingText,
  fields: listKeepingFields,
  fromHelp: '这一天及以后收到的名单按新规定提出销毁日期，已装入的不变',
}
