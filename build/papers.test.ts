import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { paperKinds } from '../db/documents/paperKinds.ts'
import { textOf } from '../db/documents/testDocx.ts'
import { papers } from './papers/all.ts'
import { docxOf } from './papers/format.ts'

const folder = join(import.meta.dirname, '../db/documents/templates')

test('every paper has one template and every template is a paper', () => {
  expect(papers.map(({ key }) => key).toSorted()).toEqual(paperKinds.map(({ key }) => key).toSorted())
  expect(readdirSync(folder).toSorted()).toEqual(papers.map(({ key }) => `${key}.docx`).toSorted())
})

test.each(papers)('$key: the template that is kept says what its description says (npm run papers)', async (paper) => {
  expect(textOf(readFileSync(join(folder, `${paper.key}.docx`)))).toBe(textOf(await docxOf(paper)))
})
