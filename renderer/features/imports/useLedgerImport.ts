import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { ImportReport, Input, Output, RowMend } from '../../../db/operations/contract.ts'
import { api, OperationError } from '../../api.ts'
import { done, failed } from '../../composables/notify.ts'
import { useJob } from '../../composables/useJob.ts'
import type { Job } from '../../composables/useJob.ts'
import { useSession } from '../../composables/useSession.ts'

/** `start`: no file; `trying`: the trial runs; `tried`: it has an answer, good or bad; `importing`; `imported`. */
export type ImportStep = 'start' | 'trying' | 'tried' | 'importing' | 'imported'

/** How a ledger is to be read; null leaves it to the program. */
export type LedgerChoice = Required<Pick<Input<'importDryRun'>, 'sheet' | 'columns' | 'mends'>>

export interface LedgerImport {
  step: ComputedRef<ImportStep>
  file: ShallowRef<{ token: string; name: string } | null>
  report: ShallowRef<ImportReport | null>
  /** How the file was read this time, or was to be. */
  choice: ShallowRef<LedgerChoice>
  /** The sheets of the file, also while one of them could not be read. */
  sheets: ShallowRef<ImportReport['sheets']>
  /** Sheets of the file that are ledgers and were neither imported just now nor before in this sitting. */
  remaining: ComputedRef<string[]>
  /** The file as it was tried, for what is done with it afterwards. */
  tried: ComputedRef<({ file: string; fileSha256: string } & LedgerChoice) | null>
  result: ShallowRef<Output<'importLedger'> | null>
  /** Why the trial or the import failed; the trial's answer, if there is one, stays. */
  error: ShallowRef<unknown>
  trial: Job<'importDryRun'>
  writing: Job<'importLedger'>
  /** Whether rows were left out of what was imported. */
  partly: Ref<boolean>
  /** Takes a file and tries it at once. */
  tryFile: (file: { token: string; name: string }) => Promise<void>
  /** Reads the same file again, after it was mended; one that could not be read as it was chosen is read as the program proposes. */
  tryAgain: () => Promise<void>
  /** Reads the same file again in another way. */
  tryAs: (choice: LedgerChoice) => Promise<void>
  /** Reads the same file again with other words about single rows, while its answer stays on the screen; they are kept as a draft of the file. */
  mend: (mends: RowMend[]) => Promise<void>
  mending: Ref<boolean>
  /** @param onlyGood leaves out the cases with rows to mend */
  confirm: (onlyGood?: boolean) => Promise<void>
  /** Forgets file and answer. */
  startOver: () => void
  /** Whether the page is on the screen; elsewhere an import that ends is announced. */
  onPage: Ref<boolean>
}

// One import at a time, outliving the page: the rest of the program stays usable meanwhile, and coming back finds it as it is.
const file = shallowRef<{ token: string; name: string } | null>(null)
const report = shallowRef<ImportReport | null>(null)
const unchosen: LedgerChoice = { sheet: null, columns: null, mends: [] }
const choice = shallowRef(unchosen)
const sheets = shallowRef<ImportReport['sheets']>([])
const imported = shallowRef<readonly string[]>([])
const partly = ref(false)
const result = shallowRef<Output<'importLedger'> | null>(null)
const error = shallowRef<unknown>(null)
const onPage = ref(false)
const mending = ref(false)
const trial = useJob('importDryRun')
const writing = useJob('importLedger')
/** Answers of a run that was overtaken are dropped. */
let run = 0

const step = computed<ImportStep>(() => {
  if (writing.running.value) return 'importing'
  if (trial.running.value && !mending.value) return 'trying'
  if (result.value) return 'imported'
  return report.value || error.value ? 'tried' : 'start'
})

const remaining = computed(() => sheets.value.filter(({ name, ledger }) => ledger && !imported.value.includes(name)).map(({ name }) => name))
const tried = computed(() => {
  if (!file.value || !report.value) return null
  const { fileSha256, sheet } = report.value
  // The sheet by its name: of several ledgers the one on the screen is meant.
  return { file: file.value.token, fileSha256, sheet, columns: choice.value.columns, mends: choice.value.mends }
})

/** What was said of the rows of a file outlives the program, as other unfinished work does. */
const draftKey = ({ fileSha256, sheet }: ImportReport) => `import:${fileSha256}:${sheet}`.slice(0, 120)

function startOver(): void {
  run += 1
  trial.cancel()
  file.value = null
  report.value = null
  choice.value = unchosen
  sheets.value = []
  imported.value = []
  partly.value = false
  result.value = null
  error.value = null
}

const isCancelled = (thrown: unknown) => thrown instanceof OperationError && thrown.failure.code === 'cancelled'

async function tryFile(chosen: { token: string; name: string }, how: LedgerChoice = unchosen): Promise<void> {
  if (writing.running.value || trial.running.value) return
  const kept = chosen.token === file.value?.token ? { sheets: sheets.value, imported: imported.value } : { sheets: [], imported: [] }
  startOver()
  const mine = run
  file.value = chosen
  choice.value = how
  sheets.value = kept.sheets
  imported.value = kept.imported
  try {
    const found = await trial.run({ file: chosen.token, ...how })
    if (mine !== run) return
    report.value = found
    sheets.value = found.sheets
    if (how.mends.length === 0) await takeUp(found)
  } catch (thrown) {
    if (mine !== run) return
    if (isCancelled(thrown)) startOver()
    else error.value = thrown
  }
}

/** Goes on with what was said of this file before. */
async function takeUp(found: ImportReport): Promise<void> {
  const kept = await api.draftGet({ key: draftKey(found) })
  if (!kept || report.value !== found) return
  await mend(JSON.parse(kept.content) as RowMend[])
  if (report.value !== found) done('上次对这个文件所作的改正已经用上')
}

async function mend(mends: RowMend[]): Promise<void> {
  const before = report.value
  if (!file.value || !before || writing.running.value || trial.running.value) return
  const mine = run
  mending.value = true
  try {
    const how = { ...choice.value, sheet: before.sheet, mends }
    const found = await trial.run({ file: file.value.token, ...how })
    if (mine !== run) return
    choice.value = how
    report.value = found
    error.value = null
    const key = draftKey(found)
    await (mends.length > 0 ? api.draftSave({ key, content: JSON.stringify(mends) }) : api.draftDelete({ key }))
  } catch (thrown) {
    if (mine === run && !isCancelled(thrown)) failed(thrown)
  } finally {
    mending.value = false
  }
}

async function tryAgain(): Promise<void> {
  if (file.value) await tryFile(file.value, report.value ? choice.value : unchosen)
}

async function tryAs(how: LedgerChoice): Promise<void> {
  if (file.value) await tryFile(file.value, how)
}

async function confirm(onlyGood = false): Promise<void> {
  if (!tried.value || !report.value || writing.running.value) return
  const mine = run
  const { sheet, refused } = report.value
  error.value = null
  try {
    const written = await writing.run({ ...tried.value, onlyGood })
    if (mine !== run) return
    partly.value = onlyGood && refused.length > 0
    imported.value = [...imported.value, sheet]
    result.value = written
    if (!partly.value) await api.draftDelete({ key: draftKey(report.value) })
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
  return { step, file, report, choice, sheets, remaining, tried, result, partly, error, trial, writing, tryFile, tryAgain, tryAs, mend, mending, confirm, startOver, onPage }
}
