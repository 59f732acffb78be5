import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FILE_LIMIT, contentFault, endingOf, fileEndings, mayBeAttached, mediaTypeOf, nameFault, shownAs } from './fileKinds.ts'

const bytes = (text: string, length = 64): Uint8Array => {
  const out = new Uint8Array(Math.max(length, text.length))
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i)
  return out
}
const text = (words: string) => new TextEncoder().encode(words)
const zip = (...names: string[]) => bytes(`PK\x03\x04....${names.join('....')}PK\x05\x06`)
const bitmap = bytes('BM' + '\0'.repeat(12) + '\x28\0\0\0', 60)
const ole = bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')

const good: [string, Uint8Array][] = [
  ['身份证.PNG', bytes('\x89PNG\r\n\x1a\n')],
  ['身份证.jpg', bytes('\xff\xd8\xff\xe0')],
  ['扫描.jpeg', bytes('\xff\xd8\xff\xdb')],
  ['图.gif', bytes('GIF89a')],
  ['图.bmp', bitmap],
  ['图.webp', bytes('RIFF\0\0\0\0WEBP')],
  ['扫描.tif', bytes('II*\0')],
  ['扫描.tiff', bytes('MM\0*')],
  ['决定书.pdf', bytes('%PDF-1.7')],
  ['决定书.pdf', bytes('\r\n\r\n%PDF-1.4')],
  ['公文.ofd', zip('OFD.xml', 'Doc_0/Document.xml')],
  ['申请书.doc', ole],
  ['申请书.doc', bytes('{\\rtf1')],
  ['申请书.docx', zip('[Content_Types].xml', 'word/document.xml')],
  ['有密码.docx', ole],
  ['台账.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml')],
  ['台账.xls', ole],
  ['汇报.pptx', zip('[Content_Types].xml')],
  ['申请书.wps', ole],
  ['台账.et', zip('[Content_Types].xml')],
  ['说明.txt', text('救助申请人李某某\r\n家庭情况：两个孩子')],
  ['说明.txt', bytes('\xff\xfeN\x8b', 4)],
  ['说明.txt', Uint8Array.of(0xbe, 0xc8, 0xd6, 0xfa)], // GBK
  ['名单.csv', text('姓名,案号\n')],
  ['材料.zip', zip('a.jpg')],
  ['录音.mp3', bytes('ID3')],
  ['录音.mp3', bytes('\xff\xfb\x90')],
  ['录音.wav', bytes('RIFF\0\0\0\0WAVE')],
  ['录音.m4a', bytes('\0\0\0\x20ftypM4A ')],
  ['录音.amr', bytes('#!AMR\n')],
  ['录像.mp4', bytes('\0\0\0\x20ftypisom')],
  ['录像.avi', bytes('RIFF\0\0\0\0AVI LIST')],
  ['录像.wmv', bytes('\x30\x26\xb2\x75\x8e\x66\xcf\x11')],
]

describe('files that may be attached', () => {
  it.each(good)('%s', (name, content) => {
    expect(nameFault(name, content.length)).toBeNull()
    expect(contentFault(name, content)).toBeNull()
  })

  it('are shown in the window where Chromium can', () => {
    expect(['a.png', 'a.jpg', 'a.bmp', 'a.webp', 'a.gif'].map((name) => shownAs(mediaTypeOf(name) ?? ''))).toEqual(Array(5).fill('image'))
    expect(['a.pdf', 'a.tif', 'a.docx'].map((name) => shownAs(mediaTypeOf(name) ?? ''))).toEqual(['pdf', null, null])
  })
})

describe('files that may not', () => {
  it.each(['木马.exe', '脚本.bat', '脚本.js', '宏.docm', '网页.html', '图.svg', '快捷方式.lnk', '安装.msi', '扫描.pdf.exe', '没有后缀', '.png.', 'a.constructor'])('%s, by its name', (name) => {
    expect(mediaTypeOf(name)).toBeNull()
    expect(mayBeAttached(name, 10)).toBe(false)
    expect(nameFault(name, 10)).toMatch(/没有添加：.*可以添加图片、PDF/)
  })

  it('empty ones and those above 50 MB, before they are read', () => {
    expect(nameFault('扫描.pdf', 0)).toMatch(/文件是空的/)
    expect(nameFault('扫描.pdf', FILE_LIMIT)).toBeNull()
    expect(nameFault('扫描.pdf', 200 * 1024 * 1024)).toMatch(/有 200 MB，超过每个附件 50 MB 的限制/)
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['身份证.png', bytes('\xff\xd8\xff\xe0'), /不是PNG 图片，内容是JPG 图片，后缀可能改错了/],
    ['扫描.pdf', bytes('\x89PNG\r\n\x1a\n'), /不是PDF，内容是PNG 图片/],
    ['扫描.pdf', text('我不是文件'), /不是PDF，内容是文本/],
    ['申请书.docx', zip('a.jpg'), /不是Word 文档，内容是压缩包/],
    ['公文.ofd', zip('a.jpg'), /不是OFD/],
    ['说明.txt', bytes('a\0b'), /可能已损坏/],
    ['扫描.pdf', bytes('MZ\x90\0'), /内容是程序/],
    ['说明.txt', text('#!/bin/sh\nrm -rf ~'), /内容是程序/],
    ['材料.zip', bytes('\x7fELF'), /内容是程序/],
    ['图.bmp', text('BM is how this text begins, as it happens'), /不是BMP/],
    ['录音.wav', bytes('RIFF\0\0\0\0WEBP'), /不是WAV 录音，内容是WEBP 图片/],
  ])('%s, by its content', (name, content, words) => {
    const fault = contentFault(name, content)
    expect(fault).toMatch(words)
    expect(fault).toMatch(/^“.+”没有添加：.+。$/)
    expect(fault).not.toMatch(/[!！]/)
  })

  it('the whole of a folder, whatever bytes it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...fileEndings), (content, ending) => {
        const fault = contentFault(`a.${ending}`, content)
        expect(fault === null || fault.endsWith('。')).toBe(true)
      }),
    )
  })
})

it('the ending of a name', () => {
  expect(['a.PDF', 'a.b.docx', 'a', '.hidden', 'a.', 'a/b.c/d'].map(endingOf)).toEqual(['pdf', 'docx', '', 'hidden', '', ''])
})
