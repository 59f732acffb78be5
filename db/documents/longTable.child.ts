import { readFileSync } from 'node:fs'
import { writeTables } from './tableFiles.ts'
import type { TableDocument } from './tableModel.ts'

/** Writes a table of so many rows in a process of its own and tells as JSON how much memory that took on top of the rows; run by tableFiles.test.ts. */
const [path, rows] = process.argv.slice(2)
if (path === undefined || rows === undefined) throw new Error('usage: longTable.child.ts FILE ROWS')
const document: TableDocument = {
  title: '名册',
  officeName: '某区人民检察院',
  tables: [
    {
      name: '名册',
      title: '名册',
      subtitle: [],
      columns: [
        { key: 'serial', label: '序号', kind: 'count' },
        { key: 'caseNumber', label: '救助案号', kind: 'text' },
        ...['name', 'groups', 'category', 'charge', 'source'].map((key) => ({ key, label: key, kind: 'text' }) as const),
        { key: 'acceptedOn', label: '受理日期', kind: 'date' },
        { key: 'decidedOn', label: '决定日期', kind: 'date' },
        { key: 'decidedFen', label: '决定金额', kind: 'yuan' },
        { key: 'paidFen', label: '发放金额', kind: 'yuan' },
        { key: 'detail', label: '说明', kind: 'text' },
      ],
      rows: Array.from({ length: Number(rows) }, (_, n) => ({
        serial: n + 1,
        caseNumber: `冀廊安检救助〔2023〕${n + 1}号`,
        name: '杨某某',
        groups: '未成年人、农村地区生活困难当事人',
        category: '道路交通等民事侵权致人身伤害',
        charge: '交通肇事',
        source: '检察机关办案发现',
        acceptedOn: '2023-01-05',
        decidedOn: '2023-02-05',
        decidedFen: 2_000_000 + n,
        paidFen: 2_000_000 + n,
        detail: `第 ${n} 条说明，各不相同`,
      })),
      notes: [],
      orientation: 'landscape',
    },
  ],
  signatures: [],
}
globalThis.gc?.()
const before = process.memoryUsage().rss
let reports = 0
await writeTables(path, document, { onProgress: () => void (reports += 1) })
process.stdout.write(JSON.stringify({ megabytes: Math.round((peak() - before) / 1024 / 1024), reports }))

/** The most memory this process held, in bytes. What the system counts for a child begins with its parent's, so the high-water mark is asked for where there is one. */
function peak(): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}
