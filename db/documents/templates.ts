import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CasebookError } from '../domain/errors.ts'

const here = import.meta.dirname
/** Beside this file in the sources, beside the bundle in the program. */
const folder = [join(here, 'templates'), join(here, 'papers')].find((path) => existsSync(path)) ?? here
const read = new Map<string, Promise<Buffer>>()

/** The template of a paper that comes with the program. @throws CasebookError 'damaged' where the program was not copied as a whole */
export async function programTemplate(key: string): Promise<Buffer> {
  const known = read.get(key) ?? readFile(join(folder, `${key}.docx`))
  read.set(key, known)
  try {
    return await known
  } catch (cause) {
    read.delete(key)
    throw new CasebookError('damaged', '程序自带的文书模板不见了，文书没有生成，案件数据不受影响。请重新安装程序，或在“系统 · 文书模板”里换用本单位模板。', { cause })
  }
}
