import { helpedKinds, readyQuestionRules, readyQuestions } from '../domain/comparison.ts'
import type { ComparisonQuestion, QuestionDefinition } from '../domain/comparison.ts'
import { labelOf } from '../domain/codeLists.ts'
import { addDays, daysBetween, today } from '../domain/dates.ts'
import { CasebookError } from '../domain/errors.ts'
import { heldLists, lastRuns } from '../store/comparisonRepository.ts'
import { readReference } from '../store/reference.ts'
import { rows } from '../store/store.ts'
import type { Reader } from '../store/store.ts'
import type { Row } from '../store/tables.ts'
import type { Plan } from './comparisonAnswers.ts'
import type { Handlers } from './context.ts'
import { codeFault, refuse, requireVersion } from './guards.ts'

type Names = 'comparisonQuestions' | 'comparisonQuestionSave' | 'comparisonQuestionRecycle' | 'comparisonQuestionRestore' | 'comparisonQuestionBin' | 'comparisonHints'

const ownQuestions = (db: Reader): Promise<Row<'comparison_question'>[]> => rows(db, 'select * from comparison_question where deleted_at is null order by id', [])

/** What is asked: the lists laid over each other, or the casebook alone. */
export type Asked = { title: string } & ({ of: 'lists'; plan: Plan } | { of: 'casebook'; question: 'nowAdult' | 'unequalAmounts' })

/** Who is in more than one list: victims in any other, or, without victims, everybody in any two. */
export function planWithoutQuestion(kinds: readonly string[]): Plan {
  const asked = kinds.includes('victims') && kinds.some((kind) => kind !== 'victims') ? ['victims'] : null
  return { asked, wanted: kinds.filter((kind) => kind !== 'victims'), together: 'any', minusHelped: false, twice: false, conditions: null }
}

/** @throws CasebookError 'not-found' */
export async function askedBy(db: Reader, key: string): Promise<Asked> {
  if (key === 'nowAdult' || key === 'unequalAmounts') return { title: readyQuestionRules[key].title, of: 'casebook', question: key }
  if (key === 'victimsInHardship') {
    const { title, kindsA, kindsB } = readyQuestionRules[key]
    return { title, of: 'lists', plan: { asked: kindsA, wanted: kindsB, together: 'any', minusHelped: true, twice: false, conditions: null } }
  }
  if (key === 'helpedTwice') return { title: readyQuestionRules[key].title, of: 'lists', plan: { asked: null, wanted: helpedKinds, together: 'any', minusHelped: false, twice: true, conditions: null } }
  const own = (await ownQuestions(db)).find(({ id }) => id === key)
  if (!own) throw new CasebookError('not-found', '没有找到这个比对问题，可能已被移走。请刷新后再选。')
  const conditions = JSON.parse(own.definition) as QuestionDefinition
  const { kindsA, kindsB, together, minusHelped } = conditions
  return { title: own.title, of: 'lists', plan: { asked: kindsA, wanted: kindsB, together, minusHelped, twice: false, conditions } }
}

function aboutOwn({ kindsA, kindsB, together, minusHelped }: QuestionDefinition): string {
  const labels = (kinds: readonly string[]) => kinds.map((kind) => labelOf('comparisonKind', kind)).join('、')
  return `${labels(kindsA)}名单里的人，同时在${labels(kindsB)}${together === 'all' ? '每一类' : '任意一类'}名单里${minusHelped ? '，除去已救助的' : ''}`
}

/** Kinds of which a question needs one on each side. */
function missingKinds(sides: readonly (readonly string[])[], together: 'any' | 'all', held: ReadonlySet<string>): string[] {
  return sides.flatMap((kinds, side) => {
    const absent = kinds.filter((kind) => !held.has(kind))
    const lacking = side === 1 && together === 'all' ? absent : absent.length === kinds.length ? absent : []
    return lacking.map((kind) => labelOf('comparisonKind', kind))
  })
}

