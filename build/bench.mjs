/** `npm run bench`: every benchmark in one run, each in a process of its own; fails when a limit is exceeded. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
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

let measured = 0
let exceeded = 0
let broken = 0
for (const folder of ['db/bench', 'electron/bench']) {
  if (!existsSync(join(root, folder))) continue
  for (const name of readdirSync(join(root, folder)).filter((file) => file.endsWith('.bench.ts')).sort()) {
    console.log(`\n${folder}/${name}`)
    const { stdout, status } = spawnSync(ready.node, [join(root, folder, name)], { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    for (const line of stdout.split('\n').filter(Boolean)) {
      measured += 1
      if (line.endsWith('超出')) exceeded += 1
      console.log(`  ${line.replaceAll('\t', '   ')}`)
    }
    if (status !== 0) broken += 1
  }
}
console.log(`\n${measured} measured, ${exceeded} over their limit, ${broken} did not finish`)
process.exit(exceeded + broken > 0 ? 1 : 0)
