/** `npm run pictures`: makes everything ready, then takes the pictures of the README and of the office guide from the real window with the demonstration casebook. */
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
  // Always the same room, whatever the desktop.
  env.DISPLAY = (await orExplain(() => startVirtualDisplay(SetupError))).display
  delete env.WAYLAND_DISPLAY
}
const { status } = spawnSync(ready.node, [join(root, 'electron', 'e2e', 'pictures.ts')], { cwd: root, env, stdio: 'inherit' })
process.exit(status ?? 1)
