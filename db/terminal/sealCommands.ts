import { figureText } from '../domain/figureText.ts'
import type { SealComparison } from '../domain/sealModel.ts'
import { complain, need, pathOf, say, writeText } from './call.ts'
import type { Call, Values } from './call.ts'
import { askOf } from './reportAsk.ts'
import { exitCodes } from './usage.ts'

/** Locks a report; with --supersedes in the place of the one with that number. */
export async function lock(call: Call, values: Values): Promise<number> {
  const reason = need(values, 'reason')
  const older = values.supersedes === undefined ? null : await call('sealFind', { number: values.supersedes })
  const { number, id } = await call('reportLock', { ask: await askOf(call, values), reason, supersedes: older?.id ?? null })
  const { code } = (await call('sealOpen', { id })).head
  say(`已定稿：${number}，校验码 ${code}${older === null ? '' : `，换下 ${older.number}`}`)
  return exitCodes.ok
}

/** Holds a locked report against today's figures: what moved, and by whose changes. */
export async function compareLock(call: Call, values: Values, number: string): Promise<number> {
  const { id } = await call('sealFind', { number })
  const found = await call('sealCompare', { id })
  if (values.json !== undefined) await writeText(pathOf(values.json), `${JSON.stringify(found, null, 1)}\n`)
  for (const problem of found.problems) complain(problem)
  for (const line of found.definitions) complain(line)
  for (const { table, row, column, unit, before, after } of found.cells) say(`${table} · ${row} · ${column}：${figureText(before, unit)} → ${figureText(after, unit)}`)
  for (const change of found.changes) say(changeLine(change))
  if (found.unexplained > 0) complain(`有 ${found.unexplained} 条记录的变化在操作记录里找不到由来，可能绕过程序改动过。请用最近的备份对照。`)
  const same = found.cells.length === 0 && found.differences.length === 0 && found.problems.length === 0 && found.definitions.length === 0
  say(same ? `${found.head.number}：与现在一致` : `${found.head.number}：${found.cells.length} 个数字有变化，${found.differences.length} 条记录不同，定稿以后与其有关的改动 ${found.changes.length} 项`)
  return same ? exitCodes.ok : exitCodes.findings
}

function changeLine({ at, who, action, reason, cases, details, more, cells }: SealComparison['changes'][number]): string {
  const where = cases.map(({ caseNumber }) => caseNumber ?? '未编号').join('、')
  const what = [...details, ...(more > 0 ? [`另有 ${more} 处`] : [])].join('；')
  return `${at} ${who} ${action}${reason === null ? '' : `（${reason}）`}${where === '' ? '' : ` ${where}`}：${what}${cells.length > 0 ? `，影响 ${cells.length} 个数字` : '，没有改变数字'}`
}
