import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { BackupInfo } from '../../db/operations/contract.ts'
import { api, onSaved } from '../api.ts'

const savedAt = ref<Date | null>(null)
const lastBackup = shallowRef<BackupInfo | null>(null)
/** Whether the list of backups has been read; before that nothing is claimed. */
const known = ref(false)
onSaved(() => (savedAt.value = new Date()))

async function refreshBackup(): Promise<void> {
  try {
    const backups = await api.backupList()
    lastBackup.value = backups.reduce<BackupInfo | null>((latest, one) => (latest === null || one.createdAt > latest.createdAt ? one : latest), null)
    known.value = true
  } catch {
    known.value = false
  }
}

/** For the status bar: when something was last saved in this visit, and the last backup. */
export function useSafety(): { savedAt: Ref<Date | null>; lastBackup: ShallowRef<BackupInfo | null>; known: Ref<boolean>; refreshBackup: () => Promise<void> } {
  return { savedAt, lastBackup, known, refreshBackup }
}
