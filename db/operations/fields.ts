import { CasebookError } from '../domain/errors.ts'

/**
 * Lower layers name a field by what it is (`login`, `password`); a form knows it under its own path. For use as `.catch(renameField(…))`.
 * @param from the text or pattern to replace in the path
 */
export function renameField(from: string | RegExp, to: string) {
  return (thrown: unknown): never => {
    if (!(thrown instanceof CasebookError) || !thrown.fields) throw thrown
    const fields = thrown.fields.map((field) => ({ ...field, path: field.path.replace(from, to) }))
    throw new CasebookError(thrown.code, thrown.message, { fields, cause: thrown })
  }
}
