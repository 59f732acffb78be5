import { formatWan } from '../domain/money.ts'
import { ALL } from '../domain/reportModel.ts'
import type { FigureCell, FigureTable, SentencePart } from '../domain/reportModel.ts'
import { annual } from './annual.ts'
import { noSuchCell } from './definition.ts'
import type { Asked, CellRecords, ReportDefinition } from './definition.ts'
import { TOTALS } from './totals.ts'
import { whenOf } from './wording.ts'
import { leads } from './work/leads.ts'
import { supportMeasures } from './work/measures.ts'
import { typical } from './work/typical.ts'
import { visits } from './work/visits.ts'

/** Tables of other reports whose figures the paragraphs say; they stand under them. */
interface Source {
  of: ReportDefinition
  tables: readonly string[]
}
const sources: readonly Source[] = [
  { of: annual, tables: [TOTALS, 'specialGroup'] },
  { of: typical, tables: ['level', 'office'] },
  { of: visits, tables: ['way'] },
  { of: supportMeasures, tables: ['kind'] },
  { of: leads, tables: ['source'] },
]
/** Only the tables said here, and of what was decided in the period. */
const askedOf = ({ tables }: Source, asked: Asked): Asked => ({ ...asked, basis: 'decided', tables })

/** 工作报告用语: the usual paragraphs, each figure of them one of the tables. */
export const workText: ReportDefinition = {
  keys: sources.flatMap(({ tables }) => tables),
  async make(db, asked) {
    const tables: FigureTable[] = []
    for (const source of sources) tables.push(...(await source.of.make(db, askedOf(source, asked))).tables)
    return {
      tables,
      paragraphs: paragraphsOf(tables, asked),
      notes: ['受理按受理日期，给予、不予和联合救助按决定日期，发放按发放日期，典型案例按公布日期，回访、多元救助按实际日期，线索按收到日期。', '同一人可能属于几个特殊群体，人数不能相加。', '期间内没有的事项不写。'],
    }
  },
  async records(db, asked, cell) {
    const source = sources.find(({ tables }) => tables.includes(cell.table))
    if (!source) throw noSuchCell()
    return source.of.records(db, askedOf(source, asked), cell)
  },
  async everything(db, asked) {
    const cells: CellRecords = {}
    for (const source of sources) Object.assign(cells, await source.of.everything(db, askedOf(source, asked)))
    return cells
  },
}

interface Said {
  value: number
  part: SentencePart
}

function paragraphsOf(tables: readonly FigureTable[], { period, startsOn, today }: Asked): SentencePart[][] {
  const figure = (table: string, row: string, column: string): Said => {
    const own = tables.find(({ key }) => key === table)
    const line = row === ALL ? own?.total : own?.rows.find(({ key }) => key === row)
    const value = line?.values[column] ?? 0
    const unit = own?.columns.find(({ key }) => key === column)?.unit
    const cell: FigureCell = { table, row, column }
    return { value, part: { text: unit === 'fen' ? formatWan(value) : unit === 'permille' ? `${(value / 10).toFixed(1)}%` : String(value), ...(value !== 0 && { cell }) } }
  }
  const rowsOf = (table: string) => tables.find(({ key }) => key === table)?.rows ?? []
  const total = (row: string, column: string) => figure(TOTALS, row, column)
  /** `x件y人`: words with figures between them. */
  const say = (words: readonly string[], ...figures: readonly Said[]): SentencePart[] => words.flatMap((text, index) => [...(text === '' ? [] : [{ text }]), ...(figures[index] ? [figures[index].part] : [])])
  const listed = (table: string, column: string, unit: string, except: readonly string[] = []): SentencePart[] => {
    const lines = rowsOf(table).filter(({ key, values }) => !except.includes(key) && (values[column] ?? 0) > 0)
    return lines.flatMap(({ key, label }, index) => say([`${index > 0 ? '、' : ''}${label}`, unit], figure(table, key, column)))
  }
  const when = whenOf(period, startsOn, today)
  const [accepted, granted, refused, paid] = [total('accepted', 'cases'), total('granted', 'cases'), total('refused', 'cases'), total('paid', 'paidFen')]
  const paragraphs: SentencePart[][] = [
    [
      ...say([`${when}，共受理国家司法救助案件`, '件', '人'], accepted, total('accepted', 'people')),
      ...say(['，决定给予救助', '件', '人', '户，决定金额', '万元'], granted, total('granted', 'people'), total('granted', 'households'), total('granted', 'decidedFen')),
      ...(refused.value > 0 ? say(['，不予救助', '件', '人'], refused, total('refused', 'people')) : []),
      ...(paid.value < 0 ? [{ text: '，救助金净退回' }, { ...paid.part, text: formatWan(-paid.value) }, { text: '万元。' }] : say(['；向', '件', '人发放救助金', '万元。'], total('paid', 'cases'), total('paid', 'people'), paid)),
    ],
  ]
  const groups = listed('specialGroup', 'people', '人', ['other'])
  if (groups.length > 0) paragraphs.push([{ text: '救助对象中，' }, ...groups, { text: '（同一人可能属于几个群体）。' }])
  const joint = total('joint', 'cases')
  const awards = figure('level', ALL, 'awards')
  const shared = [...(joint.value > 0 ? say(['与其他单位联合救助', '件，联合救助总额', '万元'], joint, total('joint', 'jointFen')) : [])]
  const typicals = awards.value > 0 ? [{ text: '入选典型案例' }, awards.part, { text: '件次，其中' }, ...listed('level', 'awards', '件次')] : []
  if (shared.length + typicals.length > 0) paragraphs.push([...shared, ...(shared.length > 0 && typicals.length > 0 ? [{ text: '；' }] : []), ...typicals, { text: '。' }])
  const done = figure('way', ALL, 'done')
  if (done.value > 0) paragraphs.push([...say(['开展回访', '次，回访', '人，其中'], done, figure('way', ALL, 'people')), ...listed('way', 'done', '次'), { text: '。' }])
  const events = figure('kind', ALL, 'events')
  if (events.value > 0) paragraphs.push([...say(['协调多元救助', '人次，已落实', '人次'], events, figure('kind', ALL, 'done')), ...(figure('kind', ALL, 'value').value > 0 ? say(['，折合', '万元（不计入救助金）'], figure('kind', ALL, 'value')) : []), { text: '，其中' }, ...listed('kind', 'events', '人次'), { text: '。' }])
  const received = figure('source', ALL, 'received')
  if (received.value > 0) paragraphs.push([...say(['收到司法救助线索', '条，办结', '条，办结率', '，转为救助案件', '条；其中'], received, figure('source', ALL, 'ended'), figure('source', ALL, 'share'), figure('source', ALL, 'case')), ...listed('source', 'received', '条'), { text: '。' }])
  return paragraphs
}
