/**
 * Builds the database driver from its own sources for UOS 20 and Kylin V10, whose C library (2.28) is older than the one its ready-made binary
 * needs. To be run on such a system, or in a container with that C library and a compiler for C++20 (manylinux_2_28 has both); with python3, make,
 * g++ 10 or later. Node's headers are downloaded, or come from a folder: node build/driver-old-glibc.mjs --nodedir=/usr
 *
 * Unverified: this has not been run against glibc 2.28.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { orExplain, root, setup } from './setup.mjs'

const ready = await orExplain(() => setup({ window: false }))
const { status } = spawnSync(ready.node, [join(root, 'build', 'package', 'buildDriver.ts'), ...process.argv.slice(2)], { cwd: root, env: { ...process.env, ...ready.env }, stdio: 'inherit' })
process.exit(status ?? 1)
