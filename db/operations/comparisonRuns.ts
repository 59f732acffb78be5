import { basename } from 'node:path'
import type { ComparisonResult, FoundIn, Judgement } from '../domain/comparison.ts'
import { helpedKinds, listMeaningLabels, verdictLabels } from '../domain/comparison.ts'
import { codesOf, isCode, labelOf } from '../domain/codeLists.ts'
import { ageOn, formatDateChinese, today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { maskText } from '../domain/masking.ts'
import { formatYuan } from '../domain/money.ts'
import type { LegalDate } from '../domain/records.ts'
import { hide } from '../domain/sensitive.ts'
import type { TableModel } from '../documents/tableModel.ts'
import { namingOf } from '../reports/naming.ts'
import { judgementsOf, saveRun } from '../store/comparisonRepository.ts'
import type { StoredJudgement } from '../store/comparisonRepository.ts'
import { readOffice } from '../store/office.ts'
import { answersOf, ranked } from './comparisonAnswers.ts'
import type { Answer, Place, Work } from './comparisonAnswers.ts'
import { readListFile } from './comparisonLists.ts'
import type { ComparisonOutcome, FilesMatch } from './comparisonOperations.ts'
import { nowAdult, unequalAmounts } from './comparisonOwn.ts'
import { askedBy, planWithoutQuestion } from './comparisonQuestions.ts'
import type { Asked } from './comparisonQuestions.ts'
import { casebookSources, fileSource, listSources } from './comparisonSources.ts'
import type { Source } from './comparisonSources.ts'
import type { Context, Handlers } from './context.ts'
import { requireForNames, spreadsheet, writeSheets } from './reports.ts'

type Names = 'comparisonRun' | 'comparisonExport' | 'comparisonFiles'
type Show = 'open' | 'judged' | 'all'

/** Results of each certainty that a page is given, and digests that a run remembers. */
const SHOWN = 1000
const REMEMBERED = 20_000
/** Pages of the database that the job keeps in memory. */
const CACHE_KIB = 8 * 1024

const workOf = ({ key, progress, checkCancelled }: Context, day: LegalDate): Work => ({
  day,
  secret: key,
  progress: (done, total) => progress({ done, total, label: '比对人员' }),
  checkCancelled,
})

/** The sources of a question: its lists, and whatever says who was helped. */
function sourcesFor(asked: Extract<Asked, { of: 'lists' }>, sources: readonly Source[]): Source[] {
  const { asked: kinds, wanted, twice } = asked.plan
  return sources.filter(({ kind }) => (twice ? kind === 'casebook' || helpedKinds.includes(kind) : kinds === null || [...kinds, ...wanted, ...helpedKinds, 'casebook', 'lead'].includes(kind)))
}

async function answer(context: Context, asked: Asked, lists: readonly Source[], day: LegalDate): Promise<{ answers: Answer[]; sources: Source[] }> {
  const { store } = context
  // Long lists are read once from end to end by the job's own connection: pages kept of them would be memory for nothing.
  store.raw.pragma(`cache_size=-${CACHE_KIB}`)
  const work = workOf(context, day)
  if (asked.of === 'casebook') return { answers: ranked(await (asked.question === 'nowAdult' ? nowAdult : unequalAmounts)(store.read, work)), sources: [] }
  const sources = sourcesFor(asked, [...lists, ...(await casebookSources(store))])
  return { answers: await answersOf(asked.plan, sources, work), sources }
}

export const toJudgement = ({ id, version, verdict, remark, judgedAt, judgedBy, leadId }: StoredJudgement): Judgement => ({ id, version, verdict, remark, judgedAt, judgedBy, leadId })

function foundIn({ source, ordinal, place, caseId, name, paper, sex, birthDate, phone, details }: Place): FoundIn {
  const facts = (['caseNumber', 'charge', 'injury', 'level', 'grade', 'amountFen', 'date', 'agency', 'suspects', 'residence', 'remark'] as const).flatMap((key) => {
    const value = details[key]
    if (value === undefined) return []
    const label = listMeaningLabels[key === 'amountFen' ? 'amount' : key]
    const text = typeof value === 'number' ? `${formatYuan(value)} 元` : key === 'residence' ? (hide.residence(value) ?? '') : maskText(value, [])
    return [{ label, text }]
  })
  return { listId: source.listId, ordinal: source.listId === null ? null : ordinal, caseId, kind: source.kind, title: source.title, place, name, paperNumber: hide.paperNumber(paper), sex, birthDate, phone: hide.phone(phone), facts }
}

const firstOf = <T>(places: readonly Place[], pick: (place: Place) => T | null): T | null => places.map(pick).find((value) => value !== null) ?? null

/** The number to show: the person's own, else that of whoever they certainly are. */
const paperOf = ({ own, found, certainty }: Answer): string | null => firstOf(own, ({ paper }) => paper) ?? (certainty === 'certain' ? firstOf(found, ({ paper }) => paper) : null)

function resultOf(answer: Answer, judgement: Judgement | null, day: LegalDate): ComparisonResult {
  const { key, certainty, own, found, reason, canBecomeLead } = answer
  const places = certainty === 'certain' ? [...own, ...found] : own
  const birthDate = firstOf(places, (place) => place.birthDate)
  return {
    key,
    certainty,
    name: own[0]?.name ?? '',
    paperNumber: hide.paperNumber(paperOf(answer)),
    sex: firstOf(places, (place) => place.sex),
    birthDate,
    age: birthDate === null ? null : ageOn(birthDate, day),
    reason,
    found: [...own, ...found].map(foundIn),
    judgement,
    canBecomeLead: canBecomeLead && judgement?.leadId == null,
  }
}

const isOpen = (judgement: StoredJudgement | undefined) => judgement === undefined || judgement.verdict === 'later'
const shown = (show: Show, judgement: StoredJudgement | undefined) => show === 'all' || isOpen(judgement) === (show === 'open')

interface Run {
  title: string
  day: LegalDate
  answers: Answer[]
  sources: Source[]
  judgements: Map<string, StoredJudgement>
}

async function run(context: Context, question: string): Promise<Run> {
  const day = today()
  const asked = await askedBy(context.store.read, question)
  const { answers, sources } = await answer(context, asked, await listSources(context.store, day), day)
  return { title: asked.title, day, answers, sources, judgements: await judgementsOf(context.store.read, question) }
}

const listsOf = (sources: readonly Source[]) => sources.flatMap(({ listId, kind, title, people, destroyOn }) => (listId === null || destroyOn === null ? [] : [{ id: listId, kind, title, people, destroyOn }]))

export const comparisonRunHandlers: Handlers<Names> = {
  async comparisonRun(context, { question, show }): Promise<ComparisonOutcome> {
    const { title, day, answers, sources, judgements } = await run(context, question)
    const open = answers.filter(({ key }) => isOpen(judgements.get(key)))
    const count = (certainty: Answer['certainty']) => answers.filter((one) => one.certainty === certainty).length
    const totals = { certain: count('certain'), doubtful: count('doubtful'), judged: answers.length - open.length, open: open.length }
    context.checkCancelled()
    await context.change({ action: '数据比对' }, async (unit) => {
      await saveRun(unit.trx, { question, at: unit.at, by: unit.actor.name, certain: totals.certain, doubtful: totals.doubtful, keys: [...new Set(answers.map(({ key }) => key))].slice(0, REMEMBERED) })
      await unit.note('comparison', null, null, { question: title, lists: listsOf(sources).map(({ id }) => id), ...totals })
    })
    const results = (certainty: Answer['certainty']) => {
      const all = answers.filter((one) => one.certainty === certainty && shown(show, judgements.get(one.key)))
      // What was put off stands behind what nobody has seen.
      const later = (one: Answer) => Number(judgements.get(one.key)?.verdict === 'later')
      return all.toSorted((a, b) => later(a) - later(b)).slice(0, SHOWN).map((one) => {
        const judgement = judgements.get(one.key)
        return resultOf(one, judgement ? toJudgement(judgement) : null, day)
      })
    }
    return { question, title, lists: listsOf(sources), certain: results('certain'), doubtful: results('doubtful'), totals }
  },

  async comparisonExport(context, { question, show, options, file }) {
    const path = spreadsheet(context, file)
    requireForNames(context, options)
    const { title, day, answers, sources, judgements } = await run(context, question)
    const office = await readOffice(context.store.read)
    const chosen = answers.filter(({ key }) => shown(show, judgements.get(key)))
    const letters = await context.store.read.selectFrom('comparison_list').select(['id', 'title', 'letter_number']).execute()
    const naming = namingOf(options.names)
    const lists = listsOf(sources).map(({ id, title: name }) => `${name}（${letters.find((one) => one.id === id)?.letter_number ?? ''}）`)
    const sheet = (certainty: Answer['certainty'], name: string): TableModel => ({
      name,
      title: `${title}：${name}`,
      subtitle: [`制表单位：${office.name}　　制表日期：${formatDateChinese(day)}`, `参加比对的名单：${lists.join('、') || '本院案件'}`],
      columns: [
        { key: 'ordinal', label: '序号', kind: 'count', width: 6 },
        { key: 'name', label: '姓名', kind: 'text', width: 12 },
        { key: 'paper', label: '证件号码', kind: 'text', width: 22 },
        { key: 'sex', label: '性别', kind: 'text', width: 6 },
        { key: 'age', label: '年龄', kind: 'count', width: 6 },
        { key: 'lists', label: '所在名单', kind: 'text', width: 30 },
        { key: 'reason', label: '理由', kind: 'text', width: 60 },
        { key: 'verdict', label: '判断', kind: 'text', width: 10 },
        { key: 'remark', label: '备注', kind: 'text', width: 24 },
      ],
      rows: chosen
        .filter((one) => one.certainty === certainty)
        .map((one, index) => {
          const judgement = judgements.get(one.key)
          const result = resultOf(one, null, day)
          const named = result.found.map((place) => ({ name: place.name, minor: place.birthDate !== null && ageOn(place.birthDate, day) < 18 }))
          return {
            ordinal: index + 1,
            name: naming.person(result.name, named),
            paper: result.paperNumber,
            sex: labelOf('sex', result.sex),
            age: result.age,
            lists: [...new Set(result.found.map((place) => place.title))].join('、'),
            reason: naming.text(result.reason, named),
            verdict: judgement ? verdictLabels[judgement.verdict] : null,
            remark: judgement?.remark == null ? null : naming.text(judgement.remark, named),
          }
        }),
      notes: [certainty === 'certain' ? '证件号码相同，或者姓名与出生日期、电话相同。' : '需要核对是不是同一人，不能直接作为线索。', naming.note, '名单中的信息只用于来函写明的用途，到销毁日期一并销毁。'],
      orientation: 'landscape',
      frozenColumns: 2,
    })
    const { names, reason } = options
    // Before the file appears.
    const record = () => context.change({ action: '导出比对结果', reason: names === 'masked' ? null : reason }, (unit) => unit.note('comparison', null, null, { question: title, show, results: chosen.length, names }))
    const written = await writeSheets(context, path, [sheet('certain', '确定'), sheet('doubtful', '存疑')], '正在生成比对结果', record)
    return { ...written, fileName: basename(path), results: chosen.length }
  },

  async comparisonFiles(context, { files, question }) {
    const day = today()
    const lists: Source[] = []
    for (const { file, kind } of files) {
      const path = context.file(file)
      const { fileName, list } = await readListFile(context, path, { sheet: null, columns: null })
      const known = kind ?? list.kind
      if (known === null || !isCode('comparisonKind', known)) {
        const kinds = codesOf('comparisonKind').map(({ code, label }) => `${code}（${label}）`).join('、')
        throw new CasebookError('invalid', `没有看出“${fileName}”是哪类名单，没有比对。请写明名单类型：${kinds}。`)
      }
      if (list.missing.length > 0) throw new CasebookError('invalid', `没有在“${fileName}”里认出${list.missing.join('、')}，没有比对。请核对表头。`)
      lists.push(fileSource(fileName, known, list.people))
    }
    const asked: Asked = question === null ? { title: '名单比对', of: 'lists', plan: planWithoutQuestion(lists.map(({ kind }) => kind)) } : await askedBy(context.store.read, question)
    const { answers } = await answer(context, asked, lists, day)
    const inFull = context.permissions.includes('sensitive.read')
    await context.change({ action: '比对名单文件（未保存名单）' }, (unit) => unit.note('comparison', null, null, { question: asked.title, files: lists.map(({ title, people }) => ({ title, people })), results: answers.length, inFull }))
    const matches = (certainty: Answer['certainty']) =>
      answers
        .filter((one) => one.certainty === certainty)
        .map((one): FilesMatch => {
          const paper = paperOf(one)
          return { name: one.own[0]?.name ?? '', id: (inFull ? paper : hide.paperNumber(paper)) ?? '', lists: [...new Set([...one.own, ...one.found].map(({ source }) => source.title))], reason: one.reason }
        })
    return { certain: matches('certain'), doubtful: matches('doubtful') }
  },
}
