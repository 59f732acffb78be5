import { computed, ref } from 'vue'
import type { ComputedRef } from 'vue'
import { adoptDroppedFile, shell } from '../api.ts'
import { done, failed } from './notify.ts'

export interface OneFile {
  /** Asks for the file. */
  choose: () => Promise<void>
  /** Whether a file is held over the page and would be taken; see `DropHint`. */
  over: ComputedRef<boolean>
  /** For the page: `v-on="dropping"`. */
  dropping: { dragenter: (event: DragEvent) => void; dragleave: (event: DragEvent) => void; drop: (event: DragEvent) => Promise<void> }
}

/** The one file a page works on, chosen or dropped on it; one that comes while another is worked on is refused in words. */
export function useOneFile(options: {
  title: string
  filters: { name: string; extensions: string[] }[]
  /** 导入一个文件: what is done once at a time. */
  once: string
  /** 银行的 .xlsx 或 .csv 清单: what a dropped thing should have been. */
  wanted: string
  /** Whether the person may; without it the page takes nothing. */
  allowed?: () => boolean
  busy: () => boolean
  take: (file: { token: string; name: string }) => Promise<void>
}): OneFile {
  const depth = ref(0)
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
  const allowed = () => options.allowed?.() ?? true
  return {
    over: computed(() => depth.value > 0 && !options.busy() && allowed()),
    async choose() {
      if (options.busy()) return
      try {
        const chosen = await shell.shellOpenFile({ title: options.title, filters: options.filters })
        if (chosen) await options.take(chosen)
      } catch (thrown) {
        failed(thrown)
      }
    },
    dropping: {
      dragenter(event) {
        if (carriesFiles(event)) depth.value += 1
      },
      dragleave(event) {
        if (carriesFiles(event)) depth.value = Math.max(0, depth.value - 1)
      },
      async drop(event) {
        depth.value = 0
        const files = [...(event.dataTransfer?.files ?? [])]
        const [first] = files
        if (!first || !allowed()) return
        if (options.busy()) return done('正在处理上一个文件，请等它完成后再拖入')
        if (files.length > 1) return done(`一次只能${options.once}，请拖入一个`)
        try {
          const adopted = await adoptDroppedFile(first)
          if (adopted) await options.take(adopted)
          else done(`拖入的不是文件，请拖入${options.wanted}`)
        } catch (thrown) {
          failed(thrown)
        }
      },
    },
  }
}
