import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { CasebookError } from '../domain/errors.ts'
import { limits } from './cells.ts'
import type { Size, Table } from './cells.ts'
import { readCsv } from './csvSheet.ts'
import { readXlsx } from './xlsxSheets.ts'

export type { Cell, Merge, Sheet, Table } from './cells.ts'
export { limits } from './cells.ts'

export interface ReadOptions {
  /** The name the person knows the file by, where the path is another (dropped files). Its ending decides how the file is read. */
  name?: string
  cancelled?: () => boolean
}

/**
 * Reads an .xlsx, .xls or .csv file of at most 50 MB, 50,000 rows and 200 columns, as found.
 * Throws CasebookError 'invalid' (what is wrong with the file and what to do), 'not-found' or 'cancelled'.
 */
export async function readTable(path: string, options: ReadOptions = {}): Promise<Table> {
  const bytes = await readTableBytes(path)
  if (options.cancelled?.()) throw new CasebookError('cancelled', '已取消读取，没有改动任何内容。')
  return parseTable(bytes, options.name ?? basename(path), options.cancelled)
}

/** The same for a file already in memory. @param size how much of it is read */
export async function parseTable(bytes: Buffer, name: string, cancelled?: () => boolean, size: Size = limits): Promise<Table> {
  if (bytes.length === 0) throw new CasebookError('invalid', '这个文件是空的，没有任何内容。请确认选择的是台账文件。')
  if (bytes.length > limits.bytes) throw tooLarge()
  const ending = extname(name).toLowerCase()
  switch (formatOf(contentOf(bytes), ending)) {
    case 'csv':
      return { kind: 'csv', sheets: [readCsv(bytes, name.slice(0, name.length - ending.length), size)] }
    case 'xls': {
      const { readXls } = await import('./xlsSheets.ts')
      return { kind: 'xls', sheets: readXls(bytes, size) }
    }
    default:
      return { kind: 'xlsx', sheets: readXlsx(bytes, cancelled, size) }
  }
}

const tooLarge = () => new CasebookError('invalid', '这个文件超过 50 MB，不像台账。请删去其中的图片和无关工作表，另存后再选择。')

/** How a file is read: what it holds must fit its ending, or somebody renamed it. @throws CasebookError 'invalid' */
function formatOf(found: Content, ending: string): Table['kind'] {
  const refuse = (words: string) => new CasebookError('invalid', words)
  if (found === 'encrypted') {
    throw refuse('这个文件设有打开密码，无法读取。请在 WPS 或 Excel 中打开，取消密码后另存为 .xlsx，再选择新文件。')
  }
  if (found === 'pdf' || found === 'picture') throw refuse('这是图片或 PDF 文件，不能作为台账读取。请选择 .xlsx、.xls 或 .csv 文件。')
  if (found === 'html') throw refuse('这个文件其实是网页表格，只是改了扩展名。请在 WPS 或 Excel 中打开，另存为 .xlsx 后再选择。')
  if (ending === '.csv' || ending === '.txt') {
    if (found === 'zip' || found === 'ole') {
      const right = found === 'zip' ? '.xlsx' : '.xls'
      throw refuse(`这个文件的扩展名是 ${ending}，内容却是 Excel 工作簿。请把扩展名改为 ${right}，或在 WPS 或 Excel 中打开后另存，再选择。`)
    }
    return 'csv'
  }
  if (ending === '.xlsx' || ending === '.xlsm') {
    if (found === 'ole') throw refuse(`这个文件的扩展名是 ${ending}，内容却是旧格式的表格。请把扩展名改为 .xls，或在 WPS 或 Excel 中打开后另存为 .xlsx，再选择。`)
    if (found !== 'zip') {
      throw refuse('这个文件的扩展名是 .xlsx，内容却不是 Excel 工作簿，可能已损坏或改过扩展名。请在 WPS 或 Excel 中打开确认，另存为 .xlsx 后再选择。')
    }
    return 'xlsx'
  }
  if (ending === '.xls' || ending === '.et') {
    if (found === 'zip') throw refuse(`这个文件的扩展名是 ${ending}，内容却是新格式的工作簿。请把扩展名改为 .xlsx，或在 WPS 或 Excel 中打开后另存为 .xlsx，再选择。`)
    if (found !== 'ole') throw refuse(`这个文件的扩展名是 ${ending}，内容却不是 Excel 工作簿，可能已损坏或改过扩展名。请在 WPS 或 Excel 中打开确认，另存为 .xlsx 后再选择。`)
    return 'xls'
  }
  throw refuse(`不能读取${ending ? `扩展名为 ${ending}` : '没有扩展名'}的文件。请选择 .xlsx、.xls 或 .csv 文件；其他格式请先在 WPS 或 Excel 中另存为 .xlsx。`)
}

/** The bytes of a file that may be a table. Throws like readTable. */
export async function readTableBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path)
    if (size > limits.bytes) throw tooLarge()
    return await readFile(path)
  } catch (error) {
    if (error instanceof CasebookError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') throw new CasebookError('not-found', '找不到这个文件，它可能已被移动、改名或删除。请重新选择。', { cause: error })
    if (code === 'EISDIR') throw new CasebookError('invalid', '选择的是文件夹，不是文件。请选择 .xlsx、.xls 或 .csv 文件。', { cause: error })
    if (code === 'EBUSY' || code === 'EACCES' || code === 'EPERM') {
      throw new CasebookError('invalid', '这个文件打不开，可能正被 WPS 或 Excel 占用，或没有读取权限。请关闭正在打开它的程序后重试。', { cause: error })
    }
    throw error
  }
}

type Content = 'zip' | 'ole' | 'encrypted' | 'pdf' | 'picture' | 'html' | 'other'

function contentOf(bytes: Buffer): Content {
  const starts = (...head: number[]) => head.every((byte, i) => bytes[i] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'zip'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    // An .xlsx with a password is an OLE container that holds this stream.
    return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'ole'
  }
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'pdf'
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46, 0x38)) return 'picture'
  const head = bytes.toString('latin1', 0, 512).replace(/^\xef\xbb\xbf/, '').trimStart().toLowerCase()
  if (head.startsWith('<!doctype html') || head.startsWith('<html') || head.startsWith('<table')) return 'html'
  return 'other'
}
