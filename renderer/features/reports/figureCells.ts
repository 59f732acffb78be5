import { figureWords } from '../../../db/domain/figureWords.ts'
import type { FigureWords } from '../../../db/domain/figureWords.ts'
import type { Basis, FigureCell, Report } from '../../../db/domain/reportModel.ts'

/** What the break-downs count, in one line. The headline does not depend on it. */
export const basisMeanings: Record<Basis, string> = {
  accepted: '下面的分项表统计：受理日期在期间内、已决定给予救助的案件和人员。上面的总数各按自己的日期，不随口径变化。',
  decided: '下面的分项表统计：给予救助的决定日期在期间内的案件和人员。上面的总数各按自己的日期，不随口径变化。',
  paid: '下面的分项表统计：期间内实际发放的案件和人员，退回、追回按发生日期扣减。上面的总数各按自己的日期，不随口径变化。',
}
/** A figure in the page's address, so that coming back from a case finds its list open. */
export const figureName = ({ table, row, column }: FigureCell): string => [table, column, row].join('/')

/** A figure that was opened. */
export interface FoundFigure extends FigureWords {
  cell: FigureCell
}

/** The figure of that name, where the report has it. */
export function findFigure(report: Report, name: unknown): FoundFigure | null {
  if (typeof name !== 'string') return null
  const [table = '', column = '', ...rest] = name.split('/')
  const cell = { table, row: rest.join('/'), column }
  const words = figureWords(report, cell)
  return words && { cell, ...words }
}
