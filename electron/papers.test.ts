import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freePath, mayBeOpened, safeFileName } from './papers.ts'

describe('names of papers', () => {
  it.each([
    ['救助决定书 冀廊安检救助〔2024〕3号.docx', '救助决定书 冀廊安检救助〔2024〕3号.docx'],
    ['申请书 2024/3 号?.docx', '申请书 2024_3 号_.docx'],
    ['..\\..\\启动\\木马.docx', '_.._启动_木马.docx'],
    ['受理通知书. ', '受理通知书'],
    ['CON.docx', '_CON.docx'],
    ['///', '未命名'],
    ['', '未命名'],
  ])('%s becomes %s', (given, wanted) => {
    expect(safeFileName(given)).toBe(wanted)
  })

  it('are taken by every file system, whatever is in them', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[ ./\\:*?"<>|a-zA-Z.]{0,20}$/)), (name) => {
        const clean = safeFileName(name)
        expect(clean).not.toMatch(/[\\/:*?"<>|\u0000-\u001f\u007f]|^\.|[. ]$/)
        expect(clean.length).toBeGreaterThan(0)
        expect(clean.length).toBeLessThanOrEqual(121)
      }),
    )
  })

  it('keep their ending when they are too long', () => {
    expect(safeFileName(`${'很长的案由'.repeat(60)}.docx`)).toMatch(/^很长.{100,120}\.docx$/)
  })

  it('never name a file that is there', () => {
    const there = new Set(['/p/决定书.docx', '/p/决定书（2）.docx'])
    expect(freePath('/p', '决定书.docx', (path) => there.has(path))).toBe('/p/决定书（3）.docx')
    expect(freePath('/p', '../决定书.docx', (path) => there.has(path))).toBe('/p/_决定书.docx')
  })
})

it('only what people read is opened', () => {
  expect(['a.docx', 'a.PDF', 'a.wps', 'a.xlsx', 'a.txt', 'a.png'].every(mayBeOpened)).toBe(true)
  expect(['a.exe', 'a.bat', 'a.docm', 'a.pdf.exe', 'a.desktop', 'a.sh', 'a.html', 'a.lnk', 'a', 'docx'].some(mayBeOpened)).toBe(false)
})
