import { ref } from 'vue'
import type { Ref } from 'vue'
import type { Attachment } from '../../../db/domain/caseworkRecords.ts'
import { endingOf } from '../../../db/domain/fileKinds.ts'
import { api, shell } from '../../api.ts'
import { failed } from '../../composables/notify.ts'

/** Saving a file outside the casebook and opening what was saved. The host writes the saving into the audit trail. */
export function useSaveAs(): {
  saveAs: (attachment: Pick<Attachment, 'id' | 'name'>) => Promise<void>
  openSaved: () => Promise<void>
  saved: Ref<{ token: string; name: string } | null>
  saving: Ref<boolean>
} {
  const saved = ref<{ token: string; name: string } | null>(null)
  const saving = ref(false)
  return {
    saved,
    saving,
    async saveAs({ id, name }) {
      if (saving.value) return
      saving.value = true
      saved.value = null
      try {
        const ending = endingOf(name)
        const place = await shell.shellSaveFile({ title: '保存附件', suggestedName: name, filters: [{ name: '附件', extensions: [ending] }] })
        if (!place) return
        const { fileName } = await api.attachmentExport({ id, file: place.token })
        saved.value = { token: place.token, name: fileName }
      } catch (thrown) {
        failed(thrown)
      } finally {
        saving.value = false
      }
    },
    async openSaved() {
      if (!saved.value) return
      await shell.shellOpenSaved({ token: saved.value.token }).catch(failed)
    },
  }
}
