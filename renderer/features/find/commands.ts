import type { Permission } from '../../../db/domain/permissions.ts'
import { aboutReport } from '../../../db/domain/reportModel.ts'
import type { ReportKind } from '../../../db/domain/reportModel.ts'
import { navigation, systemSections } from '../../navigation.ts'
import { pathOf } from '../reports/reportPaths.ts'

/** Something Ctrl+K can open or do. `initials`: first letters of its pinyin, so that it is found without an input method. */
export interface Command {
  key: string
  title: string
  initials: string
  group: '页面' | '操作'
  permission?: Permission
  /** Not offered in the demonstration. */
  notInDemo?: boolean
}

const initials: Record<string, string> = {
  '/workbench': 'gzt',
  '/leads': 'xs',
  '/cases': 'aj',
  '/disbursements': 'ff',
  '/visits': 'hf',
  '/measures': 'dyjz',
  '/reports': 'bb',
  '/comparison': 'sjbd',
  '/import': 'tzdr',
  '/system': 'xt',
  '/system/office': 'dwsz',
  '/system/accounts': 'ryzh',
  '/system/periods': 'baqx',
  '/system/days': 'jjrygzr',
  '/system/amounts': 'gzyjzxe',
  '/system/chain': 'sphj',
  '/system/codes': 'dmb',
  '/system/papers': 'wsmb',
  '/system/handover': 'ryjj',
  '/system/backup': 'bfyhf',
  '/system/transfer': 'sjdcydr',
  '/system/verify': 'jcsj',
  '/system/recycle': 'hsz',
  '/system/audit': 'czjl',
  '/system/password': 'wdmm',
  '/system/recovery': 'hfm',
  '/system/display': 'zh',
  '/system/demo': 'ystz',
  '/system/about': 'gybcx',
}

/** Own reports are found on the page of all reports. */
const reportInitials: Record<Exclude<ReportKind, 'own'>, string> = { annual: 'ndtjb', years: 'lndb', work: 'gzbgyy', groups: 'tsqt', sources: 'xslyyxzdw', leads: 'xsbl', timeliness: 'blsx', officers: 'cbrgzl', money: 'zjsz', visits: 'hfqk', measures: 'dyjzqk', typical: 'dxalhlhjz', cards: 'ywxtakcy' }
const reports = (Object.keys(reportInitials) as (keyof typeof reportInitials)[]).map((kind): Command => ({ key: pathOf(kind), title: `报表：${aboutReport(kind).title}`, initials: reportInitials[kind], group: '操作', permission: 'report.read' }))

const actions: readonly Command[] = [
  { key: 'new-case', title: '新建案件', initials: 'xjaj', group: '操作', permission: 'case.write' },
  { key: '/leads/new', title: '登记线索', initials: 'djxs', group: '操作', permission: 'case.write' },
  { key: '/cases/grid', title: '补录旧案', initials: 'blja', group: '操作', permission: 'ledger.import' },
  ...reports,
  { key: '/reports/own/new', title: '新建自定义报表', initials: 'xjzdybb', group: '操作', permission: 'report.read' },
  { key: '/reports/cards/check', title: '核对业务系统案卡', initials: 'hdywxtak', group: '操作', permission: 'report.read' },
  { key: '/comparison/load', title: '装入名单', initials: 'zrmd', group: '操作', permission: 'comparison.run' },
  { key: '/reports/seals', title: '报表：已定稿', initials: 'ydg', group: '操作', permission: 'report.read' },
  { key: '/duplicates', title: '重复核对', initials: 'cfhd', group: '操作', permission: 'case.read' },
  { key: '/quality', title: '数据质量', initials: 'sjzl', group: '操作', permission: 'case.read' },
  { key: '/visits/entry', title: '补登回访', initials: 'bdhf', group: '操作', permission: 'visit.write' },
  { key: '/agencies', title: '协作单位', initials: 'xzdw', group: '操作', permission: 'case.read' },
  { key: '/agencies/new', title: '登记协作单位', initials: 'djxzdw', group: '操作', permission: 'visit.write' },
  { key: '/calendar', title: '日程', initials: 'rc', group: '操作', permission: 'case.read' },
  { key: '/funds', title: '年度资金', initials: 'ndzj', group: '操作', permission: 'case.read' },
  { key: '/bank', title: '核对银行结果', initials: 'hdyhjg', group: '操作', permission: 'payment.write' },
  { key: 'backup', title: '立即备份', initials: 'ljbf', group: '操作', permission: 'backup.make', notInDemo: true },
  { key: 'lock', title: '锁定屏幕', initials: 'sdpm', group: '操作', notInDemo: true },
  { key: 'sign-out', title: '退出登录', initials: 'tcdl', group: '操作' },
  { key: 'help', title: '本页能做什么', initials: 'bynzsm', group: '操作' },
  { key: 'guide', title: '使用手册', initials: 'sysc', group: '操作' },
]

/** Every page and action, actions first; filtered by what the person may do. */
export function commandsFor(can: (permission: Permission) => boolean, demo: boolean): Command[] {
  const pages = [...navigation, ...systemSections].map(
    ({ path, title, permission }): Command => ({
      key: path,
      title: path.startsWith('/system/') ? `系统 · ${title}` : title,
      initials: initials[path] ?? '',
      group: '页面',
      ...(permission && { permission }),
    }),
  )
  return [...actions, ...pages].filter((command) => (!command.permission || can(command.permission)) && !(demo && command.notInDemo))
}

/** The commands whose title holds the text or whose initials hold it; all of them for no text. */
export function matchCommands(commands: readonly Command[], text: string): Command[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase()
  if (wanted === '') return [...commands]
  return commands.filter((command) => command.title.toLowerCase().includes(wanted) || command.initials.split(' ').some((each) => each.includes(wanted)))
}
