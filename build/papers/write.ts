/** Makes the templates of db/documents/templates anew from their descriptions. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { papers } from './all.ts'
import { docxOf } from './format.ts'

const folder = join(import.meta.dirname, '..', '..', 'db', 'documents', 'templates')
mkdirSync(folder, { recursive: true })
for (const paper of papers) writeFileSync(join(folder, `${paper.key}.docx`), await docxOf(paper))
console.log(`${papers.length} templates in db/documents/templates`)
