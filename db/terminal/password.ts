import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** The password from the environment, else from a prompt that shows nothing of what is typed. Null when there is no terminal to ask at. */
export async function readPassword(prompt: string): Promise<string | null> {
  const given = process.env['CASEBOOK_PASSWORD']
  if (given) return given
  if (!process.stdin.isTTY) return null
  process.stderr.write(prompt)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
