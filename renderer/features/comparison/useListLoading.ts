import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { LegalDate } from '../../../db/domain/records.ts'
import type { Input, ListReport, Output } from '../../../db/operations/contract.ts'
import { api, OperationError } from '../../api.ts'
import { done, failed } from '../../composables/notify.ts'
import { useJob } from '../../composables/useJob.ts'
import type { Job } from '../../composables/useJob.ts'
import { noteDraft } from '../../composables/useSafety.ts'
import { useSession } from '../../composables/useSession.ts'
import { letterFields, newLetter } from './letterForm.ts'
import type { LetterForm } from './letterForm.ts'

/** `start`: no file; `trying`; `tried`: it was read, or could not be; `loading`; `loaded`. */
export type LoadStep = 'start' | 'trying' | 'tried' | 'loading' | 'loaded'
/** How the file is to be read; null leaves it to the program. */
export type ListChoice = Required<Pick<Input<'comparisonListTry'>, 'sheet' | 'columns'>>

export interface ListLoading {
  step: ComputedRef<LoadStep>
  file: ShallowRef<{ token: string; name: string } | null>
  report: ShallowRef<ListReport | null>
  choice: ShallowRef<ListChoice>
  letter: Ref<LetterForm>
  result: ShallowRef<(Output<'comparisonListLoad'> & { title: string; destroyOn: LegalDate }) | null>
  /** Why reading failed; the last answer, if there is one, stays. */
  error: ShallowRef<unknown>
  trial: Job<'comparisonListTry'>
  writing: Job<'comparisonListLoad'>
  tryFile: (file: { token: string; name: string }) => Promise<void>
  /** Reads the same file in another way, or again. */
  tryAs: (choice: ListChoice) => Promise<void>
  /** Loads the list. @throws OperationError what was refused, for the fields of the letter; never for what was cancelled */
  load: () => Promise<void>
  startOver: () => void
  /** Whether the page is on the screen; elsewhere a list that is in is announced. */
  onPage: Ref<boolean>
}

/** What was typed of a letter outlives the program, by the file it belongs to. */
export const letterDraft = ({ fileSha256 }: Pick<ListReport, 'fileSha256'>): string => `comparison-letter:${fileSha256}`

const unchosen: ListChoice = { sheet: null, columns: null }
const noLetter = (): LetterForm => newLetter({ kind: null, proposed: { title: '', receivedOn: '', destroyOn: '' } })
// One list at a time, outliving the page: the rest of the program stays usable meanwhile, and coming back finds it as it is.
const file = shallowRef<{ token: string; name: string } | null>(null)
const report = shallowRef<ListReport | null>(null)
const choice = shallowRef(unchosen)
const letter = ref(noLetter())
const result = shallowRef<(Output<'comparisonListLoad'> & { title: string; destroyOn: LegalDate }) | null>(null)
const error = shallowRef<unknown>(null)
const onPage = ref(false)
const trial = useJob('comparisonListTry')
const writing = useJob('comparisonListLoad')
/** Answers of a run that was overtaken are dropped. */
let run = 0

const step = computed<LoadStep>(() => {
  if (writing.running.value) return 'loading'
  if (trial.running.value) return 'trying'
  if (result.value) return 'loaded'
  return report.value || error.value ? 'tried' : 'start'
})

function startOver(): void {
  run += 1
  trial.cancel()
  file.value = null
  report.value = null
  choice.value = unchosen
  letter.value = noLetter()
  result.value = null
  error.value = null
}

const isCancelled = (thrown: unknown) => thrown instanceof OperationError && thrown.failure.code === 'cancelled'

async function read(how: ListChoice): Promise<void> {
  if (!file.value || writing.running.value || trial.running.value) return
  const mine = (run += 1)
  const before = report.value
  try {
    const found = await trial.run({ file: file.value.token, ...how })
    if (mine !== run) return
    choice.value = how
    report.value = found
    error.value = null
    // Read in another way it is the same letter still.
    if (before?.fileSha256 !== found.fileSha256) letter.value = newLetter(found)
  } catch (thrown) {
    if (mine !== run) return
    if (!isCancelled(thrown)) error.value = thrown
    else if (!before) startOver()
  }
}

async function tryFile(chosen: { token: string; name: string }): Promise<void> {
  if (writing.running.value || trial.running.value) return
  startOver()
  file.value = chosen
  await read(unchosen)
}

async function load(): Promise<void> {
  const tried = report.value
  if (!file.value || !tried || writing.running.value) return
  const mine = run
  const fields = letterFields(letter.value)
  try {
    const loaded = await writing.run({ file: file.value.token, ...choice.value, fileSha256: tried.fileSha256, letter: fields })
    if (mine !== run) return
    result.value = { ...loaded, title: fields.title, destroyOn: fields.destroyOn }
    if (!onPage.value) done(`名单“${fields.title}”已装入 ${loaded.people} 人`)
    await api.draftDelete({ key: letterDraft(tried) }).catch(() => undefined)
    noteDraft(null)
  } catch (thrown) {
    if (mine !== run) return
    if (isCancelled(thrown)) return done('已取消，没有装入任何内容')
    if (!onPage.value) failed(thrown)
    throw thrown
  }
}

// Another person, another casebook: nothing of this one's list may be seen.
watch(useSession().generation, () => {
  writing.cancel()
  startOver()
})

/** The loading of a list, from the chosen file to its result. */
export function useListLoading(): ListLoading {
  return { step, file, report, choice, letter, result, error, trial, writing, tryFile, tryAs: read, load, startOver, onPage }
}
