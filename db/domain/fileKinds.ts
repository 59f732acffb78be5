/**
 * Which files may be attached. A kind is known by the ending of the name and must be borne out by the first bytes of the content: a program that calls
 * itself a picture is refused, and so is a picture under the wrong ending, which would not open later.
 */

/** Bytes a file may have. Scans of a whole file of papers take 5 to 30 MB. */
export const FILE_LIMIT = 50 * 1024 * 1024

type Shape = 'png' | 'jpeg' | 'gif' | 'bmp' | 'tiff' | 'webp' | 'pdf' | 'ole' | 'zip' | 'ooxml' | 'ofd' | 'rtf' | 'text' | 'mp3' | 'wav' | 'mp4' | 'amr' | 'avi' | 'asf' | 'program'

interface FileKind {
  label: string
  mediaType: string
  /** What its content may look like. Office files with a password are wrapped in the old format. */
  shapes: readonly Shape[]
}

const office = (label: string, mediaType: string, shapes: readonly Shape[]): FileKind => ({ label, mediaType, shapes })
const ooxml = 'application/vnd.openxmlformats-officedocument'
const kinds: Record<string, FileKind> = {
  png: { label: 'PNG 图片', mediaType: 'image/png', shapes: ['png'] },
  jpg: { label: 'JPG 图片', mediaType: 'image/jpeg', shapes: ['jpeg'] },
  jpeg: { label: 'JPG 图片', mediaType: 'image/jpeg', shapes: ['jpeg'] },
  gif: { label: 'GIF 图片', mediaType: 'image/gif', shapes: ['gif'] },
  bmp: { label: 'BMP 图片', mediaType: 'image/bmp', shapes: ['bmp'] },
  webp: { label: 'WEBP 图片', mediaType: 'image/webp', shapes: ['webp'] },
  tif: { label: 'TIF 图片', mediaType: 'image/tiff', shapes: ['tiff'] },
  tiff: { label: 'TIF 图片', mediaType: 'image/tiff', shapes: ['tiff'] },
  pdf: { label: 'PDF', mediaType: 'application/pdf', shapes: ['pdf'] },
  ofd: { label: 'OFD 版式文件', mediaType: 'application/ofd', shapes: ['ofd'] },
  doc: office('Word 文档', 'application/msword', ['ole', 'rtf']),
  docx: office('Word 文档', `${ooxml}.wordprocessingml.document`, ['ooxml', 'ole']),
  rtf: office('RTF 文档', 'application/rtf', ['rtf']),
  xls: office('Excel 表格', 'application/vnd.ms-excel', ['ole']),
  xlsx: office('Excel 表格', `${ooxml}.spreadsheetml.sheet`, ['ooxml', 'ole']),
  ppt: office('PPT 演示', 'application/vnd.ms-powerpoint', ['ole']),
  pptx: office('PPT 演示', `${ooxml}.presentationml.presentation`, ['ooxml', 'ole']),
  wps: office('WPS 文字', 'application/vnd.ms-works', ['ole', 'ooxml', 'rtf']),
  et: office('WPS 表格', 'application/x-et', ['ole', 'ooxml']),
  dps: office('WPS 演示', 'application/x-dps', ['ole', 'ooxml']),
  txt: { label: '文本文件', mediaType: 'text/plain', shapes: ['text'] },
  csv: { label: 'CSV 表格', mediaType: 'text/csv', shapes: ['text'] },
  zip: { label: 'ZIP 压缩包', mediaType: 'application/zip', shapes: ['zip', 'ooxml', 'ofd'] },
  mp3: { label: 'MP3 录音', mediaType: 'audio/mpeg', shapes: ['mp3'] },
  wav: { label: 'WAV 录音', mediaType: 'audio/wav', shapes: ['wav'] },
  m4a: { label: 'M4A 录音', mediaType: 'audio/mp4', shapes: ['mp4'] },
  amr: { label: 'AMR 录音', mediaType: 'audio/amr', shapes: ['amr'] },
  mp4: { label: 'MP4 录像', mediaType: 'video/mp4', shapes: ['mp4'] },
  avi: { label: 'AVI 录像', mediaType: 'video/x-msvideo', shapes: ['avi'] },
  wmv: { label: 'WMV 录像', mediaType: 'video/x-ms-wmv', shapes: ['asf'] },
}

const shapeLabels: Record<Shape, string> = {
  png: 'PNG 图片',
  jpeg: 'JPG 图片',
  gif: 'GIF 图片',
  bmp: 'BMP 图片',
  tiff: 'TIF 图片',
  webp: 'WEBP 图片',
  pdf: 'PDF',
  ole: '旧版 Office 或 WPS 文档',
  zip: '压缩包',
  ooxml: '新版 Office 文档',
  ofd: 'OFD 版式文件',
  rtf: 'RTF 文档',
  text: '文本',
  mp3: 'MP3 录音',
  wav: 'WAV 录音',
  mp4: 'MP4 录音或录像',
  amr: 'AMR 录音',
  avi: 'AVI 录像',
  asf: 'WMV 录像',
  program: '程序',
}

/** Endings of the files that can be attached, without the dot, for the dialog that opens them. */
export const fileEndings: readonly string[] = Object.keys(kinds)

export const fileKindsInWords = '图片、PDF、OFD、Word/Excel/PPT、WPS 文档、文本、ZIP 压缩包、录音录像'

/** Pictures the window itself can show. Chromium knows no TIF. */
const shownAsImage = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/bmp', 'image/webp'])

export function shownAs(mediaType: string): 'image' | 'pdf' | null {
  if (shownAsImage.has(mediaType)) return 'image'
  return mediaType === 'application/pdf' ? 'pdf' : null
}

