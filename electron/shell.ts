import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { app, clipboard, dialog, shell } from 'electron'
import type { FileFilter } from 'electron'
import { CasebookError } from '../db/domain/errors.ts'
import { writeNewFile } from '../db/documents/newFile.ts'
import type { DroppedFile, ShellApi } from '../db/operations/bridge.ts'
import { freePath, mayBeOpened, papersFolder, safeFileName } from './papers.ts'
import { pdfOf, printHtml } from './print.ts'
import type { Sheet } from './print.ts'
import type { TokenStore } from './tokens.ts'
import type { MainWindow } from './window.ts'
import { isTextScale } from './windowState.ts'

/** Thrown with a message for the user. */
export class ShellError extends Error {}

const badRequest = (): ShellError => new ShellError('程序内部出错，本次操作没有执行。请重试；仍不行，请重新打开程序。')

/** The page is ours, but what it sends is checked all the same. */
function fieldsOf(input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null) throw badRequest()
  return input as Record<string, unknown>
}

function text(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) throw badRequest()
  return value
}

function filters(value: unknown): FileFilter[] {
  if (!Array.isArray(value)) throw badRequest()
  return value.map((item: unknown) => {
    const { name, extensions } = fieldsOf(item)
    if (!Array.isArray(extensions)) throw badRequest()
    return { name: text(name, 100), extensions: extensions.map((extension: unknown) => text(extension, 10).replace(/[^a-z0-9]/gi, '')) }
  })
}

/** Five thousand rows, or ten pictures of 2 MB written as letters, and room. */
const MOST_SHEET = 48_000_000
const sheetOf = (input: Record<string, unknown>): Sheet => ({ title: text(input.title, 200), html: text(input.html, MOST_SHEET), headline: input.headline === undefined ? null : text(input.headline, 300) })
const pictureFormats: Readonly<Record<string, FileFilter | undefined>> = { png: { name: '图片', extensions: ['png'] }, svg: { name: '矢量图', extensions: ['svg'] } }
/** A chart of a whole screen is a hundredth of it. */
const MOST_PICTURE_BYTES = 30_000_000

