import { useCodeLists } from '../db/domain/codeLists.ts'
import { api } from './api.ts'

/** Has the pages name and offer codes as the office has set them. Imported when it is called: the sign-in page does without the lists. */
export async function loadCodeLists(): Promise<void> {
  useCodeLists(await api.codeListAll())
}
