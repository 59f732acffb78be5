import { formatDateChinese } from '../../../db/domain/dates.ts'
import { deadlineText } from '../../../db/domain/deadlines.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import { sheetHtml } from '../../printSheet.ts'
import { dueText, kindLabels, whatToDo } from './dutyGroups.ts'
import type { DutyGroup } from './dutyGroups.ts'

/** What is due, as a sheet to take along; the same lines and order as on the page. */
export function dutySheet(groups: readonly DutyGroup[], { officeName, whose, printedOn }: { officeName: string; whose: string; printedOn: LegalDate }): string {
  const count = groups.reduce((sum, { duties }) => sum + duties.length, 0)
  return sheetHtml({
    title: '待办事项清单',
    facts: [`单位：${officeName}`, `范围：${whose}`, `打印日期：${formatDateChinese(printedOn)}`, `共 ${count} 项`],
    tables: groups.map(({ title, duties }) => ({
      title: `${title}（${duties.length} 项）`,
      headings: ['事项', '当事人', '案号', '办理内容', '期限', '承办人'],
      widths: [14, 24, 40, null, 38, 20],
      rows: duties.map((duty) => [
        kindLabels[duty.kind],
        duty.people,
        duty.caseNumber ?? '',
        whatToDo(duty),
        duty.dueOn === null ? '' : `${duty.dueOn} ${dueText(duty.dueOn, printedOn)}${duty.deadline ? `（${deadlineText(duty.deadline)}）` : ''}`,
        duty.officerName ?? '',
      ]),
    })),
  })
}
