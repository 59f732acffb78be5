import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import type { Reference } from '../domain/reference.ts'
import { programTemplate } from '../documents/templates.ts'
import { Zip, ZipError } from '../exchange/zip.ts'
import { readContent } from './attachments.ts'
import type { Context } from './context.ts'

/** A template with a picture of the office's seal line and a few fonts; a scan of a paper is no template. */
const MOST_BYTES = 5 * 1024 * 1024
const LIMITS = { part: 20 * 1024 * 1024, total: 40 * 1024 * 1024, parts: 500 }
/** First bytes of the format Word used until 2003, and of a document under a password. */
const OLD_FORMAT = Buffer.from('d0cf11e0a1b11ae1', 'hex')

const refused = (message: string, cause?: unknown) => new CasebookError('invalid', message, { fields: [{ path: 'template', message }], cause })
const saveAs = '请在 WPS 或 Word 里打开它，另存为 .docx 后再选。'

/**
 * The bytes of a template the office chose: a whole .docx of sensible size without macros. Its placeholders are checked apart.
 * @throws CasebookError 'invalid' saying what it is instead
 */
export async function readTemplateFile(path: string): Promise<{ bytes: Buffer; fileName: string }> {
  const fileName = basename(path)
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw refused('没有找到这个文件，可能已被移动或改名，模板没有更换。请重新选择。')
  const ending = extname(fileName).toLowerCase()
  if (ending !== '.docx') throw refused(`“${fileName}”不是 .docx 文档，模板没有更换。${saveAs}`)
  if (found.size === 0) throw refused(`“${fileName}”是空文件，模板没有更换。请重新选择。`)
  if (found.size > MOST_BYTES) throw refused(`“${fileName}”有 ${(found.size / 1024 / 1024).toFixed(1)} MB，模板最多 5 MB，没有更换。请删去模板里的大图片后再选。`)
  const bytes = await readFile(path)
  if (bytes.subarray(0, 8).equals(OLD_FORMAT)) throw refused(`“${fileName}”实际是旧格式的 .doc，或者设了打开密码，模板没有更换。${saveAs}`)
  let zip: Zip
  try {
    zip = Zip.open(bytes, LIMITS)
    if (!zip.has('word/document.xml') || !zip.has('[Content_Types].xml')) throw refused(`“${fileName}”不是 Word 文档，模板没有更换。${saveAs}`)
    zip.read('word/document.xml')
    zip.read('[Content_Types].xml')
  } catch (cause) {
    if (!(cause instanceof ZipError)) throw cause
    const why = { damaged: '已损坏，打不开', encrypted: '设了打开密码', 'too-large': '解开后太大' }[cause.kind]
    throw refused(`“${fileName}”${why}，模板没有更换。${saveAs}`, cause)
  }
  if (zip.has('word/vbaProject.bin')) throw refused(`“${fileName}”带有宏，模板没有更换。${saveAs}`)
  return { bytes, fileName }
}

/** Templates of the office, by their hash: a content never changes. */
const own = new Map<string, Buffer>()
const KEPT = 40

/** The template in use: the office's own or that of the program. */
export async function templateInUse(context: Pick<Context, 'folder' | 'key'>, key: string, reference: Pick<Reference, 'paper'>): Promise<{ bytes: Buffer; fileName: string | null }> {
  const set = reference.paper(key)
  if (!set?.sha256) return { bytes: await programTemplate(key), fileName: null }
  const bytes = own.get(set.sha256) ?? (await readContent(context, set.sha256))
  if (own.size >= KEPT) own.clear()
  own.set(set.sha256, bytes)
  return { bytes, fileName: set.fileName }
}
