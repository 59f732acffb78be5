import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { ImportReport, Output } from '../../../db/operations/contract.ts'
import { OperationError } from '../../api.ts'
import { done, failed } from '../../composables/notify.ts'
import { useJob } from '../../composables/useJob.ts'
import type { Job } from '../../composables/useJob.ts'
import { useSession } from '../../composables/useSession.ts'

/** `start`: no file; `trying`: the trial runs; `tried`: it has an answer, good or bad; `importing`; `imported`. */
export type ImportStep = 'start' | 'trying' | 'tried' | 'importing' | 'imported'

export interface LedgerImport {
  step: ComputedRef<ImportStep>
  file: ShallowRef<{ token: string; name: string } | null>
  report: ShallowRef<ImportReport | null>
  result: ShallowRef<Output<'importLedger'> | null>
  /** Why the trial or the import failed; the trial's answer, if there is one, stays. */
  error: ShallowRef<unknown>
  trial: Job<'importDryRun'>
  writing: Job<'importLedger'>
  /** Takes a file and tries it at once. */
  tryFile: (file: { token: string; name: string }) => Promise<void>
  /** Reads the same file again, after it was mended. */
  tryAgain: () => Promise<void>
  confirm: () => Promise<void>
  /** Forgets file and answer. */
  startOver: () => void
  /** Whether the page is on the screen; elsewhere an import that ends is announced. */
  onPage: Ref<boolean>
}

// One import at a time, outliving the page: the rest of the program stays usable meanwhile, and coming back finds it as it is.
const file = shallowRef<{ token: string; name: string } | null>(null)
const report = shallowRef<ImportReport | null>(null)
const result = shallowRef<Output<'importLedger'> | null>(null)
const error = shallowRef<unknown>(null)
const onPage = ref(false)
const trial = useJob('importDryRun')
const writing = useJob('importLedger')
/** Answers of a run that was overtaken are dropped. */
let run = 0

const step = computed<ImportStep>(() => {
  if (writing.running.value) return 'importing'
  if (trial.running.value) return 'trying'
  if (result.value) return 'imported'
  return report.value || error.value ? 'tried' : 'start'
})

function startOver(): void {
  run += 1
  trial.cancel()
  file.value = null
  report.value = null
  result.value = null
  error.value = null
}

const isCancelled = (thrown: unknown) => thrown instanceof OperationError && thrown.failure.code === 'cancelled'

async function tryFile(chosen: { token: string; name: string }): Promise<void> {
  if (writing.running.value || trial.running.value) return
  startOver()
  const mine = run
  file.value = chosen
  try {
    const found = await trial.run({ file: chosen.token })
    if (mine === run) report.value = found
  } catch (thrown) {
    if (mine !== run) return
    if (isCancelled(thrown)) startOver()
    else error.value = thrown
  }
}

async function tryAgain(): Promise<void> {
  if (file.value) await tryFile(file.value)
}

async function confirm(): Promise<void> {
  if (!file.value || !report.value || writing.running.value) return
  const mine = run
  error.value = null
  try {
    const written = await writing.run({ file: file.value.token, fileSha256: report.value.fileSha256 })
    if (mine !== run) return
    result.value = written
    if (!onPage.value) done(`台账已导入 ${written.cases} 件 ${written.people} 人`)
  } catch (thrown) {
    if (mine !== run) return
    if (isCancelled(thrown)) done('已取消导入，没有写入任何内容')
    else {
      error.value = thrown
      if (!onPage.value) failed(thrown)
    }
  }
}

// Another person, another casebook: nothing of this one's file may be seen.
watch(useSession().generation, () => {
  writing.cancel()
  startOver()
})

/** The import of a ledger, from the chosen file to its result. */
export function useLedgerImport(): LedgerImport {
  return { step, file, report, result, error, trial, writing, tryFile, tryAgain, confirm, startOver, onPage }
}
