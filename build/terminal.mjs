/** `npm run -s casebook -- ...`: the operations of the casebook from a terminal, on a Node that can run them. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { orExplain, root, setup } from './setup.mjs'

const { node } = await orExplain(() => setup({ window: false }))
const result = spawnSync(node, [join(root, 'db', 'cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(result.status ?? 1)
