import { basename } from 'node:path'
import type { FilesMatch, FilesOutcome } from '../operations/contract.ts'
import type { Call } from './call.ts'

/** One list as named at the terminal: a path, with `KIND=` before it where its kind does not show. */
export interface NamedList {
  path: string
  kind: string | null
}

/** `victims=名单.xlsx` names the kind; a path with an equals sign of its own does not begin with a code. */
export function namedList(text: string): NamedList {
  const named = /^([A-Za-z][A-Za-z0-9-]{0,30})=(.+)$/.exec(text)
  return named ? { kind: named[1] ?? null, path: named[2] ?? '' } : { kind: null, path: text }
}

/** Lays files over each other and over the casebook; nothing of them is kept. */
export function compareFiles(call: Call, lists: readonly NamedList[], question: string | null): Promise<FilesOutcome> {
  const names = lists.map((_list, index) => `list-${index}`)
  return call(
    'comparisonFiles',
    { files: lists.map(({ kind }, index) => ({ file: names[index] ?? '', kind })), question },
    Object.fromEntries(lists.map(({ path }, index) => [names[index] ?? '', path])),
  )
}

export const comparisonText = ({ certain, doubtful }: FilesOutcome, lists: readonly NamedList[]): string => {
  const names = (found: readonly FilesMatch[]) => (found.length === 0 ? '' : `：${found.slice(0, 20).map(({ name }) => name).join('、')}${found.length > 20 ? '等' : ''}`)
  return `比对 ${lists.map(({ path }) => basename(path)).join('、')}\n确定 ${certain.length} 人${names(certain)}\n存疑 ${doubtful.length} 人${names(doubtful)}`
}
