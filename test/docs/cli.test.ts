import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { startTestServer } from '../support/test-server.ts'
import { codeBlocks, ROOT, readMarkdown } from './markdown.ts'

const run = promisify(execFile)
const PAGE = readMarkdown('docs/cli.md')

it('has commands that do what they say, one after the other', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.stop())
  const commands = codeBlocks(PAGE)
    .map(({ code }) => code)
    .filter((code) => /^bunting /m.test(code) && !code.startsWith('npm') && !code.startsWith('$'))
  expect(commands.length).toBe(2)
  const script = `set -e
bunting() { "${process.execPath}" "${ROOT}/sdks/cli/src/bin.ts" "$@"; }
${commands.join('\n')}`
  const { stdout, stderr } = await run('sh', ['-c', script], {
    env: {
      PATH: process.env.PATH ?? '',
      BUNTING_URL: server.url,
      BUNTING_TOKEN: server.adminToken,
    },
    timeout: 55_000,
  })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^made new-checkout/)
  expect(stdout).toContain('25 % on, 75 % off')
  expect(stdout).toContain('killed new-checkout in production')
  expect(stdout.trim().split('\n').at(-1)).toContain('"confirmed":true')
  // Nine processes, one after the other.
}, 60_000)

it('names every command, in the page and in the README', async () => {
  const { out } = await runCli(['--help'], {})
  const names = [...out.matchAll(/^ {2}([a-z]+) .* {2}/gm)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(10)
  const readme = readMarkdown('sdks/cli/README.md')
  for (const name of names) {
    expect(PAGE, name).toMatch(new RegExp(`\`${name}\`|bunting ${name}\\b`))
    expect(readme, name).toMatch(new RegExp(`\`${name}\\b`))
  }
})
