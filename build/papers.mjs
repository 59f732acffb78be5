/** `npm run papers`: makes everything ready, then the templates of the papers anew. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { orExplain, root, setup } from './setup.mjs'

const ready = await orExplain(() => setup({ tests: false, window: false }))
const { status } = spawnSync(ready.node, [join(root, 'build', 'papers', 'write.ts')], { cwd: root, env: { ...process.env, ...ready.env }, stdio: 'inherit' })
process.exit(status ?? 1)
