import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runStep, type Step, stepLine } from './run-step.ts'
import { countTests, type TestReport } from './test-counts.ts'

/**
 * `npm test`: types, lint, and all tests but the slow ones, which CI runs after it. With arguments only
 * the tests that vitest finds by them: `npm test -- sdks/evaluator`, `npm test -- --project=slow`.
 */
const selection = process.argv.slice(2)
const bin = (name: string) =>
  fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'bunting-check-'))
const reportFile = join(folder, 'tests.json')
const steps: Step[] = []

// Quick ones first. All run, whatever fails: a person wants to hear of everything at once.
if (selection.length === 0) {
  steps.push(await runStep('types', 'failure', [bin('tsc'), '-b']))
  const lint = ['ci', '--colors=off', '--error-on-warnings']
  steps.push(await runStep('lint', 'failure', [bin('biome'), ...lint]))
}
// The browser tests open what is built.
steps.push(await runStep('build', 'failure', [process.execPath, 'scripts/build.ts']))
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
const vitest = [bin('vitest'), 'run', '--allowOnly=false', ...reporters] as const
const chosen = selection.length > 0 ? selection : ['--project=!slow']
steps.push(await runStep('tests', 'always', [...vitest, ...chosen]))

const report: TestReport = JSON.parse(await readFile(reportFile, 'utf8').catch(() => 'null'))
await rm(folder, { recursive: true })
const { passed, failed, skipped } = report
  ? countTests(report)
  : { passed: 0, failed: 1, skipped: 0 }

console.log(['', ...steps.map(stepLine), ''].join('\n'))
if (skipped > 0 && selection.length === 0)
  console.log(`${skipped} tests were skipped: none may be.`)
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)

const complete = passed > 0 && failed === 0 && (skipped === 0 || selection.length > 0)
process.exitCode = complete && steps.every((step) => step.passed) ? 0 : 1
