import type { ComparisonResult, FoundIn, Judgement, Verdict } from '../../../db/domain/comparison.ts'
import { verdictLabels } from '../../../db/domain/comparison.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import { nearInstant } from '../../labels.ts'

/** Results of a comparison in the words of the screen. */

/** The lists a person stands in, each once. */
export const listsOf = ({ found }: Pick<ComparisonResult, 'found'>): string[] => [...new Set(found.flatMap(({ listId, title }) => (listId === null ? [] : [title])))]

/** What this office's own casebook knows: the case or lead, and what else is told of it. */
export const casesOf = ({ found }: Pick<ComparisonResult, 'found'>): { caseId: string | null; place: string; text: string }[] =>
  found.flatMap(({ listId, caseId, title, place, facts }) => (listId !== null ? [] : [{ caseId, place: caseId === null ? `${title} ${place}` : place, text: facts.map(({ label, text }) => `${label} ${text}`).join('，') }]))

/** Names of the lists whose day of destruction has come: what was found of them is not shown any longer. */
export const endedLists = (lists: readonly { title: string; destroyOn: LegalDate }[], day: LegalDate): string[] => lists.filter(({ destroyOn }) => destroyOn <= day).map(({ title }) => title)

/** The rows a lead takes its person from. */
export const rowsOf = ({ found }: Pick<ComparisonResult, 'found'>): { listId: string; ordinal: number }[] =>
  found.flatMap(({ listId, ordinal }) => (listId === null || ordinal === null ? [] : [{ listId, ordinal }]))

/** What a judgement is called: people who are to be helped are leads, amounts and hand-overs something to be seen to. */
export const verdictWord = (verdict: Verdict, { canBecomeLead }: Pick<ComparisonResult, 'canBecomeLead'>): string => (verdict === 'lead' && !canBecomeLead ? '需要处理' : verdictLabels[verdict])
export const verdicts = Object.keys(verdictLabels) as Verdict[]

/** Still to be judged: by nobody, or put off. */
export const isOpen = (judgement: Judgement | null): boolean => judgement === null || judgement.verdict === 'later'

/** 是线索（王检 今日 10:32）: who judged and when stays with it. */
export function judgedText({ verdict, judgedBy, judgedAt }: Judgement, result: Pick<ComparisonResult, 'canBecomeLead'>, now?: Date): string {
  return `${verdictWord(verdict, result)}（${judgedBy} ${nearInstant(judgedAt, now)}）`
}

/** The rows of two records beside each other: what both are asked, then whatever stands in any of them. */
export interface CompareLine {
  label: string
  /** One for each place, in its order; empty where nothing stands there. */
  texts: string[]
  /** They do not say the same of who it is. */
  differs: boolean
}
const identity: readonly { label: string; of: (found: FoundIn) => string | null }[] = [
  { label: '姓名', of: ({ name }) => name },
  { label: '性别', of: ({ sex }) => sex && { male: '男', female: '女' }[sex] },
  { label: '出生日期', of: ({ birthDate }) => birthDate },
]
export function compareLines(found: readonly FoundIn[]): CompareLine[] {
  const lines = identity.map(({ label, of }) => {
    const texts = found.map((one) => of(one) ?? '')
    return { label, texts, differs: new Set(texts.filter((text) => text !== '')).size > 1 }
  })
  const labels = [...new Set(found.flatMap(({ facts }) => facts.map(({ label }) => label)))]
  const facts = labels.map((label) => ({ label, texts: found.map((one) => one.facts.find((fact) => fact.label === label)?.text ?? ''), differs: false }))
  return [...lines, ...facts].filter(({ texts }) => texts.some((text) => text !== ''))
}
