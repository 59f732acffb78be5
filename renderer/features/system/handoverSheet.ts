import type { HandoverItem, StaffHandover } from '../../../db/domain/caseworkRecords.ts'
import { formatDateChinese } from '../../../db/domain/dates.ts'
import { sheetHtml } from '../../printSheet.ts'

export const handoverKinds: Record<HandoverItem['kind'], string> = { case: '案件', lead: '线索' }

/** `案件 12 件，线索 3 条` */
export function handoverCount(items: readonly HandoverItem[]): string {
  const cases = items.filter(({ kind }) => kind === 'case').length
  const leads = items.length - cases
  return [cases > 0 ? `案件 ${cases} 件` : '', leads > 0 ? `线索 ${leads} 条` : ''].filter(Boolean).join('，') || '没有在办的案件和线索'
}

/** 交接清单, to be signed by both and a witness. */
export function handoverSheet(handover: StaffHandover, officeName: string): string {
  const { fromName, toName, handedOn, reason, items } = handover
  return sheetHtml({
    title: '国家司法救助工作交接清单',
    facts: [`单位：${officeName}`, `移交人：${fromName}`, `接收人：${toName}`, `交接日期：${formatDateChinese(handedOn)}`],
    notes: [`交接原因：${reason}`, `共移交${handoverCount(items)}。以下为交接当日的办理情况。`],
    tables: [
      {
        headings: ['序号', '类别', '案号（文号）', '当事人', '状态', '待办事项'],
        widths: [12, 14, 40, 26, 18, null],
        rows: items.map(({ kind, number, people, state, duties }, index) => [String(index + 1), handoverKinds[kind], number ?? '未编号', people, state, duties.join('；')]),
      },
    ],
    signs: ['移交人（签名）：', '接收人（签名）：', '监交人（签名）：', '　　　年　　月　　日'],
  })
}
