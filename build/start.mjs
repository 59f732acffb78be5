/** `npm start`: makes everything ready, builds when a source is newer than the build, and opens the casebook. */
import { spawn } from 'node:child_process'
import { build } from './bundle.mjs'
import { hasDisplay } from './linux.mjs'
import { orExplain, root, setup, SetupError } from './setup.mjs'

const { electron, env } = await orExplain(async () => {
  if (!hasDisplay()) {
    throw new SetupError('There is no display here: run npm start in a desktop session (or under xvfb-run). 这里没有图形界面，请在桌面环境中运行 npm start。')
  }
  const ready = await setup()
  build({ node: ready.node, env: ready.env, SetupError })
  return ready
})

const asRoot = process.platform === 'linux' && process.getuid?.() === 0
const child = spawn(electron, [...(asRoot ? ['--no-sandbox'] : []), root, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...env },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
