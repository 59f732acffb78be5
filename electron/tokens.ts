import { randomUUID } from 'node:crypto'

/** Paths the user chose in a dialog or dropped, by the token the page knows them by. Kept for as long as the program runs. */
export interface TokenStore {
  issue(path: string): string
  path(token: string): string | undefined
  /** Only the files that this input names, so that an operation can open nothing else. */
  filesIn(input: unknown): Record<string, string>
}

export function createTokenStore(): TokenStore {
  const paths = new Map<string, string>()

  function collect(value: unknown, found: Record<string, string>, depth: number): void {
    if (typeof value === 'string') {
      const path = paths.get(value)
      if (path !== undefined) found[value] = path
    } else if (typeof value === 'object' && value !== null && depth < 8 && !ArrayBuffer.isView(value)) {
      for (const part of Object.values(value)) collect(part, found, depth + 1)
    }
  }

  return {
    issue(path) {
      const token = randomUUID()
      paths.set(token, path)
      return token
    },
    path: (token) => paths.get(token),
    filesIn(input) {
      const found: Record<string, string> = {}
      collect(input, found, 0)
      return found
    },
  }
}
