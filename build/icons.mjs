/** `npm run icons`: makes everything ready, then draws the program's icon anew from build/icons/icon.svg. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { startVirtualDisplay } from './linux.mjs'
import { orExplain, root, setup, SetupError } from './setup.mjs'

const ready = await orExplain(() => setup({ tests: true }))
const env = { ...process.env, ...ready.env }
if (process.platform === 'linux') {
  env.DISPLAY = (await orExplain(() => startVirtualDisplay(SetupError))).display
  delete env.WAYLAND_DISPLAY
}
const { status } = spawnSync(ready.node, [join(root, 'build', 'icons', 'write.ts')], { cwd: root, env, stdio: 'inherit' })
process.exit(status ?? 1)
