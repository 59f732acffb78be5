/** `npm run bench [-- names]`: makes everything ready, then measures in one run; fails when a limit is exceeded. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from './bundle.mjs'
import { startVirtualDisplay } from './linux.mjs'
import { orExplain, root, setup, SetupError } from './setup.mjs'

const ready = await orExplain(async () => {
  const found = await setup({ tests: true })
  build({ node: found.node, env: found.env, SetupError })
  return found
})
const env = { ...process.env, ...ready.env }
if (process.platform === 'linux') {
  env.DISPLAY = (await orExplain(() => startVirtualDisplay(SetupError))).display
  delete env.WAYLAND_DISPLAY
}
const { status } = spawnSync(ready.node, [join(root, 'electron', 'bench', 'run.ts'), ...process.argv.slice(2)], { cwd: root, env, stdio: 'inherit' })
process.exit(status ?? 1)
