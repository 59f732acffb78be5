import type Docxtemplater from 'docxtemplater'
import { CasebookError } from '../domain/errors.ts'
import { hidden, isSecret, lineOf, namesToHide, STROKE, written } from './paperField.ts'
import type { Field } from './paperField.ts'
import { conditions, fields } from './paperFields.ts'
import { lists, ROW_NUMBER } from './paperLists.ts'
import type { PaperList } from './paperLists.ts'
import type { PaperFacts } from './paperFacts.ts'
import { openTemplate } from './paperTemplate.ts'

export interface Filling {
  /** Everything stays a line but what belongs to the form itself. */
  blank: boolean
  /** Without names and numbers of people: 杨某某. */
  masked: boolean
  /** Whether the maker may see numbers and addresses; otherwise their place is a line. */
  inFull: boolean
}

export interface FilledPaper {
  bytes: Buffer
  /** Labels of what the records do not say, in the order of the paper. */
  missing: string[]
  /** Labels of the numbers and addresses that stand in it in full. */
  secrets: string[]
}

/** What one paper needs while it is being filled. */
interface Work extends Filling {
  names: readonly string[]
  missing: Set<string>
  secrets: Set<string>
}

/** The paper as a whole, or one row of a list in it. `empty`: a row to be filled by hand. */
class Scope {
  readonly #work: Work
  readonly #facts: PaperFacts
  readonly #row: { list: PaperList; entry: unknown; number: number; empty: boolean } | null

  constructor(work: Work, facts: PaperFacts, row: { list: PaperList; entry: unknown; number: number; empty: boolean } | null = null) {
    this.#work = work
    this.#facts = facts
    this.#row = row
  }

  value(tag: string): string | boolean | Scope[] {
    const row = this.#row
    if (row !== null && tag === ROW_NUMBER) return String(row.number)
    const inRow = row?.list.fields.get(tag)
    if (inRow) return row?.empty ? lineOf(inRow) : this.#written(inRow, row?.entry)
    const list = lists.get(tag)
    if (list) return this.#rows(list)
    const condition = conditions.get(tag)
    if (condition) return this.#work.blank ? condition.blank : condition.holds(this.#facts)
    const field = fields.get(tag)
    // Checked when the template was put in place; one that was changed behind the program's back is named all the same.
    if (!field) throw new CasebookError('invalid', `模板里有不认识的填空：“{${tag}}”。请在“系统 · 文书模板”里换一份模板。`)
    return row?.empty ? lineOf(field) : this.#written(field, undefined)
  }

  #written<T>(field: Field<T>, entry: T): string {
    const { blank, masked, inFull, names, missing, secrets } = this.#work
    if (blank && !field.always) return lineOf(field)
    const value = written(field, field.read(this.#facts, entry))
    if (value === null) {
      // An amount and the same in capitals lack one thing.
      if (!field.maybe) missing.add(field.label.replace(/（(?:元|大写|中文数字)）$/, ''))
      return lineOf(field)
    }
    if (masked) return hidden(field.kind, value, names)
    if (!isSecret(field.kind)) return value
    if (!inFull) {
      missing.add(`${field.label}（您的账号不能查看）`)
      return lineOf(field)
    }
    secrets.add(field.label)
    return value
  }

  #rows(list: PaperList): Scope[] {
    const { blank, missing } = this.#work
    // The steps of approval belong to the form; the rest of a blank paper has as many empty rows as it needs.
    const keeps = [...list.fields.values()].some(({ always }) => always)
    const entries = blank && !keeps ? [] : list.entries(this.#facts)
    if (entries.length > 0) return entries.map(({ facts, entry }, index) => new Scope(this.#work, facts, { list, entry, number: index + 1, empty: false }))
    if (!blank && !list.maybe) missing.add(list.name)
    return Array.from({ length: list.rows }, (_, index) => new Scope(this.#work, { ...this.#facts, recipient: null }, { list, entry: null, number: index + 1, empty: true }))
  }
}

/** A place that is only to be filled by hand: strokes, or the signs of a date. */
const onlyLine = new RegExp(`^[${STROKE}\\s年月日]*$`)

/** Strokes become lines; where one stands alone in a cell of a table, the cell itself is the line and only the signs of a date stay. */
export function drawLines(xml: string): string {
  if (!xml.includes(STROKE)) return xml
  const inCells = xml.replace(/<w:tc[ >].*?<\/w:tc>/gs, (cell) =>
    !cell.includes(STROKE)
      ? cell
      : cell.replace(/<w:p[ >].*?<\/w:p>/gs, (paragraph) => {
          if (!paragraph.includes(STROKE)) return paragraph
          const plain = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join('')
          return onlyLine.test(plain) ? paragraph.replaceAll(STROKE, plain.includes('年') ? '\u00a0' : '') : paragraph
        }),
  )
  return inCells.replaceAll(STROKE, '_')
}

function zipped(document: Docxtemplater): Buffer {
  const zip = document.getZip()
  for (const name of Object.keys(zip.files)) {
    if (!/^word\/(?:document|header\d*|footer\d*)\.xml$/.test(name)) continue
    const xml = zip.file(name).asText() as string
    if (xml.includes(STROKE)) zip.file(name, drawLines(xml))
  }
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' }) as Buffer
}

/**
 * Fills a template from the records of a case or lead.
 * @throws CasebookError 'damaged', 'invalid' for a template that cannot be filled
 */
export function fillPaper(template: Uint8Array, facts: PaperFacts, filling: Filling): FilledPaper {
  const work: Work = { ...filling, names: filling.masked ? namesToHide(facts) : [], missing: new Set(), secrets: new Set() }
  const document = openTemplate(template, (tag) => ({ get: (scope) => (scope as Scope).value(tag) }))
  try {
    document.render(new Scope(work, facts))
  } catch (thrown) {
    const [first] = (thrown as { properties?: { errors?: { properties?: { rootError?: unknown } }[] } }).properties?.errors ?? []
    const root = first?.properties?.rootError ?? (thrown as { properties?: { rootError?: unknown } }).properties?.rootError
    throw root instanceof CasebookError ? root : thrown
  }
  return { bytes: zipped(document), missing: [...work.missing], secrets: [...work.secrets] }
}
