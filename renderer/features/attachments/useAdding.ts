import { ref } from 'vue'
import type { Ref } from 'vue'
import { nameFault } from '../../../db/domain/fileKinds.ts'
import type { Id } from '../../../db/domain/records.ts'
import type { Input } from '../../../db/operations/contract.ts'
import { adoptDroppedFile, api, OperationError } from '../../api.ts'
import { messageOf } from '../../composables/notify.ts'

type Source = Input<'attachmentAdd'>['source']
export interface Adding {
  name: string
  size: number
  source: () => Promise<Source>
}
export type Owner = Input<'attachmentAdd'>['owner']

/** `粘贴的图片 20261122-1030.png`: the clipboard calls every picture the same. */
function pastedName(at: Date, mediaType: string): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const stamp = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`
  const ending = { 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp', 'image/bmp': 'bmp' }[mediaType] ?? 'png'
  return `粘贴的图片 ${stamp}.${ending}`
}

/** A file of the page's own drop or paste. Behind a picture copied from a program there is no file: its bytes travel. */
export async function fileToAdd(file: File, at = new Date()): Promise<Adding | null> {
  const adopted = await adoptDroppedFile(file)
  if (adopted) return { name: adopted.name, size: adopted.size, source: async () => ({ file: adopted.token }) }
  if (!file.type.startsWith('image/')) return null
  const name = pastedName(at, file.type)
  return { name, size: file.size, source: async () => ({ name, bytes: new Uint8Array(await file.arrayBuffer()) }) }
}

/** Adds files one after another, so that only one is in memory, and says of each that was refused why. */
export function useAdding(owner: () => Owner, onAdded: () => void): {
  add: (files: readonly Adding[]) => Promise<void>
  progress: Ref<{ at: number; of: number; name: string } | null>
  refused: Ref<string[]>
  added: Ref<number>
  newest: Ref<Id | null>
} {
  const progress = ref<{ at: number; of: number; name: string } | null>(null)
  const refused = ref<string[]>([])
  const added = ref(0)
  const newest = ref<Id | null>(null)
  const waiting: Adding[] = []

  async function addOne({ name, size, source }: Adding): Promise<boolean> {
    const fault = nameFault(name, size)
    if (fault) {
      refused.value.push(fault)
      return true
    }
    try {
      newest.value = (await api.attachmentAdd({ owner: owner(), source: await source(), note: null })).id
      added.value += 1
      return true
    } catch (thrown) {
      const failure = thrown instanceof OperationError ? thrown.failure : null
      refused.value.push(failure?.fields?.[0]?.message ?? messageOf(thrown))
      // With these every further file would fare the same.
      return !failure || !['disk-full', 'signed-out', 'host-stopped', 'damaged', 'forbidden'].includes(failure.code)
    }
  }

  return {
    progress,
    refused,
    added,
    newest,
    async add(files) {
      waiting.push(...files)
      if (progress.value || waiting.length === 0) return
      refused.value = []
      added.value = 0
      newest.value = null
      let done = 0
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        done += 1
        progress.value = { at: done, of: done + waiting.length, name: next.name }
        if (!(await addOne(next))) waiting.length = 0
      }
      progress.value = null
      if (added.value > 0) onAdded()
    },
  }
}
