import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { fillPaper } from '../documents/fillPaper.ts'
import { paperKinds } from '../documents/paperKinds.ts'
import { lists } from '../documents/paperLists.ts'
import { programTemplate } from '../documents/templates.ts'
import { fullFacts } from '../documents/testPapers.ts'
import { paperHandlers } from '../operations/papers.ts'
import { createCase, openTestCasebook, parsed } from '../operations/testContext.ts'
import type { Measured } from './measured.ts'

function computed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The fastest of many runs, in milliseconds this process has computed. */
async function fastest(work: () => unknown, runs = 25): Promise<number> {
  let best = Infinity
  for (let run = 0; run < runs + 5; run += 1) {
    const start = computed()
    await work()
    if (run >= 5) best = Math.min(best, computed() - start)
  }
  return best
}

/** The same template through the library alone, with as many rows. */
function bare(template: Buffer): void {
  const parser = (tag: string) => ({ get: () => (lists.has(tag) ? [{}, {}] : '填写的内容') })
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true, parser })
  document.render({})
  document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' })
}

/** Speed of making papers: filling every one, and the whole way from the records to the file. */
export async function benchPapers(): Promise<Measured[]> {
  const times: number[] = []
  let [filled, alone] = [0, 0]
  for (const { key, title } of paperKinds) {
    const template = await programTemplate(key)
    const mine = await fastest(() => fillPaper(template, { ...fullFacts, title }, { blank: false, masked: true, inFull: true }))
    times.push(mine)
    filled += mine
    alone += await fastest(() => bare(template))
  }
  const folder = mkdtempSync(join(tmpdir(), 'casebook-papers-'))
  const { context, store } = await openTestCasebook()
  try {
    const { id } = await createCase(context)
    const input = parsed('paperMake', { caseId: id, leadId: null, key: 'reviewReport', subjectId: null, blank: false, masked: false, file: 't', keepCopy: false })
    const whole = await fastest(() => paperHandlers.paperMake({ ...context, file: () => join(folder, 'paper.docx') }, input))
    return [
      { name: '填写一份文书（最慢的一种）', value: Math.max(...times), unit: 'ms', limit: 20 },
      { name: '填写全部文书 / 裸模板库', value: filled / alone, unit: '倍', limit: 2 },
      { name: '生成审查报告：从案件到文件', value: whole, unit: 'ms', limit: 20 },
    ]
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
