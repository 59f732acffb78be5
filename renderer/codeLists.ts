import { api } from './api.ts'

/** Has the pages name and offer codes as the office has set them. The lists come after the sign-in page, which does without them. */
export async function loadCodeLists(): Promise<void> {
  const [{ useCodeLists }, entries] = await Promise.all([import('../db/domain/codeLists.ts'), api.codeListAll()])
  useCodeLists(entries)
}
