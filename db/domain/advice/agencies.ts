import { isOpenMeasure, letterTitle } from '../agencyRules.ts'
import type { Advice } from '../caseFile.ts'
import { labelOf } from '../codeLists.ts'
import { say } from './facts.ts'
import type { AdviceFacts } from './facts.ts'

/** Answers of other agencies that are due. A letter about a measure speaks for it while its own answer is waited for. */
export function agencySteps(facts: AdviceFacts): Advice[] {
  const waiting = facts.letters.filter((letter) => letter.repliedOn === null && letter.replyDueOn !== null)
  const steps = waiting
    .filter((letter) => (letter.replyDueOn ?? '') < facts.today)
    .map((letter) => say('measure', 'next', `${letter.agencyName}没有在 ${letter.replyDueOn} 前答复${letterTitle(letter)}，请催办；已答复的请登记`))
  for (const measure of facts.measures) {
    if (!isOpenMeasure(measure) || measure.replyDueOn === null || measure.replyDueOn >= facts.today) continue
    if (waiting.some((letter) => letter.measureId === measure.id)) continue
    const what = `“${labelOf('measure', measure.kind)}”`
    steps.push(say('measure', 'next', `${measure.agency ?? '有关单位'}没有在 ${measure.replyDueOn} 前答复${what}，请发工作联系函督促；已答复的请登记`))
  }
  return steps
}
