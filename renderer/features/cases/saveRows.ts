import type { Saved } from '../../../db/operations/contract.ts'
import { OperationError } from '../../api.ts'

/**
 * Saves the rows of one form one after another, each a command of its own. When one is refused, the rows saved before it are handed to `taken`
 * (which takes them out of the form, so that they are not saved twice) and the refusal is thrown on with its messages at the row that is now first.
 * @param ofRow fields that stand in the row; all others stand above the rows
 * @returns what the last row was saved as
 */
export async function saveRows<R extends { index: number }>(
  rows: readonly R[],
  save: (row: R) => Promise<Saved>,
  taken: (done: R[]) => Promise<void>,
  ofRow: readonly string[],
): Promise<Saved> {
  const done: R[] = []
  let last: Saved | null = null
  for (const row of rows) {
    try {
      last = await save(row)
      done.push(row)
    } catch (thrown) {
      if (done.length > 0) await taken(done)
      if (!(thrown instanceof OperationError) || !thrown.failure.fields) throw thrown
      const index = row.index - done.filter((one) => one.index < row.index).length
      const fields = thrown.failure.fields.map(({ path, message }) => {
        const name = path.replace(/^fields\./, '')
        return { path: ofRow.includes(name) ? `rows.${index}.${name}` : name, message }
      })
      throw new OperationError(thrown.operation, { ...thrown.failure, fields })
    }
  }
  if (!last) throw new Error('no rows to save')
  return last
}
