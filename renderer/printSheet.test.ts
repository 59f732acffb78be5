import { describe, expect, it } from 'vitest'
import { escapeHtml } from '../db/domain/html.ts'
import { sheetHtml } from './printSheet.ts'

describe('a printed list', () => {
  it('escapes every text it is given', () => {
    const html = sheetHtml({ title: '<一>', facts: ['a&b'], notes: ['"二"'], tables: [{ title: '<三>', headings: ['<四>'], widths: [null], rows: [['<五>']] }], signs: ['<六>'] })
    for (const text of ['<一>', 'a&b', '"二"', '<三>', '<四>', '<五>', '<六>']) {
      expect(html).not.toContain(`>${text}<`)
      expect(html).toContain(escapeHtml(text))
    }
  })

  it('gives each column its width', () => {
    const html = sheetHtml({ title: '', facts: [], tables: [{ headings: ['一', '二'], widths: [12, null], rows: [['1', '2']] }] })
    expect(html).toContain('<colgroup><col style="width:12mm"><col></colgroup>')
  })
})