export const comparisonQuestionHandlers: Handlers<Names> = {
  async comparisonQuestions({ store }) {
    const held = new Set((await heldLists(store.read, today())).map(({ kind }) => kind))
    const runs = new Map((await lastRuns(store.read)).map(({ question, ...run }) => [question, run]))
    const ready = readyQuestions.map((key): ComparisonQuestion => {
      const { title, about, kindsA, kindsB } = readyQuestionRules[key]
      // Relief given twice by this office itself needs no list.
      const sides = key === 'helpedTwice' ? [] : [kindsA, kindsB].filter((kinds) => kinds.length > 0)
      return { key, title, about, own: null, missing: missingKinds(sides, 'any', held), lastRun: runs.get(key) ?? null }
    })
    const own = (await ownQuestions(store.read)).map((row): ComparisonQuestion => {
      const definition = JSON.parse(row.definition) as QuestionDefinition
      const missing = missingKinds([definition.kindsA, definition.kindsB], definition.together, held)
      return { key: row.id, title: row.title, about: aboutOwn(definition), own: { id: row.id, version: row.version, definition }, missing, lastRun: runs.get(row.id) ?? null }
    })
    return [...ready, ...own]
  },

  comparisonQuestionSave: ({ change }, { id, version, title, definition }) =>
    change({ action: id === null ? '新增比对问题' : '修改比对问题' }, async (unit) => {
      const others = await ownQuestions(unit.trx)
      const present = others.find((one) => one.id === id)
      if (id !== null && !present) throw new CasebookError('not-found', '没有找到这个比对问题，可能已被移走。请刷新后再看。')
      if (present) requireVersion(present, version, null)
      const stored = present ? (JSON.parse(present.definition) as QuestionDefinition) : null
      const taken = others.some((one) => one.id !== id && one.title === title) || readyQuestions.some((key) => readyQuestionRules[key].title === title)
      refuse([
        ...(taken ? [{ path: 'title', message: `已有名为“${title}”的问题，请换一个名称` }] : []),
        ...[...definition.kindsA, ...definition.kindsB].flatMap((kind) => codeFault('comparisonKind', kind, stored && [...stored.kindsA, ...stored.kindsB].includes(kind) ? kind : null, definition.kindsA.includes(kind) ? 'definition.kindsA' : 'definition.kindsB')),
      ])
      const columns = { title, definition: JSON.stringify(definition) }
      return present ? unit.update('comparison_question', present.id, present.version, columns) : unit.insert('comparison_question', columns)
    }),

  async comparisonQuestionRecycle({ change }, { id, version, reason }) {
    await change({ action: '移走比对问题', reason }, async (unit) => {
      await unit.recycle('comparison_question', id, version, reason)
      await rows(unit.trx, 'delete from comparison_run where question = ?', [id])
    })
    return null
  },

  async comparisonQuestionRestore({ change }, { id }) {
    return change({ action: '恢复比对问题' }, async (unit) => {
      const row = await unit.trx.selectFrom('comparison_question').select(['title', 'deleted_at']).where('id', '=', id).executeTakeFirst()
      if (!row?.deleted_at) throw new CasebookError('not-found', '回收站里没有这个比对问题，可能已经恢复。请刷新后再看。')
      if ((await ownQuestions(unit.trx)).some(({ title }) => title === row.title)) throw new CasebookError('conflict', `已有名为“${row.title}”的问题，没有恢复。请先把那个问题改个名称，再恢复这一个。`)
      return unit.restore('comparison_question', id)
    })
  },

  comparisonQuestionBin: ({ store }) => rows(store.read, 'select id, title as name, deleted_at as deletedAt, deleted_by as deletedBy, delete_reason as reason from comparison_question where deleted_at is not null', []),

  async comparisonHints({ store }) {
    const day = today()
    const { warnDays } = (await readReference(store.read)).listKeeping(day)
    const soon = (await heldLists(store.read, day)).filter(({ destroy_on }) => destroy_on <= addDays(day, warnDays))
    const titles = new Map<string, string>([...readyQuestions.map((key) => [key, readyQuestionRules[key].title] as const), ...(await ownQuestions(store.read)).map(({ id, title }) => [id, title] as const)])
    return {
      purgeSoon: soon.map(({ id, title, destroy_on }) => ({ id, title, destroyOn: destroy_on, daysLeft: daysBetween(day, destroy_on) })),
      open: (await lastRuns(store.read)).filter(({ open }) => open > 0).map(({ question, open }) => ({ question, title: titles.get(question) ?? '', count: open })),
    }
  },
}

