import { z } from 'zod'
import { listMeanings } from '../domain/comparison.ts'
import { code, fen, id, legalDate, optionalCode, optionalText, text, token } from './inputs.ts'

/** Inputs of the comparison of lists. */

const kinds = z.array(code).max(20)

/** A file of which a list is read: which sheet (null: all that have the headings of the best), and what its columns are (null: as remembered, else as proposed). */
export const listChoice = z.object({
  file: token,
  sheet: z.string().max(200).nullable().default(null),
  /** Null: as its name, title and headings say. */
  kind: optionalCode.default(null),
  columns: z
    .array(z.object({ heading: z.string().max(500), meaning: z.enum(listMeanings).nullable() }))
    .max(200)
    .nullable()
    .default(null),
})

export const listLetter = z
  .object({
    title: text(60, '名单名称'),
    kind: code,
    letterNumber: text(80, '来函文号'),
    purpose: text(200, '用途'),
    sendingAgency: text(80, '来函单位'),
    receivedOn: legalDate,
    destroyOn: legalDate,
  })
  .refine((value) => value.receivedOn <= value.destroyOn, { error: '销毁日期早于收到日期，请核对两个日期', path: ['destroyOn'] })

const age = z.int({ error: '年龄须为整数' }).min(0, { error: '年龄不能为负数' }).max(130, { error: '年龄过大，请核对' }).nullable()
const day = legalDate.nullable()

export const questionDefinition = z
  .object({
    kindsA: kinds.min(1, { error: '请选择要找的是哪类名单里的人' }),
    kindsB: kinds.min(1, { error: '请选择要与哪类名单比对' }),
    together: z.enum(['any', 'all']),
    minusHelped: z.boolean(),
    ageFrom: age,
    ageTo: age,
    injury: optionalText(100),
    charge: optionalText(100),
    amountFromFen: fen.nullable(),
    amountToFen: fen.nullable(),
    dateFrom: day,
    dateTo: day,
  })
  .refine((value) => value.ageFrom === null || value.ageTo === null || value.ageFrom <= value.ageTo, { error: '年龄的起止颠倒了，请调整', path: ['ageTo'] })
  .refine((value) => value.amountFromFen === null || value.amountToFen === null || value.amountFromFen <= value.amountToFen, { error: '金额的起止颠倒了，请调整', path: ['amountToFen'] })
  .refine((value) => value.dateFrom === null || value.dateTo === null || value.dateFrom <= value.dateTo, { error: '日期的起止颠倒了，请调整', path: ['dateTo'] })
  .refine((value) => !value.kindsA.some((kind) => value.kindsB.includes(kind)), { error: '同一类名单不能在两边都选', path: ['kindsB'] })

/** A ready question's name or the id of one of the office's own. */
export const questionKey = z.string().min(1).max(60)
/** What a judgement is remembered by. */
export const resultKey = z.string().regex(/^[0-9a-f]{32}$/)
/** Rows of lists a result was found in: where a lead takes its people from. */
export const listedRows = z.array(z.object({ listId: id, ordinal: z.int().min(0) })).max(200)

export const leadOfResult = z
  .object({
    receivedOn: legalDate,
    officerName: text(30, '首问责任人'),
    summary: text(4000, '线索内容'),
    /** 原案是否进入检察环节: must be answered. */
    reachedProcuratorate: z.boolean({ error: '请填写原案是否进入检察环节' }),
    originalNumber: optionalText(80),
    charge: optionalCode,
    chargeText: optionalText(60),
    handlingUnit: optionalText(60),
    suspects: optionalText(200),
    /** Without a case that reached the procuratorate: the department it is handed to as social assistance. */
    referredTo: optionalText(80),
  })
  .refine((value) => value.reachedProcuratorate || value.referredTo !== null, { error: '原案没有进入检察环节的，只能转社会救助，请填写转交的部门或单位', path: ['referredTo'] })
