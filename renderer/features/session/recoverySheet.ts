import { instantText } from '../../labels.ts'
import { escapeHtml } from '../../../db/domain/html.ts'

export interface RecoverySheet {
  officeName: string
  code: string
  madeAt: Date
}

const advice = [
  '忘记密码、换了电脑或负责人调离时，用恢复码可以打开台账或备份。',
  '谁拿到恢复码，谁就能打开台账：请打印后密封，由本单位按涉密载体或印章的办法保管。',
  '没有密码也没有恢复码，任何人都打不开这份台账，包括软件的提供者。',
  '以后在“系统 · 恢复码”里更换了恢复码，这一份即作废；更换之前做的备份，仍用这一份打开。',
]

/** The groups of a recovery code. */
export function groupsOf(code: string): string[] {
  return code.split('-')
}

/** Whether what was typed is the last group of the code, whatever its width, case and spaces: the proof that the sheet is at hand. */
export function isLastGroup(code: string, typed: string): boolean {
  const clean = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  return clean !== '' && clean === groupsOf(code).at(-1)
}

/** The sheet as plain text. */
export function recoveryText({ officeName, code, madeAt }: RecoverySheet): string {
  return ['检察司法救助办案台账　恢复码', '', `单位：${officeName}`, `生成时间：${instantText(madeAt)}`, '', ...groupsOf(code).map((group, index) => `第 ${index + 1} 组　${group}`), '', ...advice.map((line, index) => `${index + 1}. ${line}`), ''].join('\r\n')
}

/** The sheet for printing; body content with its own style. */
export function recoveryHtml({ officeName, code, madeAt }: RecoverySheet): string {
  const groups = groupsOf(code)
    .map((group, index) => `<td><span>第 ${index + 1} 组</span><b>${escapeHtml(group)}</b></td>`)
    .reduce<string[]>((rows, cell, index) => {
      if (index % 4 === 0) rows.push('')
      rows[rows.length - 1] += cell
      return rows
    }, [])
    .map((cells) => `<tr>${cells}</tr>`)
    .join('')
  return `<style>
@page { size: A4; margin: 25mm }
body { color: #000; font: 12pt/1.8 SimSun, "Noto Serif CJK SC", serif }
h1 { margin: 0 0 8mm; font: 700 18pt/1.4 SimHei, "Noto Sans CJK SC", sans-serif; text-align: center }
table { width: 100%; margin: 8mm 0; border-collapse: collapse }
td { padding: 4mm 2mm; border: 1px solid #000; text-align: center }
td span { display: block; font-size: 9pt }
td b { font: 700 17pt/1.4 Consolas, "Noto Sans Mono CJK SC", monospace; letter-spacing: 2pt }
.sign { margin-top: 15mm }
</style>
<h1>检察司法救助办案台账　恢复码</h1>
<p>单位：${escapeHtml(officeName)}<br>生成时间：${instantText(madeAt)}</p>
<table>${groups}</table>
<ol>${advice.map((line) => `<li>${line}</li>`).join('')}</ol>
<p class="sign">保管人（签名）：　　　　　　　　　　　保管地点：　　　　　　　　　　　日期：</p>`
}
