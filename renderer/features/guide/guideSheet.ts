import { escapeHtml } from '../../../db/domain/html.ts'
import { chapters, guideTitle } from './chapters.ts'
import type { Block } from './chapters.ts'

const style = `
@page { size: A4 portrait; margin: 18mm 20mm 16mm; }
body { margin: 0; color: #000; background: #fff; font: 11pt/1.55 FangSong, FangSong_GB2312, SimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', serif; }
h1 { margin: 0 0 5mm; font: bold 20pt/1.3 SimHei, 'Noto Sans CJK SC', sans-serif; text-align: center; }
h2 { margin: 6mm 0 2mm; border-bottom: 0.3mm solid #000; font: bold 14pt/1.4 SimHei, 'Noto Sans CJK SC', sans-serif; break-after: avoid; }
h3 { margin: 3mm 0 1mm; font: bold 11pt/1.5 SimHei, 'Noto Sans CJK SC', sans-serif; break-after: avoid; }
p { margin: 0 0 1.5mm; orphans: 2; widows: 2; }
ol, ul { margin: 0 0 1.5mm; padding-left: 7mm; }
li { margin-bottom: 0.8mm; break-inside: avoid; }
figure { margin: 2mm 0 3mm; text-align: center; break-inside: avoid; }
img { width: 132mm; border: 0.2mm solid #888; }
figcaption { font-size: 9.5pt; }
`

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'heading':
      return `<h3>${escapeHtml(block.text)}</h3>`
    case 'picture':
      return `<figure><img src="${escapeHtml(block.source)}" alt=""><figcaption>${escapeHtml(block.caption)}</figcaption></figure>`
    default: {
      const tag = block.kind === 'steps' ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</${tag}>`
    }
  }
}

/** The guide for the printer, pictures inside. */
export function guideHtml(): string {
  return [`<style>${style}</style>`, `<h1>${escapeHtml(guideTitle)}</h1>`, ...chapters.flatMap(({ title, blocks }) => [`<h2>${escapeHtml(title)}</h2>`, ...blocks.map(blockHtml)])].join('\n')
}
