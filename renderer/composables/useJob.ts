import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { Input, Output, Progress } from '../../db/operations/contract.ts'
import { runJob } from '../api.ts'
import type { JobName } from '../api.ts'
import { whileBusy } from './useSession.ts'

export interface Job<N extends JobName> {
  running: Ref<boolean>
  progress: ShallowRef<(Progress & { startedAt: number }) | null>
  /** Rejects with OperationError; code `cancelled` when the user stopped it. */
  run: (input: Input<N>) => Promise<Output<N>>
  cancel: () => void
}

/** One long piece of work with its progress, for `JobProgress`. */
export function useJob<N extends JobName>(name: N): Job<N> {
  const running = ref(false)
  const progress = shallowRef<(Progress & { startedAt: number }) | null>(null)
  let abort: AbortController | null = null
  return {
    running,
    progress,
    async run(input) {
      abort = new AbortController()
      const { signal } = abort
      const startedAt = Date.now()
      running.value = true
      progress.value = null
      try {
        return await whileBusy(() => runJob(name, input, { signal, onProgress: (now) => (progress.value = { ...now, startedAt }) }))
      } finally {
        running.value = false
        progress.value = null
        abort = null
      }
    },
    cancel: () => abort?.abort(),
  }
}
