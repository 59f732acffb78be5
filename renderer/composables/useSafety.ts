import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { BackupInfo } from '../../db/operations/contract.ts'
import { api, onSaved } from '../api.ts'

const savedAt = ref<Date | null>(null)
/** When unfinished text was last put away; null once it was saved or given up. */
const draftAt = ref<Date | null>(null)
const lastBackup = shallowRef<BackupInfo | null>(null)
/** Whether the list of backups has been read; before that nothing is claimed. */
const known = ref(false)
onSaved(() => (savedAt.value = new Date()))

/** Told by `useDraft`. */
export function noteDraft(at: Date | null): void {
  draftAt.value = at
}

async function refreshBackup(): Promise<void> {
  try {
    const backups = await api.backupList()
    lastBackup.value = backups.reduce<BackupInfo | null>((latest, one) => (latest === null || one.createdAt > latest.createdAt ? one : latest), null)
    known.value = true
  } catch {
    known.value = false
  }
}

export interface Safety {
  savedAt: Ref<Date | null>
  draftAt: Ref<Date | null>
  lastBackup: ShallowRef<BackupInfo | null>
  known: Ref<boolean>
  refreshBackup: () => Promise<void>
}

/** For the status bar: when something was last saved in this visit, what is only a draft, and the last backup. */
export function useSafety(): Safety {
  return { savedAt, draftAt, lastBackup, known, refreshBackup }
}
