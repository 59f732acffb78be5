import { CasebookError } from '../domain/errors.ts'
import { aboutReport } from '../domain/reportModel.ts'
import type { ReportAsk } from '../domain/reportModel.ts'
import { sealedRecords } from '../domain/sealModel.ts'
import { checkLockable, compareSeal, contentOf, sealedReport, writeSeal } from '../reports/seals/seals.ts'
import { openSeal, sealHead, sealHeads } from '../store/sealRepository.ts'
import { entryWords } from './auditWords.ts'
import type { Context, Handlers } from './context.ts'

/** A report without a choice of basis is the same report whatever basis came along. */
const plain = (ask: ReportAsk): ReportAsk => (aboutReport(ask.kind).chooses ? ask : { ...ask, basis: 'decided' })

/** Between the steps of a long piece of work: tells how far it is, and stops where the user asked for it. */
function stepper({ progress, checkCancelled }: Context, label: string): (done: number, total: number) => void {
  progress({ done: 0, total: 0, label })
  return (done, total) => {
    checkCancelled()
    progress({ done, total, label })
  }
}

export const sealHandlers: Handlers<'reportLock' | 'sealList' | 'sealFind' | 'sealOpen' | 'sealRecords' | 'sealCompare'> = {
  async reportLock(context, { ask: asked, reason, supersedes }) {
    const ask = plain(asked)
    await checkLockable(context.store.read, ask, supersedes)
    const content = await contentOf(context.store.read, ask, { names: true, onStep: stepper(context, '正在统计并收集计入的记录') })
    context.checkCancelled()
    context.progress({ done: 0, total: 0, label: '正在写入定稿' })
    return context.change({ action: supersedes === null ? '定稿锁定' : '换新定稿', reason }, (unit) => writeSeal(unit, content, { reason, supersedes }))
  },

  sealList: ({ store }) => sealHeads(store.read),

  sealFind: ({ store }, { number }) => sealHead(store.read, { number }),

  async sealOpen({ store }, { id }) {
    const { head, content, problems } = await openSeal(store.read, id)
    return { head, report: content && sealedReport(head, content), today: content?.today ?? null, hasRoster: (content?.roster ?? null) !== null, problems }
  },

  async sealRecords({ store }, { id, cell }) {
    const { content } = await openSeal(store.read, id)
    const records = content && sealedRecords(content, cell)
    if (!records) throw new CasebookError('invalid', '定稿里没有这一项的名单，可能是内容已损坏。请在“系统 · 检查数据”里检查。')
    return records
  },

  sealCompare: (context, { id }) => compareSeal(context.store.read, id, entryWords, { onStep: stepper(context, '正在与定稿对比') }),
}
