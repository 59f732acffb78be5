/**
 * `npm run package:check`: makes the package, installs it, uses it in a real window, upgrades and removes it, and looks into it. Changes the
 * system it runs on for a few minutes and leaves it as it was; needs root and dpkg for that.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from './bundle.mjs'
import { startVirtualDisplay } from './linux.mjs'
import { orExplain, root, setup, SetupError } from './setup.mjs'

function checkPlace() {
  if (process.platform !== 'linux' || spawnSync('dpkg', ['--version']).status !== 0) throw new SetupError('the check installs a .deb: run it on Debian or a system made from it.')
  if (process.getuid() !== 0) throw new SetupError('the check installs and removes a package: run it as root (in a container, best). 需要 root 权限。')
  const status = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', 'casebook', 'casebook-test'], { encoding: 'utf8' })
  if (/ installed$/m.test(status.stdout)) throw new SetupError('a casebook is installed on this system, and the check would remove it: run it elsewhere. 这台电脑装有本程序，不能在这里检查。')
}

const ready = await orExplain(async () => {
  checkPlace()
  const found = await setup({ tests: true })
  build({ node: found.node, env: found.env, SetupError })
  return found
})
const display = await orExplain(() => startVirtualDisplay(SetupError))
const env = { ...process.env, ...ready.env, DISPLAY: display.display }
delete env.WAYLAND_DISPLAY
const { status } = spawnSync(ready.node, [join(root, 'build', 'package', 'check.ts')], { cwd: root, env, stdio: 'inherit' })
process.exit(status ?? 1)
