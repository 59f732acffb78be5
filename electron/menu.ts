import { Menu, app, dialog } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../db/operations/bridge.ts'
import { channels } from './channels.ts'
import type { MainWindow } from './window.ts'
import { windowTitle } from './window.ts'
import { textScales } from './windowState.ts'

/** The menu bar. Keys that the page handles itself are shown but not registered, so that they never fire twice or while composing Chinese. */
export function setMenu(main: MainWindow): void {
  const { window } = main
  const ask = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator && { accelerator, registerAccelerator: false }),
    click: () => window.webContents.send(channels.menu, command),
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const template: MenuItemConstructorOptions[] = [
    {
      label: '文件(&F)',
      submenu: [
        ask('新建', 'new', 'CommandOrControl+N'),
        ask('保存', 'save', 'CommandOrControl+S'),
        ask('打印', 'print', 'CommandOrControl+P'),
        separator,
        ask('立即备份', 'backup'),
        ask('锁定', 'lock'),
        separator,
        { label: '备份并退出', accelerator: 'CommandOrControl+Q', click: () => app.quit() },
      ],
    },
    {
      label: '编辑(&E)',
      submenu: [
        { label: '撤销输入', role: 'undo' },
        { label: '恢复输入', role: 'redo' },
        separator,
        { label: '剪切', role: 'cut' },
        { label: '复制', role: 'copy' },
        { label: '粘贴', role: 'paste' },
        { label: '全选', role: 'selectAll' },
        separator,
        ask('查找案件、人员', 'find', 'CommandOrControl+K'),
        ask('筛选本页', 'filter', 'CommandOrControl+F'),
      ],
    },
    {
      label: '查看(&V)',
      submenu: [
        ...textScales.map(
          (percent): MenuItemConstructorOptions => ({
            label: percent === 100 ? '标准字号' : `字号放大到 ${percent}%`,
            type: 'radio',
            checked: main.textScale() === percent,
            click: () => main.setTextScale(percent),
          }),
        ),
        separator,
        { label: '全屏', role: 'togglefullscreen' },
      ],
    },
    {
      label: '帮助(&H)',
      submenu: [
        ask('本页能做什么', 'help', 'F1'),
        {
          label: '关于',
          click: () =>
            void dialog.showMessageBox(window, {
              type: 'info',
              title: windowTitle,
              message: windowTitle,
              detail: `版本 ${app.getVersion()}\n单机离线使用，数据加密保存在本机。`,
              buttons: ['关闭'],
              noLink: true,
            }),
        },
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
