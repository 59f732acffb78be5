import { z } from 'zod'
import { bankMeanings, fundsKinds, rhythms } from '../domain/aftercareRecords.ts'
import { id, legalDate, optionalCode, optionalDate, optionalFen, optionalText, positiveFen, text } from './inputs.ts'

export const fundsFields = z.object({
  kind: z.enum(fundsKinds),
  happenedOn: legalDate,
  amountFen: positiveFen,
  source: optionalCode,
  year: z.int().min(1990).max(2200),
  document: optionalText(80),
  note: optionalText(500),
  allocations: z.array(z.object({ caseId: id, amountFen: positiveFen })).max(500).default([]),
})

export const planFields = z.object({
  rhythm: z.enum(rhythms),
  fixedOn: optionalDate,
  /** A plan that takes the place of another needs both. */
  approver: optionalText(30),
  reason: optionalText(500),
  instalments: z
    .array(z.object({ dueOn: legalDate, amountFen: positiveFen, purpose: optionalText(200) }))
    .min(1, { error: '请至少填写一个批次' })
    .max(240, { error: '一次最多 240 个批次' }),
})

export const supervisedFundFields = z.object({
  recipientId: id,
  supervisor: text(80, '监管单位'),
  supervisorKind: z.enum(['civilAffairs', 'township', 'village', 'school', 'bank', 'notary', 'other']),
  supervisorContact: optionalText(80),
  guardian: optionalText(60),
  bankName: optionalText(80),
  bankAccount: optionalText(40),
  agreedOn: legalDate,
  handOverOn: optionalDate,
  endedOn: optionalDate,
  endReason: optionalText(500),
  note: optionalText(1000),
})

export const supervisedEntryFields = z.object({
  kind: z.enum(['withdrawal', 'interest', 'pause', 'resume', 'handOver']),
  happenedOn: legalDate,
  amountFen: optionalFen,
  purpose: optionalText(200),
  voucher: optionalText(80),
  reason: optionalText(500),
})

export const agencyFields = z.object({
  name: text(80, '单位名称'),
  kind: optionalCode,
  contact: optionalText(60),
  phone: optionalText(40),
  address: optionalText(120),
  note: optionalText(500),
  disabled: z.boolean().default(false),
})

export const letterFields = z.object({
  measureId: id.nullable(),
  agencyId: id,
  kind: z.enum(['liaison', 'request', 'assistance']),
  number: optionalText(80),
  sentOn: legalDate,
  replyDueOn: optionalDate,
  repliedOn: optionalDate,
  reply: optionalText(2000),
  content: optionalText(4000),
})

export const bankColumn = z.enum(bankMeanings)
