import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { BankColumn, BankResult } from '../../../db/domain/aftercareRecords.ts'
import type { Output } from '../../../db/operations/contract.ts'
import { api, OperationError } from '../../api.ts'
import { choicesFor } from './bankView.ts'
import type { Choices } from './bankView.ts'

export interface BankFile {
  token: string
  name: string
}
/** `start`: no file; `tried`: there is an answer, good or bad; `applied`: written. */
export type BankStep = 'start' | 'trying' | 'tried' | 'applying' | 'applied'

export interface BankRun {
  step: ComputedRef<BankStep>
  file: ShallowRef<BankFile | null>
  result: ShallowRef<BankResult | null>
  /** What was written. */
  applied: ShallowRef<Output<'bankApply'> | null>
  /** Why reading or writing was refused; the last answer stays beside it. */
  error: ShallowRef<unknown>
  choices: Ref<Choices>
  tryFile: (file: BankFile) => Promise<void>
  /** Reads the same file again, with other columns or as it is now. */
  tryAgain: (columns?: readonly BankColumn[]) => Promise<void>
  apply: () => Promise<void>
  startOver: () => void
}

/** A bank's list from the file to the entries: tried as often as wanted, written all or nothing. */
export function useBankResult(): BankRun {
  const file = shallowRef<BankFile | null>(null)
  const result = shallowRef<BankResult | null>(null)
  const applied = shallowRef<Output<'bankApply'> | null>(null)
  const error = shallowRef<unknown>(null)
  const choices = ref<Choices>({})
  const busy = ref<'trying' | 'applying' | null>(null)
  /** The columns as the officer corrected them; null: as the program read them. */
  let corrected: BankColumn[] | null = null
  let run = 0

  async function read(): Promise<void> {
    if (!file.value || busy.value === 'applying') return
    const mine = (run += 1)
    busy.value = 'trying'
    error.value = null
    try {
      const found = await api.bankTry({ file: file.value.token, columns: corrected })
      if (mine !== run) return
      // A choice belongs to a row of one file's content; of another one it would be a guess.
      if (found.fileSha256 !== result.value?.fileSha256) choices.value = {}
      result.value = found
    } catch (thrown) {
      if (mine === run) error.value = thrown
    } finally {
      if (mine === run) busy.value = null
    }
  }
  function startOver(): void {
    run += 1
    file.value = null
    result.value = null
    applied.value = null
    error.value = null
    choices.value = {}
    busy.value = null
    corrected = null
  }
  return {
    step: computed(() => busy.value ?? (applied.value ? 'applied' : result.value || error.value ? 'tried' : 'start')),
    file,
    result,
    applied,
    error,
    choices,
    async tryFile(chosen) {
      if (busy.value === 'applying') return
      startOver()
      file.value = chosen
      await read()
    },
    async tryAgain(columns) {
      if (columns !== undefined) corrected = [...columns]
      await read()
    },
    async apply() {
      const tried = result.value
      if (!file.value || !tried || busy.value !== null) return
      busy.value = 'applying'
      error.value = null
      try {
        applied.value = await api.bankApply({ file: file.value.token, fileSha256: tried.fileSha256, columns: corrected, choices: choicesFor(tried, choices.value) })
      } catch (thrown) {
        if (!(thrown instanceof OperationError)) throw thrown
        error.value = thrown
      } finally {
        busy.value = null
      }
    },
    startOver,
  }
}
