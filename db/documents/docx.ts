import { DocxTable, fontXml, paragraph } from './docxTable.ts'
import { picturePart, picturesXml } from './docxPicture.ts'
import { cancelledExport, writeNewFile } from './newFile.ts'
import { fontTable, paperFonts } from './paperFonts.ts'
import { paper, requireForPaper } from './paperLayout.ts'
import type { PaperOptions } from './paperLayout.ts'
import { sectionsOf } from './paperSections.ts'
import type { PaperPart, PaperSection } from './paperSections.ts'
import { pageHeadline, rowsOf } from './tableModel.ts'
import type { TableDocument } from './tableModel.ts'
import { packageParts, relations, xmlHead, ZipWriter } from './zipWriter.ts'

/** Millimetres in twentieths of a point. */
const mm = (millimetres: number) => Math.round((millimetres * 1440) / 25.4)
const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/**
 * Writes the tables as a Word document on A4, each as wide as the page and as high as it needs, for WPS and Word. Throws like `writeNewFile`, and CasebookError
 * 'invalid' above 5,000 rows. (The XML is written here: the documents that a library builds in memory took 1 GB and 25 seconds for these.)
 */
export async function writeDocx(path: string, document: TableDocument, options: PaperOptions = {}): Promise<void> {
  requireForPaper(rowsOf(document.tables))
  await writeNewFile(path, (file) => writeParts(new ZipWriter(file), document, options), options)
}

async function writeParts(zip: ZipWriter, document: TableDocument, options: PaperOptions): Promise<void> {
  const parts = packageParts({ path: 'word/document.xml', type: 'wordprocessingml.document.main' }, [
    { path: 'word/styles.xml', type: 'wordprocessingml.styles' },
    { path: 'word/fontTable.xml', type: 'wordprocessingml.fontTable' },
    { path: 'word/header1.xml', type: 'wordprocessingml.header' },
    { path: 'word/footer1.xml', type: 'wordprocessingml.footer' },
  ])
  for (const { path, xml } of parts) await zip.add(path, xml)
  await zip.add('word/document.xml', body(document, options))
  const { pictures = [] } = document
  const others = ['styles', 'fontTable', 'header', 'footer'].map((type, index) => ({ id: `rId${index + 1}`, type, target: `${type}${type === 'header' || type === 'footer' ? '1' : ''}.xml` }))
  await zip.add('word/_rels/document.xml.rels', relations([...others, ...pictures.map((_one, index) => ({ type: 'image', ...picturePart(index) }))]))
  for (const [index, { png }] of pictures.entries()) await zip.add(picturePart(index).path, png)
  await zip.add(
    'word/styles.xml',
    `${xmlHead}<w:styles ${names}><w:docDefaults><w:rPrDefault><w:rPr>${fontXml(paperFonts.body)}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>`,
  )
  await zip.add('word/fontTable.xml', fontTable)
  const small = { size: 9, alignment: 'center', font: paperFonts.table } as const
  await zip.add('word/header1.xml', `${xmlHead}<w:hdr ${names}>${paragraph(pageHeadline(document), small)}</w:hdr>`)
  const field = (name: string) => `</w:t></w:r><w:fldSimple w:instr="${name}"><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple><w:r><w:rPr>${fontXml(paperFonts.table)}<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">`
  const pages = paragraph('第 [PAGE] 页　共 [NUMPAGES] 页', small).replace(/\[(\w+)\]/g, (_all, name: string) => field(name))
  await zip.add('word/footer1.xml', `${xmlHead}<w:ftr ${names}>${pages}</w:ftr>`)
  await zip.end()
}

function* body(document: TableDocument, { orientation = null, cancelled, onProgress }: PaperOptions): Generator<string> {
  const total = rowsOf(document.tables)
  let done = 0
  yield `${xmlHead}<w:document ${names}><w:body>`
  const sections = sectionsOf(document, orientation)
  for (const [index, section] of sections.entries()) {
    for (const part of section.parts) {
      yield headOf(part)
      for (const rows of new DocxTable(part.table, part.layout).pieces()) {
        if (cancelled?.()) throw cancelledExport()
        yield rows.xml
        onProgress?.((done += rows.count), total)
      }
      yield footOf(part)
    }
    yield picturesXml(section.pictures, section.orientation, section.signatures.length > 0)
    if (section.signatures.length > 0) yield paragraph(section.signatures.join('　　　　　　'), { size: 10.5, before: 400 })
    const page = pageOf(section)
    // All but the last section end with a paragraph that says how their pages lie.
    yield index === sections.length - 1 ? page : `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>${page}</w:pPr></w:p>`
  }
  yield '</w:body></w:document>'
}

function headOf({ table: { title, subtitle, lead = [], heading }, begins }: PaperPart): string {
  const whole = begins ? [paragraph(title, { size: 18, alignment: 'center', font: paperFonts.title, keep: true, after: 80 }), ...subtitle.map((line) => paragraph(line, { size: 10.5, alignment: 'center', keep: true, after: 20 }))] : []
  return [...whole, ...lead.map((text) => paragraph(text, { size: 12, indent: true, before: 80 })), ...(heading === undefined ? [] : [paragraph(heading, { size: 12, font: paperFonts.heading, keep: true, before: 160, after: 40 })])].join('')
}

/** Tables may not follow each other without a paragraph between them: they would be one. */
function footOf({ table: { notes }, last }: PaperPart): string {
  return notes.length > 0 ? notes.map((note) => paragraph(note, { size: 9, before: 40, keep: last })).join('') : paragraph('', { size: 6, keep: last })
}

function pageOf({ orientation }: PaperSection): string {
  const [width, height] = orientation === 'portrait' ? [paper.short, paper.long] : [paper.long, paper.short]
  return `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:type w:val="nextPage"/><w:pgSz w:w="${mm(width)}" w:h="${mm(height)}"${orientation === 'landscape' ? ' w:orient="landscape"' : ''}/><w:pgMar w:top="${mm(paper.top)}" w:right="${mm(paper.sides)}" w:bottom="${mm(paper.bottom)}" w:left="${mm(paper.sides)}" w:header="${mm(11)}" w:footer="${mm(10)}" w:gutter="0"/></w:sectPr>`
}

