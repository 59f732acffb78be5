import Docxtemplater from 'docxtemplater'
import type { DXT } from 'docxtemplater'
import InspectModule from 'docxtemplater/js/inspect-module.js'
import PizZip from 'pizzip'
import { CasebookError } from '../domain/errors.ts'
import { conditions, fields } from './paperFields.ts'
import { lists, ROW_NUMBER } from './paperLists.ts'
import type { PaperList } from './paperLists.ts'

/** A template as the engine takes it: `{` and `}` are kept by Word and WPS as they are typed, and no Chinese paper has a use for them. */
export function openTemplate(bytes: Uint8Array, parser: (tag: string) => { get(scope: unknown): unknown }, modules: DXT.Module[] = []): Docxtemplater {
  let zip: PizZip
  try {
    zip = new PizZip(bytes)
  } catch (cause) {
    throw new CasebookError('damaged', '文书模板打不开：文件已损坏。请在 WPS 或 Word 里打开它，另存为新的 .docx 文件后再试。', { cause })
  }
  try {
    return new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true, errorLogging: false, parser, modules, syntax: { changeDelimiterPrefix: null } })
  } catch (cause) {
    const complaints = complaintsOf(cause, zip)
    if (complaints.length > 0) throw refusal(complaints, cause)
    throw new CasebookError('damaged', '文书模板读不出来：它不是完整的 Word 文档（.docx）。请在 WPS 或 Word 里打开它，另存为新的 .docx 文件后再试。', { cause })
  }
}

const refusal = (complaints: string[], cause?: unknown): CasebookError => {
  const shown = complaints.slice(0, 6)
  const more = complaints.length > shown.length ? `\n还有 ${complaints.length - shown.length} 处。` : ''
  return new CasebookError('invalid', `${shown.join('\n')}${more}\n请在模板里改正后再试；能用的填空都列在“系统 · 文书模板”里。`, { cause })
}

interface Complaint {
  id?: string
  xtag?: string
  openingtag?: string
  closingtag?: string
  context?: string
}

/** What the engine found wrong with the braces of a template, in words; empty where it is something else. */
function complaintsOf(thrown: unknown, zip: PizZip): string[] {
  const { errors, ...alone } = (thrown as { properties?: Complaint & { errors?: { properties?: Complaint }[] } } | null)?.properties ?? {}
  const found = errors ? errors.flatMap(({ properties }) => properties ?? []) : [alone]
  return found.flatMap((one) => {
    const tag = one.xtag ?? ''
    const place = whereIs(zip, one.context ?? tag)
    switch (one.id) {
      case 'unclosed_tag':
      case 'duplicate_open_tag':
        return [`模板里有填空只写了左边的“{”，没有写“}”：“${(one.context ?? tag).slice(0, 20)}”${place}。`]
      case 'unopened_tag':
      case 'duplicate_close_tag':
        return [`模板里多了一个“}”：“${(one.context ?? tag).slice(0, 20)}”${place}。`]
      case 'unclosed_loop':
        return [`模板里“{#${tag}}”没有结束，请在重复内容的后面写上“{/${tag}}”${place}。`]
      case 'unopened_loop':
        return [`模板里“{/${tag}}”前面没有“{#${tag}}”${place}。`]
      case 'closing_tag_does_not_match_opening_tag':
        return [`模板里“{#${one.openingtag ?? tag}}”和“{/${one.closingtag ?? ''}}”不配对，两个名称要一样。`]
      default:
        return one.id === undefined ? [] : [`模板里有填空写得不对${tag ? `：“{${tag}}”` : ''}${place}。`]
    }
  })
}

const partNames: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^word\/document\.xml$/, '正文'],
  [/^word\/header\d*\.xml$/, '页眉'],
  [/^word\/footer\d*\.xml$/, '页脚'],
]

/** `（正文：“原案案由：{案由1}”一段）`: the paragraph in which a text stands; empty where it is not found. */
function whereIs(zip: PizZip, text: string): string {
  if (text === '') return ''
  for (const [pattern, name] of partNames) {
    for (const file of zip.file(pattern)) {
      for (const paragraph of file.asText().match(/<w:p[ >].*?<\/w:p>/gs) ?? []) {
        const plain = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join('')
        const at = plain.indexOf(text)
        if (at >= 0) return `（在${name}“${plain.slice(Math.max(0, at - 12), at + text.length + 12).trim()}”一段）`
      }
    }
  }
  return ''
}

interface Tag {
  type?: string
  module?: string
  value?: string
  inverted?: boolean
  subparsed?: Tag[]
}

/** The known placeholder that was probably meant. */
function meant(name: string, list: PaperList | null): string {
  const known = [...(list?.fields.keys() ?? []), ...fields.keys(), ...lists.keys(), ...conditions.keys()]
  const like = name.length < 2 ? undefined : (known.find((one) => name.startsWith(one) || one.startsWith(name)) ?? known.find((one) => one.includes(name) || name.includes(one)))
  return like ? `，是不是“{${like}}”` : ''
}

function unknownTags(tags: readonly Tag[], list: PaperList | null, zip: PizZip): string[] {
  return tags.flatMap(({ module, value = '', inverted = false, subparsed = [] }) => {
    if (module === 'loop') {
      const inner = lists.get(value)
      if (inner && !inverted) return unknownTags(subparsed, inner, zip)
      if (conditions.has(value)) return unknownTags(subparsed, list, zip)
      const sign = inverted ? '^' : '#'
      return [`模板里有不认识的填空：“{${sign}${value}}”${whereIs(zip, `{${sign}${value}}`)}${meant(value, list)}。`]
    }
    if (module === undefined && (list?.fields.has(value) || (list !== null && value === ROW_NUMBER) || fields.has(value))) return []
    const sign = module === 'rawxml' ? '@' : ''
    return [`模板里有不认识的填空：“{${sign}${value}}”${whereIs(zip, `{${sign}${value}}`)}${meant(value, list)}。`]
  })
}

/**
 * Whether a template can be filled: a whole .docx whose placeholders are all known.
 * @throws CasebookError 'damaged' for what is no whole document, 'invalid' naming each placeholder that is wrong and where it stands
 */
export function checkTemplate(bytes: Uint8Array): void {
  const inspect = new InspectModule()
  const document = openTemplate(bytes, () => ({ get: () => '' }), [inspect])
  const zip = document.getZip() as PizZip
  const complaints = new Set(unknownTags(inspect.getAllStructuredTags() as Tag[], null, zip))
  if (complaints.size > 0) throw refusal([...complaints])
}
