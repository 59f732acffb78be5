import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { today } from '../../../db/domain/dates.ts'
import type { YearStart } from '../../../db/domain/periods.ts'
import { aboutReport } from '../../../db/domain/reportModel.ts'
import type { Report } from '../../../db/domain/reportModel.ts'
import { shell } from '../../api.ts'
import { done, failed } from '../../composables/notify.ts'
import { useJob } from '../../composables/useJob.ts'
import type { Job } from '../../composables/useJob.ts'
import { basisNames } from './figureCells.ts'
import { periodName } from './periodChoice.ts'
import { reportHtml, reportTitle } from './reportPrint.ts'

export interface ReportOutput {
  exporting: Job<'reportExport'>
  exported: ShallowRef<{ name: string; token: string } | null>
  exportExcel: () => Promise<void>
  showSaved: (token: string) => Promise<void>
  printing: Ref<boolean>
  print: () => Promise<void>
}

/** What leaves the window of the report that is shown: a file, or a print. */
export function useReportOutput(report: () => Report | null, startsOn: () => YearStart): ReportOutput {
  const exporting = useJob('reportExport')
  const exported = shallowRef<{ name: string; token: string } | null>(null)
  const printing = ref(false)
  return {
    exporting,
    exported,
    printing,
    async exportExcel() {
      const of = report()
      if (exporting.running.value || !of) return
      exported.value = null
      const basis = aboutReport(of.ask.kind).chooses ? ` 按${basisNames[of.ask.basis]}日期` : ''
      try {
        const file = await shell.shellSaveFile({ title: `导出${of.title}`, suggestedName: `国家司法救助${of.title} ${periodName(of.ask.period, startsOn())}${basis}.xlsx`, filters: [{ name: 'Excel 工作簿', extensions: ['xlsx'] }] })
        if (!file) return
        const { fileName } = await exporting.run({ ask: of.ask, file: file.token })
        exported.value = { name: fileName, token: file.token }
      } catch (thrown) {
        failed(thrown)
      }
    },
    showSaved: (token) => shell.shellShowSaved({ token }).catch(failed),
    async print() {
      const of = report()
      if (printing.value || !of) return
      printing.value = true
      try {
        const html = reportHtml(of, { startsOn: startsOn(), printedOn: today() })
        if (await shell.shellPrintHtml({ title: reportTitle(of.title, periodName(of.ask.period, startsOn())), html })) done('已送到打印机')
      } catch (thrown) {
        failed(thrown)
      } finally {
        printing.value = false
      }
    },
  }
}