/** What main does for the page because only it may: dialogs, printing, the window. Paths stay here. */
export function createShell(main: MainWindow, tokens: TokenStore): { call(name: string, input: unknown): Promise<unknown>; adopt(path: unknown): Promise<DroppedFile | null> } {
  const { window } = main
  /** Tokens of files that the casebook itself writes: only these are ever opened. */
  const written = new Set<string>()
  /** Papers that were promised a name and may not be written yet. */
  const promised = new Set<string>()

  function issueWritten(path: string): { token: string; name: string } {
    const token = tokens.issue(path)
    written.add(token)
    return { token, name: basename(path) }
  }

  function pathOfSaved(value: unknown): string {
    const path = tokens.path(text(value, 100))
    if (path === undefined || !existsSync(path)) throw new ShellError('没有找到这个文件，可能已被移动或删除。请重新导出。')
    return path
  }

  /** Adds the ending that GTK's dialog leaves out, and asks again where that names a file that is there. */
  async function saveDialog(input: Record<string, unknown>): Promise<string | null> {
    const choices = input.filters === undefined ? [] : filters(input.filters)
    const answer = await dialog.showSaveDialog(window, {
      title: text(input.title, 100),
      defaultPath: safeFileName(text(input.suggestedName, 400)),
      filters: choices,
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    if (answer.canceled || !answer.filePath) return null
    const ending = choices[0]?.extensions[0]
    if (!ending || extname(answer.filePath) !== '') return answer.filePath
    const path = `${answer.filePath}.${ending}`
    if (!existsSync(path)) return path
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: text(input.title, 100),
      message: `“${basename(path)}”已经存在`,
      detail: '替换后，原文件的内容将不能找回。',
      buttons: ['不替换', '替换'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response === 1 ? path : null
  }

  /** Writes what the page made where the user chooses; null when cancelled. */
  async function saveContent(content: string | Uint8Array, input: Record<string, unknown>): Promise<{ name: string } | null> {
    const path = await saveDialog(input)
    if (path === null) return null
    try {
      await writeNewFile(path, (file) => file.writeFile(content))
    } catch (error) {
      throw new ShellError(error instanceof CasebookError ? error.message : '没有保存成功，文件没有写出。请换一个文件夹，或检查磁盘空间和写入权限后再试。')
    }
    return { name: basename(path) }
  }

  const functions: { [N in keyof ShellApi]: (input: Record<string, unknown>) => ReturnType<ShellApi[N]> } = {
    async shellOpenFile(input) {
      const answer = await dialog.showOpenDialog(window, { title: text(input.title, 100), filters: filters(input.filters), properties: ['openFile'] })
      const path = answer.filePaths[0]
      if (answer.canceled || !path) return null
      return { token: tokens.issue(path), name: basename(path), size: (await stat(path)).size }
    },
    async shellOpenFiles(input) {
      const answer = await dialog.showOpenDialog(window, { title: text(input.title, 100), filters: filters(input.filters), properties: ['openFile', 'multiSelections'] })
      if (answer.canceled) return []
      return Promise.all(answer.filePaths.map(async (path) => ({ token: tokens.issue(path), name: basename(path), size: (await stat(path)).size })))
    },
    async shellOpenFolder(input) {
      const answer = await dialog.showOpenDialog(window, { title: text(input.title, 100), properties: ['openDirectory', 'createDirectory'] })
      const path = answer.filePaths[0]
      if (answer.canceled || !path) return null
      return { token: tokens.issue(path), name: basename(path) || path }
    },
    async shellSaveFile(input) {
      const path = await saveDialog(input)
      return path === null ? null : issueWritten(path)
    },
    async shellSaveText(input) {
      return saveContent(text(input.text, 1_000_000), { ...input, filters: [{ name: '文本文件', extensions: ['txt'] }] })
    },
    async shellSavePicture(input) {
      const format = pictureFormats[text(input.format, 10)]
      if (!format || !(input.bytes instanceof Uint8Array) || input.bytes.length > MOST_PICTURE_BYTES) throw badRequest()
      return saveContent(input.bytes, { ...input, filters: [format] })
    },
    async shellPrintHtml(input) {
      try {
        return await printHtml(sheetOf(input))
      } catch (error) {
        throw error instanceof ShellError ? error : new ShellError((error as Error).message)
      }
    },
    async shellSavePdf(input) {
      const sheet = sheetOf(input)
      const path = await saveDialog({ title: '存为 PDF', suggestedName: input.suggestedName, filters: [{ name: 'PDF 文件', extensions: ['pdf'] }] })
      if (path === null) return null
      try {
        const pdf = await pdfOf(sheet)
        await writeNewFile(path, (file) => file.writeFile(pdf))
      } catch (error) {
        throw new ShellError(error instanceof CasebookError ? error.message : '没有存成 PDF，文件没有写出。请重试；仍不行，请改为导出 Word。')
      }
      return issueWritten(path)
    },
    async shellShowSaved(input) {
      shell.showItemInFolder(pathOfSaved(input.token))
    },
    async shellPaperFile(input) {
      const name = text(input.suggestedName, 400)
      const folder = await papersFolder(app.getPath('documents'))
      if (folder === null) throw new ShellError('“文档”里的“检察司法救助文书”文件夹打不开也建不了，文书没有生成。请检查“文档”文件夹的写入权限后再试。')
      const path = freePath(folder, name, (taken) => promised.has(taken) || existsSync(taken))
      promised.add(path)
      return issueWritten(path)
    },
    async shellOpenSaved(input) {
      const path = pathOfSaved(input.token)
      if (!written.has(input.token as string) || !mayBeOpened(path)) throw new ShellError('这个文件不能从这里打开。请到它所在的文件夹里核对后再打开。')
      if ((await shell.openPath(path)) !== '') throw new ShellError(`“${basename(path)}”没有打开：这台电脑上没有能打开它的程序，或文件正被占用。请安装 WPS 等办公软件，或到文件夹里打开。`)
    },
    async shellCopyText(input) {
      clipboard.writeText(text(input.text, 1_000_000))
    },
    async shellSetTextScale(input) {
      if (!isTextScale(input.percent)) throw badRequest()
      main.setTextScale(input.percent)
    },
    async shellInfo() {
      return { version: app.getVersion(), runtime: `Electron ${process.versions.electron}`, textScale: main.textScale() }
    },
    async shellQuit() {
      app.quit()
    },
  }

  return {
    async call(name, input) {
      if (!Object.hasOwn(functions, name)) throw badRequest()
      return functions[name as keyof ShellApi](input === undefined ? {} : fieldsOf(input))
    },
    async adopt(path) {
      const info = typeof path === 'string' ? await stat(path).catch(() => null) : null
      return info?.isFile() ? { token: tokens.issue(path as string), name: basename(path as string), size: info.size } : null
    },
  }
}
