import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { BankColumn, BankLine, BankResult } from '../domain/aftercareRecords.ts'
import { matchBankLines } from '../domain/bankMatch.ts'
import type { Matched } from '../domain/bankMatch.ts'
import { today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import type { Id } from '../domain/records.ts'
import { lackingColumns, readBankList } from '../exchange/bankResult.ts'
import type { BankList, BankRow } from '../exchange/bankResult.ts'
import { parseTable, readTableBytes } from '../exchange/readTable.ts'
import { appliedReferences, bankTargets } from '../store/bankRepository.ts'
import type { Reader } from '../store/store.ts'
import type { UnitOfWork } from '../store/unitOfWork.ts'
import type { Handlers } from './context.ts'
import type { Parsed } from './contract.ts'
import { refuse } from './guards.ts'
import { addPayment } from './payments.ts'
import { moneyOf } from './recipients.ts'

type Choice = Parsed<'bankApply'>['choices'][number]

async function readList(path: string, columns: readonly BankColumn[] | null): Promise<{ fileName: string; fileSha256: string; list: BankList }> {
  const bytes = await readTableBytes(path)
  const fileName = basename(path)
  return { fileName, fileSha256: createHash('sha256').update(bytes).digest('hex'), list: readBankList(await parseTable(bytes, fileName), columns) }
}

async function matchList(db: Reader, list: BankList, choices: readonly Choice[]): Promise<Matched[]> {
  const applied = await appliedReferences(db, list.rows.map((row) => row.reference))
  const targets = await bankTargets(db, [...new Set(list.rows.map((row) => row.account).filter((account) => account !== ''))])
  return matchBankLines(list.rows, targets, {
    today: today(),
    applied,
    choices: new Map(choices.map((choice) => [list.rows.findIndex((row) => row.row === choice.row), choice])),
  })
}

const lineOf = (row: BankRow, { match, why, candidate, candidates }: Matched): BankLine => ({
  row: row.row,
  name: row.name,
  account: row.account,
  amountFen: row.amountFen,
  succeeded: row.succeeded,
  reason: row.reason,
  happenedOn: row.happenedOn,
  match,
  why,
  caseId: candidate?.caseId ?? null,
  caseNumber: candidate?.caseNumber ?? null,
  recipientId: candidate?.recipientId ?? null,
  instalmentId: candidate?.instalmentId ?? null,
  candidates,
})

function resultOf(fileName: string, fileSha256: string, list: BankList, matched: readonly Matched[]): BankResult {
  const lines = list.rows.map((row, index) => lineOf(row, matched[index] ?? { match: 'unmatched', why: null, candidate: null, candidates: [] }))
  const count = (fits: (line: BankLine) => boolean) => lines.filter(fits).length
  const fen = (succeeded: boolean) => lines.reduce((sum, line) => (line.succeeded === succeeded ? sum + (line.amountFen ?? 0) : sum), 0)
  return {
    fileName,
    fileSha256,
    columns: list.columns,
    lines,
    totals: {
      lines: lines.length,
      succeeded: count((line) => line.succeeded),
      failed: count((line) => !line.succeeded),
      sure: count((line) => line.match === 'sure'),
      doubtful: count((line) => line.match === 'doubtful'),
      unmatched: count((line) => line.match === 'unmatched'),
      applied: count((line) => line.match === 'applied'),
      succeededFen: fen(true),
      failedFen: fen(false),
      fileTotalFen: list.totalFen,
    },
  }
}

interface To {
  caseId: Id
  recipientId: Id
  instalmentId: Id | null
  /** Matched by the officer. */
  byHand: boolean
}

/** The open supervised account that has this number. */
async function fundWith(unit: UnitOfWork, { caseId, recipientId }: To, account: string): Promise<Id | null> {
  const funds = await unit.trx
    .selectFrom('supervised_fund')
    .select(['id', 'bank_account'])
    .where('case_id', '=', caseId)
    .where('recipient_id', '=', recipientId)
    .where('deleted_at', 'is', null)
    .where('ended_on', 'is', null)
    .execute()
  return funds.find((fund) => fund.bank_account !== null && fund.bank_account.replace(/\D/g, '') === account)?.id ?? null
}

/** Writes one line: paid, repaid where the transfer before failed or came back, or failed. @throws CasebookError that names the row */
async function applyRow(unit: UnitOfWork, fileName: string, row: BankRow, to: To): Promise<void> {
  if (row.amountFen === null || !row.understood) {
    throw new CasebookError('invalid', `第 ${row.row} 行没有看懂金额或处理结果，没有登记任何一行。请不要选择这一行，改为手工登记。`)
  }
  try {
    const { entries } = await moneyOf(unit, to.caseId, to.recipientId)
    const before = entries.filter((entry) => to.instalmentId === null || entry.instalmentId === to.instalmentId).at(-1)?.kind
    const fundId = await fundWith(unit, to, row.account)
    await addPayment(
      unit,
      to.caseId,
      to.recipientId,
      {
        kind: row.succeeded ? (before === 'failed' || before === 'returned' ? 'repaid' : 'paid') : 'failed',
        amountFen: row.amountFen,
        happenedOn: row.happenedOn ?? today(),
        method: fundId === null ? 'bank' : 'supervised',
        payee: row.name === '' ? null : row.name,
        voucher: null,
        note: `银行结果清单“${fileName}”第 ${row.row} 行`.slice(0, 500),
        instalmentId: to.instalmentId,
        supervisedFundId: fundId,
        receipt: null,
        witness: null,
        collectedBy: null,
        reason: row.succeeded ? (to.byHand ? '核对银行清单后登记' : null) : (row.reason ?? '银行未写明原因').slice(0, 500),
      },
      row.reference,
    )
  } catch (error) {
    if (!(error instanceof CasebookError)) throw error
    const why = error.fields?.[0]?.message ?? error.message
    throw new CasebookError(error.code, `第 ${row.row} 行（${row.name}）不能登记：${why}。没有登记任何一行。`, { cause: error })
  }
}

/** Whom the officer matched a row to. @throws CasebookError 'conflict' where that person has gone */
async function chosen(unit: UnitOfWork, { row, recipientId, instalmentId }: Choice): Promise<To> {
  const found = await unit.trx.selectFrom('recipient').select('case_id').where('id', '=', recipientId).where('deleted_at', 'is', null).executeTakeFirst()
  if (!found) throw new CasebookError('conflict', `第 ${row} 行选择的救助对象已不在台账里，没有登记任何一行。请重新试读文件。`)
  return { caseId: found.case_id, recipientId, instalmentId, byHand: true }
}

export const bankResultHandlers: Handlers<'bankTry' | 'bankApply'> = {
  async bankTry({ store, file }, { file: token, columns }) {
    const { fileName, fileSha256, list } = await readList(file(token), columns)
    return resultOf(fileName, fileSha256, list, await matchList(store.read, list, []))
  },

  async bankApply({ change, file }, { file: token, fileSha256, columns, choices }) {
    const read = await readList(file(token), columns)
    if (read.fileSha256 !== fileSha256) throw new CasebookError('conflict', '这个文件在试读以后改动过，没有登记。请重新选择文件，核对后再登记。')
    const lacking = lackingColumns(read.list.columns)
    if (lacking.length > 0) refuse([{ path: 'columns', message: `还没有指定${lacking.join('、')}是哪一列` }])
    return change({ action: '登记银行发放结果' }, async (unit) => {
      const matched = await matchList(unit.trx, read.list, choices)
      const done = { paid: 0, failed: 0, already: 0 }
      for (const [index, row] of read.list.rows.entries()) {
        const one = matched[index]
        if (one?.match === 'applied') {
          done.already += 1
          continue
        }
        const choice = choices.find((picked) => picked.row === row.row)
        const to = choice ? await chosen(unit, choice) : one?.match === 'sure' && one.candidate ? { ...one.candidate, byHand: false } : null
        if (!to) continue
        await applyRow(unit, read.fileName, row, to)
        done[row.succeeded ? 'paid' : 'failed'] += 1
      }
      return done
    })
  },
}
