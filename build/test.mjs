/**
 * `npm test`: makes everything ready, then types, lint, unit tests, build and the tests that drive the real window. Every step runs even when
 * an earlier one failed, so that one run shows all. Ends with the plain line `N passed, N failed`.
 *
 *   node build/test.mjs [types] [lint] [unit] [build] [e2e] [-- vitest arguments]     only these steps
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build } from './bundle.mjs'
import { startVirtualDisplay } from './linux.mjs'
import { orExplain, root, setup, SetupError } from './setup.mjs'

const split = process.argv.indexOf('--')
const asked = process.argv.slice(2, split < 0 ? undefined : split)
const forVitest = split < 0 ? [] : process.argv.slice(split + 1)
const all = ['types', 'lint', 'unit', 'build', 'e2e']
const steps = asked.length > 0 ? all.filter((step) => asked.includes(step)) : all

/** Files of window tests that run at a time (maxWorkers of the e2e project says the same). */
const WINDOW_WORKERS = 2

const work = mkdtempSync(join(tmpdir(), 'casebook-test-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const windows = steps.includes('e2e')
const ready = await orExplain(() => setup({ tests: windows, window: windows }))
const env = { ...process.env, ...ready.env }
if (windows && process.platform === 'linux') {
  // Always a display of our own: the tests must not fight with somebody's desktop for the keyboard.
  // One for each test file that runs at a time, so that no window takes the keyboard or the clipboard of another.
  const displays = await orExplain(() => Promise.all(Array.from({ length: WINDOW_WORKERS }, () => startVirtualDisplay(SetupError))))
  env.CASEBOOK_DISPLAYS = displays.map(({ display }) => display).join(' ')
  delete env.WAYLAND_DISPLAY
}

const lines = []
const failures = []
let passed = 0
let failed = 0
function count(step, good, bad, seconds, note = '') {
  passed += good
  failed += bad
  lines.push(`  ${bad > 0 ? '✗' : '✓'} ${step.padEnd(6)} ${String(good).padStart(5)} passed ${String(bad).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s${note && `   ${note}`}`)
}

function run(args, more = {}) {
  return new Promise((done) => {
    const child = spawn(ready.node, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, ...more } })
    child.on('exit', (code) => done(code ?? 1))
  })
}

const bin = (name, file) => join(root, 'node_modules', name, file)

async function vitest(project, more = {}) {
  const report = join(work, `${project}.json`)
  const config = join(root, 'build', 'vitest.config.ts')
  const args = [bin('vitest', 'vitest.mjs'), 'run', '--config', config, '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run([...args, ...forVitest], more)
  if (!existsSync(report)) return { good: 0, bad: 1, note: 'did not run' }
  const { numPassedTests: good, numFailedTests, numFailedTestSuites, numTotalTests: total, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  for (const file of testResults) {
    const broken = file.assertionResults.filter((test) => test.status === 'failed')
    for (const test of broken) failures.push(`${relative(root, file.name)} > ${test.fullName}\n${(test.failureMessages[0] ?? '').slice(0, 1500)}`)
    if (file.status === 'failed' && broken.length === 0) failures.push(`${relative(root, file.name)}\n${(file.message ?? '').slice(0, 1500)}`)
  }
  // A file that could not be loaded has no failed tests, and an error outside any test fails the run only.
  const bad = Math.max(numFailedTests, numFailedTestSuites > 0 && numFailedTests === 0 ? 1 : 0, code === 0 ? 0 : 1)
  const left = total - good - numFailedTests
  return { good, bad, note: left > 0 ? `${left} skipped` : '' }
}

const whatToDo = {
  types: async () => ({ bad: await run([bin('vue-tsc', 'bin/vue-tsc.js'), '--noEmit']) }),
  lint: async () => ({ bad: await run([bin('eslint', 'bin/eslint.js'), '--max-warnings', '0', '.']) }),
  unit: () => vitest('unit'),
  build: async () => {
    try {
      build({ node: ready.node, env, force: true, SetupError })
      return { bad: 0 }
    } catch (error) {
      if (!(error instanceof SetupError)) throw error
      console.error(error.message)
      return { bad: 1 }
    }
  },
  e2e: async () => {
    if (!existsSync(join(root, 'out', 'fingerprint'))) return { good: 0, bad: 1, note: 'nothing was built' }
    const seen = join(work, 'windows')
    const result = await vitest('e2e', { CASEBOOK_WINDOWS_SEEN: seen })
    const opened = existsSync(seen) ? readFileSync(seen, 'utf8').trim().split('\n').length : 0
    if (opened === 0) return { ...result, bad: Math.max(result.bad, 1), note: 'no window was opened' }
    return { ...result, note: [`${opened} windows`, result.note].filter(Boolean).join(', ') }
  },
}

async function measure(step) {
  const began = performance.now()
  const { good, bad, note } = await whatToDo[step]()
  const counted = Math.min(bad, good === undefined ? 1 : bad)
  return [step, good ?? 1 - counted, counted, (performance.now() - began) / 1000, note]
}

// The checkers use one core each and start nothing; everything after them has the machine to itself.
const together = steps.filter((step) => step === 'types' || step === 'lint')
const turns = [together, ...steps.filter((step) => !together.includes(step)).map((step) => [step])].filter((turn) => turn.length > 0)
for (const turn of turns) {
  console.error(`\n── ${turn.join(', ')} ${'─'.repeat(60)}`)
  for (const result of await Promise.all(turn.map(measure))) count(...result)
}

// What failed is said again at the very end, where a log that was cut still has it.
for (const failure of failures) console.log(`\n✗ ${failure}`)
console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
