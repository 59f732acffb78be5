import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { CasebookError } from '../domain/errors.ts'
import type { ErrorCode } from '../domain/errors.ts'
import { isTableFormat } from '../domain/exportOptions.ts'
import type { NameChoice } from '../domain/exportOptions.ts'
import { formatYuan } from '../domain/money.ts'
import type { ImportRowReport, Input, OperationName, Output } from '../operations/contract.ts'
import { createDispatcher } from '../operations/dispatch.ts'
import type { Dispatcher } from '../operations/dispatch.ts'
import { runJob } from '../operations/job.ts'
import { toReportJson } from '../reports/reportJson.ts'
import { OperationFailed, UsageError, complain, need, options, pathOf, say, writeText } from './call.ts'
import type { Call, Values } from './call.ts'
import { compareFiles, comparisonText, namedList } from './compare.ts'
import { readPassword } from './password.ts'
import { askOf } from './reportAsk.ts'
import { compareLock, lock } from './sealCommands.ts'
import { exitCodes, usage } from './usage.ts'

function caller(dispatcher: Dispatcher): Call {
  return async <N extends OperationName>(name: N, input: Input<N>, files: Record<string, string> = {}) => {
    const result = await dispatcher.call(name, input, { files, onProgress: () => {}, cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
    if (!result.ok) throw new OperationFailed(result.error)
    return result.value as Output<N>
  }
}

async function password(): Promise<string> {
  const given = await readPassword('密码（输入时不显示）：')
  if (given === null) throw new UsageError('no terminal to ask for the password at; set CASEBOOK_PASSWORD')
  return given
}

async function init(call: Call, values: Values): Promise<number> {
  const { recoveryCode } = await call('setUp', {
    office: {
      name: need(values, 'office'),
      level: (values.level ?? 'county') as 'county',
      higherOffice: null,
      region: values.region ?? '未填写',
      caseNumberPattern: values.pattern ?? '检救助〔{year}〕{seq}号',
      yearStartsOn: (values['year-starts'] ?? '01-01') as '01-01',
    },
    officer: { name: need(values, 'user'), login: need(values, 'user'), password: await password() },
  })
  say(`已新建台账。恢复码（只显示这一次，请抄写或打印后妥善保管）：\n${recoveryCode}`)
  return exitCodes.ok
}

const kindLabels: Record<ImportRowReport['kind'], string> = { ok: '可导入', warning: '提示', 'needs-decision': '需要决定', error: '错误', skip: '跳过' }

async function importFile(call: Call, values: Values, file: string): Promise<number> {
  const files = { ledger: pathOf(file) }
  const chosen = { file: 'ledger', ...(values.sheet !== undefined && { sheet: values.sheet }) }
  const onlyGood = values['only-good'] ?? false
  const report = await call('importDryRun', chosen, files)
  if (values.json) {
    const rows = report.rows.map(({ row, kind, reasons }) => ({ row, kind, reasons }))
    await writeText(pathOf(values.json), `${JSON.stringify({ file: report.fileName, sheet: report.sheet, totals: report.totals, toImport: report.toImport, rows }, null, 1)}\n`)
  }
  for (const { row, kind, reasons } of report.rows) {
    if (kind !== 'ok' && kind !== 'skip') complain(`第 ${row} 行（${kindLabels[kind]}）${reasons.join('；')}`)
  }
  const { cases, people, fen } = onlyGood ? report.good : report.toImport
  say(`${report.fileName}：可导入 ${cases} 件 ${people} 人，${formatYuan(fen)} 元`)
  if (report.blocking > 0 && !onlyGood) {
    complain(`有 ${report.blocking} 行需要先改正，没有导入任何内容。`)
    return exitCodes.findings
  }
  if (values['dry-run']) return report.blocking > 0 ? exitCodes.findings : exitCodes.ok
  const done = await call('importLedger', { ...chosen, onlyGood, fileSha256: report.fileSha256 }, files)
  say(done.batchId === null ? '这份台账已经全部在台账里，没有新增。' : `已导入 ${done.cases} 件 ${done.people} 人，${formatYuan(done.fen)} 元。`)
  if (report.refused.length > 0 && onlyGood) complain(`有 ${report.refused.length} 行没有导入，改好后再导入同一个文件。`)
  return report.blocking > 0 ? exitCodes.findings : exitCodes.ok
}

/** Names stay masked unless asked for; those of minors have to be asked for apart. */
function namesChosen(values: Values): NameChoice {
  if (values.minors) return 'everyone'
  return values.names ? 'adults' : 'masked'
}

async function report(call: Call, values: Values): Promise<number> {
  const out = pathOf(need(values, 'out'))
  const ask = await askOf(call, values)
  const extension = extname(out).toLowerCase()
  if (extension === '.json') await writeText(out, `${JSON.stringify(toReportJson(await call('report', ask)), null, 1)}\n`)
  else if (isTableFormat(extension.slice(1))) await call('reportExport', { ask, file: 'out', options: { names: namesChosen(values), reason: values.reason ?? null } }, { out })
  else throw new UsageError('--out ends in .json, .xlsx, .docx or .csv')
  say(out)
  return exitCodes.ok
}

async function exportAll(call: Call, values: Values): Promise<number> {
  const reason = need(values, 'reason')
  if (values.to !== undefined) {
    const done = await call('folderExport', { folder: 'to', reason, attachments: values.attachments ?? false }, { to: pathOf(values.to) })
    for (const name of done.lost) complain(`附件“${name}”读不出来，没有包括在内。`)
    say(`已导出移交文件夹“${done.folderName}”：${done.cases} 件案件，${done.files} 个附件。`)
    return done.lost.length > 0 ? exitCodes.findings : exitCodes.ok
  }
  const out = pathOf(need(values, 'out'))
  const done = await call('wholeExport', { file: 'out', reason }, { out })
  say(`已导出全部数据：${done.cases} 件案件，${done.records} 条记录，${out}`)
  return exitCodes.ok
}

async function readAll(call: Call, values: Values, file: string): Promise<number> {
  const files = { whole: pathOf(file) }
  const report = await call('wholeTry', { file: 'whole' }, files)
  if (values.json) await writeText(pathOf(values.json), `${JSON.stringify(report, null, 1)}\n`)
  for (const { sheet, row, message } of [...report.faults, ...report.different]) complain(`“${sheet}”第 ${row} 行：${message}`)
  const fresh = report.sheets.reduce((sum, one) => sum + one.fresh, 0)
  say(`${report.fileName}：新记录 ${fresh} 条，与台账不同的 ${report.differentCount} 条（保留台账里的）`)
  if (report.faultCount > 0) {
    complain(`有 ${report.faultCount} 处需要先改正，没有读入任何内容。`)
    return exitCodes.findings
  }
  if (values['dry-run']) return exitCodes.ok
  const done = await call('wholeRead', { file: 'whole' }, files)
  say(`已读入 ${done.cases} 件案件，共 ${done.records} 条记录。读入前的状态已备份为 ${done.backup}。`)
  return exitCodes.ok
}

async function backup(call: Call, values: Values): Promise<number> {
  const to = values.to ? pathOf(values.to) : null
  // Not made here: behind the path of a disk that is not plugged in there would otherwise be a folder of this disk.
  if (to !== null && !statSync(to, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CasebookError('not-found', `没有备份：没有找到文件夹 ${to}。请接好磁盘或先建好文件夹，再重试。`)
  }
  const { name, cases } = await call('backupNow', { folder: to === null ? null : 'to' }, to === null ? {} : { to })
  say(`已备份并验证：${name}（${cases} 件案件）`)
  return exitCodes.ok
}

async function restore(call: Call, values: Values, folder: string): Promise<number> {
  const recoveryCode = values['recovery-code'] ?? null
  const credentials = recoveryCode ? { login: null, password: null, recoveryCode } : { login: need(values, 'user'), password: await password(), recoveryCode: null }
  const { logins, savedPresentAs } = await call('backupRestore', { from: { folder: 'backup' }, ...credentials }, { backup: pathOf(folder) })
  say(`已恢复。可以登录的账号：${logins.join('、')}。${savedPresentAs ? `恢复前的状态已备份为 ${savedPresentAs}。` : ''}`)
  return exitCodes.ok
}

async function check(call: Call, values: Values): Promise<number> {
  const report = await call('qualityCheck', undefined)
  if (values.json) {
    const checks = report.checks.map(({ key, title, count, lines }) => ({ key, title, count, lines: lines.map(({ caseNumber, people, text }) => ({ caseNumber, people, text })) }))
    await writeText(pathOf(values.json), `${JSON.stringify({ cases: report.cases, checks }, null, 1)}\n`)
  }
  const found = report.checks.filter(({ count }) => count > 0)
  for (const { title, count } of found) say(`${title}：${count}`)
  say(`核对了 ${report.cases} 件案件，${found.length === 0 ? '没有发现问题' : `有 ${found.length} 类问题`}`)
  return found.length === 0 ? exitCodes.ok : exitCodes.findings
}

async function compare(call: Call, values: Values, given: readonly string[]): Promise<number> {
  const lists = given.map(namedList).map(({ path, kind }) => ({ path: pathOf(path), kind }))
  const found = await compareFiles(call, lists, values.question ?? null)
  if (values.json) await writeText(pathOf(values.json), `${JSON.stringify(found, null, 1)}\n`)
  say(comparisonText(found, lists))
  return exitCodes.ok
}

async function verify(call: Call): Promise<number> {
  const { ok, problems, cases, auditEntries } = await call('verifyCasebook', undefined)
  for (const problem of problems) complain(problem)
  say(`${ok ? '检查通过' : '检查发现问题'}：${cases} 件案件，${auditEntries} 条操作记录`)
  return ok ? exitCodes.ok : exitCodes.findings
}

async function perform(call: Call, command: string, values: Values, given: readonly string[]): Promise<number> {
  const [argument] = given
  if (command === 'init') return init(call, values)
  if (command === 'restore') {
    if (!argument) throw new UsageError('restore needs the folder of a backup')
    return restore(call, values, argument)
  }
  await call('signIn', { login: need(values, 'user'), password: await password() })
  switch (command) {
    case 'import':
      if (!argument) throw new UsageError('import needs a file')
      return importFile(call, values, argument)
    case 'compare':
      if (given.length === 0) throw new UsageError('compare needs lists')
      return compare(call, values, given)
    case 'report':
      return report(call, values)
    case 'lock':
      return lock(call, values)
    case 'compare-lock':
      if (!argument) throw new UsageError('compare-lock needs the number of a locked report')
      return compareLock(call, values, argument)
    case 'check':
      return check(call, values)
    case 'export':
      return exportAll(call, values)
    case 'read':
      if (!argument) throw new UsageError('read needs a file')
      return readAll(call, values, argument)
    case 'backup':
      return backup(call, values)
    default:
      return verify(call)
  }
}

const commands = ['init', 'import', 'compare', 'report', 'lock', 'compare-lock', 'export', 'read', 'check', 'backup', 'restore', 'verify']

function exitCodeFor(code: ErrorCode): number {
  if (code === 'password' || code === 'locked-out') return exitCodes.password
  return code === 'in-use' ? exitCodes.inUse : exitCodes.failed
}

/** @returns the exit code; results go to stdout, messages to stderr */
export async function runTerminal(args: string[]): Promise<number> {
  let dispatcher: Dispatcher | undefined
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [command, ...given] = positionals
    if (values.help) {
      say(usage)
      return exitCodes.ok
    }
    if (!command || !commands.includes(command)) throw new UsageError(command ? `there is no command ${command}` : 'a command is missing')
    if (command !== 'compare' && given.length > 1) throw new UsageError(`too many arguments: ${given.slice(1).join(' ')}`)
    dispatcher = createDispatcher({
      dataFolder: pathOf(need(values, 'data')),
      demoLedger: '',
      appVersion: (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version,
      startJob: runJob,
      onBug: (thrown) => complain(String(thrown instanceof Error ? thrown.stack : thrown)),
    })
    return await perform(caller(dispatcher), command, values, given)
  } catch (thrown) {
    if (thrown instanceof OperationFailed) {
      complain(thrown.failure.message)
      for (const field of thrown.failure.fields ?? []) complain(`  ${field.path}：${field.message}`)
      return exitCodeFor(thrown.failure.code)
    }
    if (thrown instanceof CasebookError) {
      complain(thrown.message)
      return exitCodeFor(thrown.code)
    }
    if (thrown instanceof UsageError || (thrown instanceof TypeError && 'code' in thrown)) {
      complain(`${thrown.message}\n\n${usage}`)
      return exitCodes.usage
    }
    complain(thrown instanceof Error ? thrown.message : String(thrown))
    return exitCodes.failed
  } finally {
    await dispatcher?.close().catch((thrown: unknown) => complain(thrown instanceof CasebookError ? thrown.message : String(thrown)))
  }
}
