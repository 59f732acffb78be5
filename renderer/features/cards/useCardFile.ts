import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { CardColumn } from '../../../db/domain/caseCards.ts'
import type { CardTrial } from '../../../db/operations/contract.ts'
import { api } from '../../api.ts'
import { done } from '../../composables/notify.ts'

export interface CardReading {
  file: ShallowRef<{ token: string; name: string } | null>
  trial: ShallowRef<CardTrial | null>
  /** Why reading or writing was refused; the last trial stays beside it. */
  error: ShallowRef<unknown>
  busy: Ref<boolean>
  /** Of which statistical year the cards are, as typed. */
  year: Ref<string>
  tryFile: (file: { token: string; name: string }) => Promise<void>
  tryAs: (columns: CardColumn[] | null) => Promise<void>
  /** Answers whether they were written. */
  load: () => Promise<boolean>
  startOver: () => void
}

/** An export from the file to the kept cards: tried as often as wanted, written all or nothing. */
export function useCardFile(): CardReading {
  const file = shallowRef<{ token: string; name: string } | null>(null)
  const trial = shallowRef<CardTrial | null>(null)
  const error = shallowRef<unknown>(null)
  const busy = ref(false)
  const year = ref('')
  let columns: CardColumn[] | null = null

  async function working(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    error.value = null
    try {
      await work()
      return true
    } catch (thrown) {
      error.value = thrown
      return false
    } finally {
      busy.value = false
    }
  }
  function startOver(): void {
    file.value = null
    trial.value = null
    error.value = null
    columns = null
  }
  async function tryAs(how: CardColumn[] | null): Promise<void> {
    const chosen = file.value
    if (!chosen) return
    await working(async () => {
      trial.value = await api.cardTry({ file: chosen.token, columns: how })
      columns = how
      year.value = String(trial.value.year ?? '')
    })
  }
  return {
    file,
    trial,
    error,
    busy,
    year,
    async tryFile(chosen) {
      if (busy.value) return
      startOver()
      file.value = chosen
      await tryAs(null)
    },
    tryAs,
    async load() {
      const [chosen, tried] = [file.value, trial.value]
      if (!chosen || !tried) return false
      const written = await working(async () => {
        const { cards, replaced } = await api.cardLoad({ file: chosen.token, fileSha256: tried.fileSha256, columns, year: Number(year.value) })
        done(`已登记${year.value}年度案卡 ${cards} 条${replaced > 0 ? `，代替原来的 ${replaced} 条` : ''}`)
      })
      if (written) startOver()
      return written
    },
    startOver,
  }
}
