import { formatDate, formatDateChinese } from '../../../db/domain/dates.ts'
import { maskName } from '../../../db/domain/masking.ts'
import { formatYuan } from '../../../db/domain/money.ts'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { Output } from '../../../db/operations/contract.ts'
import { escapeHtml } from '../../../db/domain/html.ts'
import { codesOf } from '../../labels.ts'
import { carriedOutLabels, measureName } from './visitWords.ts'

export type VisitSheet = Output<'visitSheets'>[number]

/** A sheet per person to take along: black on white, A4, headings in 宋体, what is printed in 仿宋, the rest is room to write. */
const sheetStyle = `
@page { size: A4 portrait; margin: 15mm 16mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 11pt/1.45 FangSong, FangSong_GB2312, 'Noto Serif CJK SC', serif; }
.sheet { break-after: page; }
.sheet:last-child { break-after: auto; }
h1 { margin: 0 0 3mm; font: bold 18pt/1.3 SimSun, 'Noto Serif CJK SC', serif; text-align: center; }
h2 { margin: 3mm 0 1mm; font: bold 11.5pt/1.4 SimSun, 'Noto Serif CJK SC', serif; break-after: avoid; }
p { margin: 0 0 1.5mm; white-space: pre-line; }
.facts { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8mm; margin-bottom: 2mm; }
.careful { padding: 1mm 2mm; border: 0.5mm solid #000; font-weight: bold; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
tr { break-inside: avoid; }
th, td { padding: 1mm 2mm; border: 0.3mm solid #000; text-align: left; vertical-align: top; white-space: pre-line; overflow-wrap: anywhere; }
th { font: bold 10.5pt/1.4 SimSun, 'Noto Serif CJK SC', serif; text-align: center; vertical-align: middle; }
.name { width: 27mm; }
.write td { height: 15mm; }
.write.tall td { height: 22mm; }
.ticks { white-space: normal; }
.ticks span { display: inline-block; margin-right: 5mm; }
.signs { display: flex; justify-content: space-between; margin-top: 8mm; break-inside: avoid; }
`

const subjects = ['生活情况', '生产就业情况', '健康情况', '就学情况', '救助金使用情况', '其他情况', '还需要的帮助']
const ticks = (words: readonly string[]) => words.map((word) => `<span>□ ${escapeHtml(word)}</span>`).join('')
const blank = '＿＿＿＿年＿＿月＿＿日'

/** `named`: names, addresses and phones were asked for, which is logged; without it only 王某某 stands on the sheet. */
export function visitSheetsHtml(sheets: readonly VisitSheet[], { officeName, named, printedOn }: { officeName: string; named: boolean; printedOn: LegalDate }): string {
  return [`<style>${sheetStyle}</style>`, ...sheets.map((sheet) => `<section class="sheet">${sheetHtml(sheet, { officeName, named, printedOn })}</section>`)].join('\n')
}

function sheetHtml(sheet: VisitSheet, { officeName, named, printedOn }: { officeName: string; named: boolean; printedOn: LegalDate }): string {
  const text = escapeHtml
  const name = named ? sheet.name : sheet.name.split('、').map(maskName).join('、')
  const { decidedFen, netPaidFen, supervisedFen } = sheet.money
  const money = [`决定救助 ${formatYuan(decidedFen)} 元`, `已发放 ${formatYuan(netPaidFen)} 元`, ...(supervisedFen === null ? [] : [`监管账户余额 ${formatYuan(supervisedFen)} 元`])]
  const who: [string, string][] = [
    ['救助对象', name],
    ['救助案号', sheet.caseNumber ?? '未编号'],
    ['住　　址', (named && sheet.address) || ''],
    ['联系电话', (named && sheet.phone) || ''],
    ['计划回访', sheet.dueOn === null ? '' : formatDate(sheet.dueOn)],
    ['救 助 金', money.join('；')],
  ]
  return [
    '<h1>国家司法救助回访表</h1>',
    `<div class="facts"><span>${text(officeName)}</span><span>打印日期：${formatDateChinese(printedOn)}</span></div>`,
    ...(sheet.discreet ? ['<p class="careful">着便装前往，不公开检察人员身份，不在邻里间谈及案情和救助。</p>'] : []),
    `<table><colgroup><col class="name"><col></colgroup><tbody>${who.map(([label, value]) => `<tr><th>${label}</th><td>${text(value)}</td></tr>`).join('')}</tbody></table>`,
    '<h2>上次回访</h2>',
    lastVisit(sheet),
    `<h2>商定的措施${sheet.measures.length === 0 ? '：没有等待落实的' : ''}</h2>`,
    ...(sheet.measures.length === 0 ? [] : [measureTable(sheet)]),
    '<h2>本次回访</h2>',
    '<table><colgroup><col class="name"><col></colgroup><tbody>',
    `<tr><th>回访日期</th><td>${blank}</td></tr>`,
    `<tr><th>回访方式</th><td class="ticks">${ticks(codesOf('visitWay').map(({ label }) => label))}</td></tr>`,
    ...subjects.map((subject) => `<tr class="write${subject === '其他情况' ? ' tall' : ''}"><th>${subject}</th><td></td></tr>`),
    `<tr><th>满意程度</th><td class="ticks">${ticks(codesOf('satisfaction').map(({ label }) => label))}</td></tr>`,
    `<tr><th>下次回访</th><td>${blank}</td></tr>`,
    '</tbody></table>',
    '<div class="signs"><span>被回访人签名或捺印：＿＿＿＿＿＿＿</span><span>回访人（两人）：＿＿＿＿＿＿＿＿＿＿＿＿</span></div>',
  ].join('')
}

function lastVisit({ lastVisit: last }: VisitSheet): string {
  if (last === null) return '<p>还没有回访过。</p>'
  return [`<p>${formatDate(last.on)}${last.findings ? `：${escapeHtml(last.findings)}` : ''}</p>`, ...(last.stillNeeded ? [`<p>当时还需要的帮助：${escapeHtml(last.stillNeeded)}</p>`] : [])].join('')
}

function measureTable({ measures }: VisitSheet): string {
  const rows = measures.map((measure) => `<tr><td>${escapeHtml(measureName(measure))}</td><td>${measure.promisedOn ?? ''}</td><td class="ticks">${ticks(Object.values(carriedOutLabels))}</td></tr>`)
  return `<table><thead><tr><th>措施</th><th>商定日期</th><th>是否落实</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}
