import type { HeaderGroup, TableColumn, TableValues } from '../documents/tableModel.ts'
import { ledgerFields } from '../domain/ledgerFields.ts'
import type { LedgerField } from '../domain/ledgerFields.ts'

/** A column of the office's own ledger: its heading, of two rows both joined by “·”, and what it holds. */
export interface OwnColumn {
  heading: string
  /** The label of a field, or another word where it is none. */
  meaning: string | null
}

/** Where a cell of the ledger stands in the rows of `caseLedger`, if not under its own name. */
const keys: Partial<Record<LedgerField, string>> = { paper: 'paperNumber', amount: 'amountFen', officer: 'officerName', visitOn: 'visits' }
const kinds: Partial<Record<LedgerField, TableColumn['kind']>> = {
  serial: 'count', amount: 'yuan', requested: 'yuan', birthDate: 'date', appliedOn: 'date', acceptedOn: 'date', decidedOn: 'date', paidOn: 'date',
} // prettier-ignore

const fieldOf = (meaning: string | null): LedgerField | null => ledgerFields.find(({ label }) => label === meaning)?.field ?? null

/** The columns of the office's own ledger as a table has them. Amounts are in 元, whatever the ledger reckoned in. */
export function ownColumns(own: readonly OwnColumn[]): { columns: TableColumn[]; groups: HeaderGroup[] } {
  const columns: TableColumn[] = []
  const groups: HeaderGroup[] = []
  const hasPaper = own.some(({ meaning }) => fieldOf(meaning) === 'paper')
  let before: string | null = null
  for (const [index, { heading, meaning }] of own.entries()) {
    const field = fieldOf(meaning)
    const kind = (field && kinds[field]) ?? 'text'
    const [parent = '', ...rest] = heading.split('·')
    const label = rest.length > 0 ? rest.join('·') : heading
    // 姓名及身份证号: the number goes back to where it stood.
    const both = field === 'name' && !hasPaper && /身份证|证件/.test(heading)
    const key = field === null ? keptKey(heading) : both ? 'nameAndPaper' : (keys[field] ?? field)
    columns.push({ key, label: kind === 'yuan' ? inYuan(label) : label, kind })
    const over = rest.length > 0 ? parent : null
    const last = groups.at(-1)
    if (over !== null && over === before && last) last.to = key
    else if (over !== null) groups.push({ label: over, from: key, to: key })
    before = over
    if (columns.filter((column) => column.key === key).length > 1) columns[index] = { key: `${key}${index}`, label, kind: 'text' }
  }
  return { columns, groups }
}

const inYuan = (label: string): string => (/元/.test(label) ? label.replace('万元', '元') : `${label.replace(/[（(]万[)）]/, '')}（元）`)

const keptKey = (heading: string): string => `kept:${heading}`

/** What a note of the ledger's other columns says of one person, by column. @param notes their texts without the title */
export function keptCells(notes: readonly string[], name: string, own: readonly OwnColumn[]): TableValues {
  const found: TableValues = {}
  for (const { heading, meaning } of own) {
    if (fieldOf(meaning) !== null) continue
    const begin = [`${name} ${heading}：`, `${heading}：`]
    for (const line of notes.flatMap((text) => text.split('\n'))) {
      const start = begin.find((words) => line.startsWith(words))
      if (start !== undefined) found[keptKey(heading)] ??= line.slice(start.length)
    }
  }
  return found
}
