import type { CaseFile, CaseSection } from '../../../db/domain/records.ts'

/** Words that stand in what closing and archiving find, and the section that mends it; the first that fits. */
const words: readonly [RegExp, CaseSection][] = [
  [/附件|归入文书/, 'attachment'],
  [/材料/, 'material'],
  [/审查/, 'assessment'],
  [/审批/, 'approval'],
  [/回访/, 'visit'],
  [/没有发放|发放和取消|首次发放/, 'disbursement'],
  [/决定/, 'decision'],
  [/听证/, 'hearing'],
  [/发放/, 'disbursement'],
]

/** Where a line of the check before closing or archiving is mended: that of the same advice, else by its words. Null where it is about the case as a whole. */
export function sectionOfCheck(file: Pick<CaseFile, 'advice'>, text: string): CaseSection | null {
  const said = file.advice.find((line) => line.text === text)
  return said?.section ?? words.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
