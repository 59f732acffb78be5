import type { Letter } from './aftercareRecords.ts'
import type { FieldError } from './errors.ts'
import type { LegalDate, SupportMeasure } from './records.ts'

/** What is asked of other agencies, in measures and letters: dates that cannot be, and what still waits for an answer. */

export const letterKindLabels: Record<Letter['kind'], string> = { liaison: '工作联系函', request: '商请函', assistance: '移送函' }

const ahead = (path: string, date: LegalDate | null, what: string, today: LegalDate): FieldError[] =>
  date !== null && date > today ? [{ path, message: `${what}不能晚于今天（${today}），请核对` }] : []
const before = (path: string, date: LegalDate | null, what: string, from: LegalDate | null, fromWhat: string): FieldError[] =>
  date !== null && from !== null && date < from ? [{ path, message: `${what} ${date} 早于${fromWhat} ${from}，请核对两个日期` }] : []

export function measureDateFaults({ askedOn, replyDueOn, refusedOn, doneOn }: Pick<SupportMeasure, 'askedOn' | 'replyDueOn' | 'refusedOn' | 'doneOn'>, today: LegalDate): FieldError[] {
  return [
    ...ahead('askedOn', askedOn, '提出日期', today),
    ...ahead('refusedOn', refusedOn, '拒绝日期', today),
    ...before('replyDueOn', replyDueOn, '要求答复日期', askedOn, '提出日期'),
    ...before('refusedOn', refusedOn, '拒绝日期', askedOn, '提出日期'),
    ...(refusedOn !== null && doneOn !== null ? [{ path: 'refusedOn', message: '同一项措施不能既已落实又已拒绝，请只填写一个日期' }] : []),
  ]
}

export function letterFaults({ sentOn, replyDueOn, repliedOn, reply }: Pick<Letter, 'sentOn' | 'replyDueOn' | 'repliedOn' | 'reply'>, today: LegalDate): FieldError[] {
  return [
    ...ahead('sentOn', sentOn, '发函日期', today),
    ...ahead('repliedOn', repliedOn, '复函日期', today),
    ...before('replyDueOn', replyDueOn, '要求答复日期', sentOn, '发函日期'),
    ...before('repliedOn', repliedOn, '复函日期', sentOn, '发函日期'),
    ...(reply !== null && repliedOn === null ? [{ path: 'repliedOn', message: '已填写复函内容，请填写复函日期' }] : []),
  ]
}

/** Asked and promised, neither done nor refused. */
export const isOpenMeasure = (measure: Pick<SupportMeasure, 'doneOn' | 'refusedOn'>): boolean => measure.doneOn === null && measure.refusedOn === null

/** `工作联系函（安检联〔2026〕3号）` */
export const letterTitle = ({ kind, number }: Pick<Letter, 'kind' | 'number'>): string => `${letterKindLabels[kind]}${number === null ? '' : `（${number}）`}`
