import type { FigureColumn, FigureRow, FigureTable, Report } from '../../../db/domain/reportModel.ts'

/** For tests: an annual report as the host makes it, with money that came back. */

export const moneyColumns: FigureColumn[] = [
  { key: 'cases', label: '件', unit: 'count' },
  { key: 'people', label: '人', unit: 'count' },
  { key: 'decidedFen', label: '决定额（元）', unit: 'fen' },
  { key: 'paidFen', label: '发放额（元）', unit: 'fen' },
]
export const moneyRow = (key: string, label: string, cases: number, people: number, decidedFen: number, paidFen: number): FigureRow => ({ key, label, values: { cases, people, decidedFen, paidFen } })
export function moneyTable(key: string, title: string, rows: FigureRow[], exclusive = true): FigureTable {
  const sum = (column: string) => rows.reduce((all, { values }) => all + (values[column] ?? 0), 0)
  const total = exclusive && rows.length > 0 ? moneyRow('*', '合计', sum('cases'), sum('people'), sum('decidedFen'), sum('paidFen')) : null
  return { key, title, note: '按决定日期统计。', heading: title, exclusive, columns: moneyColumns, rows, total }
}

const headlineRow = (key: string, label: string, note: string, figures: Record<string, number>): FigureRow => ({ key, label, note, values: { cases: null, people: null, households: null, decidedFen: null, paidFen: null, jointFen: null, ...figures } })

export const annualReport: Report = {
  ask: { kind: 'annual', period: { from: '2023-01-01', to: '2023-12-31' }, basis: 'paid' },
  title: '年度统计表',
  officeName: '某某县人民检察院',
  tables: [
    {
      key: 'totals',
      title: '总体情况',
      note: '各按自己的日期。',
      heading: '项目',
      exclusive: false,
      columns: [...moneyColumns.slice(0, 2), { key: 'households', label: '户', unit: 'count' }, ...moneyColumns.slice(2), { key: 'jointFen', label: '联合总额（元）', unit: 'fen' }],
      rows: [
        headlineRow('accepted', '受理', '按受理日期', { cases: 2, people: 3 }),
        headlineRow('granted', '给予救助', '按决定日期', { cases: 1, people: 2, households: 1, decidedFen: 1_230_000 }),
        headlineRow('refused', '不予救助', '按决定日期', { cases: 0, people: 0 }),
        headlineRow('paid', '本院发放', '按发放日期', { cases: 0, people: 0, paidFen: -5_000 }),
        headlineRow('joint', '联合救助总额', '按决定日期，含其他单位', { cases: 0, jointFen: 0 }),
        headlineRow('typical', '典型案例', '按公布日期', { cases: 0 }),
      ],
      total: null,
    },
    moneyTable('charge', '原案案由', [moneyRow('injury', '故意伤害', 1, 2, 1_230_000, 1_230_000), moneyRow('text:寻衅/滋事', '寻衅/滋事', 0, 0, 0, -1_235_000)]),
    { key: 'visit', title: '回访情况', exclusive: false, note: '', heading: '回访方式', columns: [{ key: 'events', label: '次', unit: 'count' }], rows: [{ key: 'phone', label: '电话', values: { events: 3 } }], total: null },
  ],
  sentence: '2023年，共办理国家司法救助案件1件2人。',
  notes: ['第一条。'],
}
