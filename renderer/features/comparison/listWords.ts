import type { ComparisonList, ListFault } from '../../../db/domain/comparison.ts'
import type { ListReport } from '../../../db/operations/contract.ts'

/** Lists in the words of the screen. */

const counted = (value: number) => value.toLocaleString('en-US')

/** 读出 5 人: the line above everything else. */
export function peopleText({ people, withPaper, nameOnly }: Pick<ListReport, 'people' | 'withPaper' | 'nameOnly'>): string {
  if (people === 0) return '一个人也没有读出来'
  const others = people - withPaper - nameOnly
  const parts = [
    `${counted(withPaper)} 人有证件号码`,
    ...(others > 0 ? [`${counted(others)} 人没有号码，按姓名和出生日期或电话比对`] : []),
    ...(nameOnly > 0 ? [`${counted(nameOnly)} 人只有姓名，比中了也只列为存疑`] : []),
  ]
  return parts.join('；')
}

/** What loading would do now, and why not where it cannot be. */
export function listVerdict(report: Pick<ListReport, 'missing' | 'people' | 'withPaper' | 'loadedAs'>): { can: boolean; tone: 'good' | 'stop' | 'plain'; title: string; text: string } {
  const { missing, people, withPaper, loadedAs } = report
  if (missing.length > 0) return { can: false, tone: 'stop', title: `还没有认出${missing.join('、')}是哪一列，所以一个人也没有读`, text: '请在“各列当作什么”里指定，再点“按选定的列重新读”。' }
  if (loadedAs) return { can: false, tone: 'plain', title: `这份名单已经装入过：“${loadedAs.title}”`, text: '内容完全相同，不需要再装入。要换成新的一份，请先销毁以前的。' }
  if (people === 0) return { can: false, tone: 'stop', title: '没有读到人', text: '请核对是否选错了文件或工作表，或者“各列当作什么”里的姓名列认错了。' }
  if (withPaper === 0) return { can: true, tone: 'plain', title: `可以装入：${counted(people)} 人，但是一个证件号码也没有认出来`, text: '名单里有号码的，先在“各列当作什么”里把那一列指定为证件号码；确实没有号码的，按姓名和出生日期或电话比对，只有姓名的只能列为存疑。' }
  return { can: true, tone: 'good', title: `可以装入：${counted(people)} 人`, text: '填好右边的来函情况后装入。名单加密保存，到销毁日期自动销毁。' }
}

/** 有 3 行读不全：1 行没有装入，2 行缺一项; null where all is well. */
export function faultsText(faults: readonly Pick<ListFault, 'kept'>[], count: number): string | null {
  if (count === 0) return null
  const lost = faults.filter(({ kept }) => !kept).length
  // Of more faults than are listed the parts are not known.
  if (faults.length < count) return `有 ${counted(count)} 行读不全，列出前 ${counted(faults.length)} 行`
  return `有 ${count} 行读不全：${[lost > 0 && `${lost} 行不装入`, count > lost && `${count - lost} 行装入，不能用的那一项空着`].filter(Boolean).join('，')}`
}

/** How near the day of destruction is. */
export function destroyText({ daysLeft }: Pick<ComparisonList, 'daysLeft'>): string {
  if (daysLeft === null) return ''
  if (daysLeft > 0) return `还有 ${counted(daysLeft)} 天`
  return daysLeft === 0 ? '今天销毁' : '已到期，即将销毁'
}
