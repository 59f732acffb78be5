import { annualJson } from '../../reports/reportJson.ts'
import type { ReportJson } from '../../reports/reportJson.ts'
import type { Basis } from '../../domain/reportModel.ts'
import type { TestCasebook } from '../testCasebook.ts'

/** What a casebook is asked that every later version must answer alike, without anything that depends on the day it is asked. */
export interface Answers {
  period: typeof period
  reports: Record<Basis, Pick<ReportJson, 'totals'> & { tables: Pick<ReportJson['tables'][number], 'key' | 'rows'>[] }>
  list: { caseNumber: string | null; stage: string; historical: boolean; people: { name: string; outcome: string | null; amountFen: number | null }[] }[]
  /** By what it is about; what the version does not have yet is left out. */
  also?: Record<string, unknown>
}

const period = { from: '2020-01-01', to: '2026-12-31' }

/** Questions about what came with a version. */
const since: Record<string, { version: number; ask: (casebook: TestCasebook) => Promise<unknown> }> = {
  comparison: {
    version: 5,
    async ask(casebook) {
      const { certain, doubtful } = await casebook.ok('comparisonRun', { question: 'victimsInHardship', show: 'all' })
      const lists = await casebook.ok('comparisonLists', undefined)
      const questions = await casebook.ok('comparisonQuestions', undefined)
      return {
        lists: lists.map(({ title, kind, letterNumber, purpose, receivedOn, destroyOn, sheets, people, faults, purgedBy, purgeReason }) => ({ title, kind, letterNumber, purpose, receivedOn, destroyOn, sheets, people, faults, purgedBy, purgeReason })),
        found: [...certain, ...doubtful].map(({ key, certainty, name, judgement }) => ({ key, certainty, name, verdict: judgement?.verdict ?? null, remark: judgement?.remark ?? null, leadId: judgement?.leadId ?? null })),
        own: questions.flatMap(({ title, own }) => (own ? [{ title, definition: own.definition }] : [])),
      }
    },
  },
  money: {
    version: 6,
    async ask(casebook) {
      const { rows } = await casebook.ok('caseList', { filter: { text: '秦小满' } })
      const { decisions, decisionChanges, balance, visits } = await casebook.ok('caseGet', { id: rows[0]?.id ?? '' })
      return {
        decisions: decisions.map(({ kind, amountFen, decidedOn, revokedOn, earlierFen }) => ({ kind, amountFen, decidedOn, revokedOn, earlierFen })),
        changes: decisionChanges.map(({ kind, decidedOn, beforeFen, afterFen, reason }) => ({ kind, decidedOn, beforeFen, afterFen, reason })),
        balance,
        visits: visits.map(({ dueOn, doneOn }) => ({ dueOn, doneOn })),
      }
    },
  },
  locked: {
    version: 7,
    async ask(casebook) {
      const heads = await casebook.ok('sealList', undefined)
      return Promise.all(
        heads.map(async ({ id, number, title, reason, lockedOn, code, supersedes }) => {
          const { report, today, problems } = await casebook.ok('sealOpen', { id })
          const records = await casebook.ok('sealRecords', { id, cell: { table: 'totals', row: 'granted', column: 'people' } })
          return { number, title, reason, lockedOn, code, supersedes: supersedes?.number ?? null, headline: report?.tables[0]?.rows.map(({ key, values }) => ({ key, values })), today, problems, records }
        }),
      )
    },
  },
  own: {
    version: 8,
    async ask(casebook) {
      const kept = await casebook.ok('ownReportList', undefined)
      return Promise.all(
        kept.map(async ({ id, name, definition }) => {
          const { tables } = await casebook.ok('report', { kind: 'own', ownId: id, period, basis: definition.basis })
          return { name, definition, tables: tables.map(({ rows, total }) => ({ rows: rows.map(({ key, values }) => ({ key, values })), total: total?.values ?? null })) }
        }),
      )
    },
  },
  cards: {
    version: 9,
    async ask(casebook) {
      const loads = await casebook.ok('cardLoads', undefined)
      const differences = await casebook.ok('cardDifferences', { period: { from: '2025-01-01', to: '2025-12-31' } })
      return {
        loads: loads.map(({ year, fileName, cards, meanings }) => ({ year, fileName, cards, meanings })),
        differences: differences.map(({ key, kind, title, card, ours, reason, remark }) => ({ key, kind, title, card, ours, reason, remark })),
      }
    },
  },
}

/** @param version which questions: those about what came later are not asked */
export async function answers(casebook: TestCasebook, version: number): Promise<Answers> {
  const reports: Partial<Answers['reports']> = {}
  for (const basis of ['accepted', 'decided', 'paid'] as const) {
    const { totals, tables } = annualJson(await casebook.ok('report', { kind: 'annual', period, basis }))
    reports[basis] = { totals, tables: tables.map(({ key, rows }) => ({ key, rows })) }
  }
  const { rows } = await casebook.ok('caseList', { filter: {} })
  const list = rows.map(({ caseNumber, stage, historical, people }) => ({ caseNumber, stage, historical, people: people.map(({ name, outcome, amountFen }) => ({ name, outcome, amountFen })) }))
  const also: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(since)) if (one.version <= version) also[key] = await one.ask(casebook)
  return { period, reports: reports as Answers['reports'], list, ...(Object.keys(also).length > 0 && { also }) }
}
