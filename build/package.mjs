/** `npm run package`: makes everything ready, builds, then makes the packages that this machine can make, in dist/. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from './bundle.mjs'
import { orExplain, root, setup, SetupError } from './setup.mjs'

const ready = await orExplain(async () => {
  const found = await setup()
  build({ node: found.node, env: found.env, SetupError })
  return found
})
const { status } = spawnSync(ready.node, [join(root, 'build', 'package', 'make.ts')], { cwd: root, env: { ...process.env, ...ready.env }, stdio: 'inherit' })
process.exit(status ?? 1)