/** The ending of a file name in lower case, '' where it has none. */
export function endingOf(name: string): string {
  return /\.([^.\\/]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** The media type that a name stands for, or null where such files are not attached. */
export function mediaTypeOf(name: string): string | null {
  const ending = endingOf(name)
  return Object.hasOwn(kinds, ending) ? (kinds[ending]?.mediaType ?? null) : null
}

/** Whether a file of this name and size could be attached, before it is read. */
export function mayBeAttached(name: string, bytes: number): boolean {
  return mediaTypeOf(name) !== null && bytes > 0 && bytes <= FILE_LIMIT
}

/** What is wrong with a file as far as name and size tell; null: read it. */
export function nameFault(name: string, bytes: number): string | null {
  const ending = endingOf(name)
  if (!Object.hasOwn(kinds, ending)) {
    const what = ending === '' ? '文件名没有后缀，不知道是什么文件' : `不能添加后缀为 .${ending.slice(0, 20)} 的文件`
    return `“${name}”没有添加：${what}。可以添加${fileKindsInWords}；程序和脚本不能添加。其他文件请先打包成 ZIP，或另存为 PDF。`
  }
  if (bytes === 0) return `“${name}”没有添加：文件是空的。请核对是否已经扫描或保存完成，再重新添加。`
  if (bytes > FILE_LIMIT) {
    return `“${name}”有 ${Math.round(bytes / 1024 / 1024)} MB，超过每个附件 50 MB 的限制，没有添加。扫描件请用 200 至 300 DPI 重新扫描或分成几个文件；录像请截取需要的部分。`
  }
  return null
}

/** What is wrong with the content of a file; null: it is what its name says. */
export function contentFault(name: string, content: Uint8Array): string | null {
  const kind = kinds[endingOf(name)]
  if (!kind) return nameFault(name, content.length)
  const shape = shapeOf(content)
  if (shape === 'program') return `“${name}”没有添加：它的内容是程序，不是${kind.label}。为防止病毒，程序不能添加；来历不明的，请不要打开它。`
  if (shape !== null && kind.shapes.includes(shape)) return null
  const like = shape === null ? '内容可能已损坏，或改过后缀' : `内容是${shapeLabels[shape]}，后缀可能改错了`
  return `“${name}”没有添加：它不是${kind.label}，${like}。请用相应的软件打开核对，另存为正确的格式后再添加。`
}

const at = (content: Uint8Array, offset: number, text: string): boolean => {
  if (content.length < offset + text.length) return false
  for (let i = 0; i < text.length; i += 1) if (content[offset + i] !== text.charCodeAt(i)) return false
  return true
}

function within(content: Uint8Array, text: string, from: number, to: number): boolean {
  const first = text.charCodeAt(0)
  for (let i = content.indexOf(first, from); i >= 0 && i < to; i = content.indexOf(first, i + 1)) if (at(content, i, text)) return true
  return false
}

/** What a content looks like; null: nothing that is known. */
function shapeOf(content: Uint8Array): Shape | null {
  const starts = (text: string, offset = 0) => at(content, offset, text)
  if (starts('\x89PNG\r\n\x1a\n')) return 'png'
  if (starts('\xff\xd8\xff')) return 'jpeg'
  if (starts('GIF87a') || starts('GIF89a')) return 'gif'
  if (starts('II*\0') || starts('MM\0*')) return 'tiff'
  if (starts('RIFF')) return starts('WEBP', 8) ? 'webp' : starts('WAVE', 8) ? 'wav' : starts('AVI ', 8) ? 'avi' : null
  if (starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole'
  if (starts('PK\x03\x04') || starts('PK\x05\x06')) return zipShape(content)
  if (starts('{\\rtf')) return 'rtf'
  if (starts('#!AMR')) return 'amr' // before the scripts, which begin alike
  if (starts('MZ') || starts('\x7fELF') || starts('#!') || starts('\xca\xfe\xba\xbe')) return 'program'
  if (starts('ftyp', 4)) return 'mp4'
  if (starts('ID3') || (content[0] === 0xff && ((content[1] ?? 0) & 0xe6) === 0xe2)) return 'mp3'
  if (starts('\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return 'asf'
  // Bytes before the header are allowed within the first kilobyte.
  if (within(content, '%PDF-', 0, Math.min(content.length, 1024))) return 'pdf'
  if (starts('BM') && content.length > 26 && bitmapSize(content)) return 'bmp'
  return isText(content) ? 'text' : null
}

/** The list of names stands at the end; in it the names of the parts are not compressed. */
function zipShape(content: Uint8Array): Shape {
  const from = Math.max(0, content.length - 256 * 1024)
  const has = (name: string) => within(content, name, from, content.length)
  if (has('OFD.xml')) return 'ofd'
  return has('[Content_Types].xml') ? 'ooxml' : 'zip'
}

function bitmapSize(content: Uint8Array): boolean {
  const header = new DataView(content.buffer, content.byteOffset, content.length).getUint32(14, true)
  return [12, 40, 52, 56, 64, 108, 124].includes(header)
}

/** Text of any encoding in use: no control characters but tabs and line ends; UTF-16 by its mark. */
function isText(content: Uint8Array): boolean {
  if (at(content, 0, '\xff\xfe') || at(content, 0, '\xfe\xff')) return true
  const end = Math.min(content.length, 64 * 1024)
  for (let i = 0; i < end; i += 1) {
    const byte = content[i] ?? 0
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1a && byte !== 0x1b) return false
  }
  return true
}
