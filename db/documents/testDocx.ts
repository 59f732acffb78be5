import PizZip from 'pizzip'

/** For tests: what a reader of a paper sees, paragraph by paragraph; a cell of a table is a paragraph too. */
export function textOf(bytes: Uint8Array): string {
  const zip = new PizZip(bytes)
  return zip
    .file(/^word\/(?:document|header\d*|footer\d*)\.xml$/)
    .map((part) => part.asText())
    .flatMap((xml) => xml.match(/<w:p[ >].*?<\/w:p>/gs) ?? [])
    .map((paragraph) => paragraph.replace(/<w:br\/>/g, '<w:t>\n</w:t>'))
    .map((paragraph) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join(''))
    .join('\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

const shell = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`

/** For tests: a template with these paragraphs. `runs`: where a word processor broke the text, as it does in the middle of words. */
export function templateOf(...paragraphs: (string | { runs: string[] } | { cells: string[] })[]): Buffer {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r>`
  const body = paragraphs.map((one) => {
    if (typeof one === 'string') return `<w:p>${run(one)}</w:p>`
    if ('runs' in one) return `<w:p>${one.runs.map(run).join('')}</w:p>`
    return `<w:tbl><w:tr>${one.cells.map((cell) => `<w:tc><w:p>${run(cell)}</w:p></w:tc>`).join('')}</w:tr></w:tbl>`
  })
  const zip = new PizZip()
  zip.file(
    '[Content_Types].xml',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  )
  zip.file(
    '_rels/.rels',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  )
  zip.file('word/document.xml', shell(body.join('')))
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' }) as Buffer
}
