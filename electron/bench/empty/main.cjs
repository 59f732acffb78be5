// The least that shows a line of text: what the casebook's start is compared with.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- Electron 25 loads no modules as its main script
const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('data:text/html,<title>empty</title><h1>empty</h1>'))
