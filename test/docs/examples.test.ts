import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { expectToCompile } from './compile-folder.ts'
import { codeBlocks, ROOT, readMarkdown } from './markdown.ts'

const run = promisify(execFile)
// Inside the workspace, so that the examples find the packages as a user's project would.
const FOLDER = join(ROOT, 'test/.cache/examples')
const examples = codeBlocks(readMarkdown('README.md')).filter(({ code }) =>
  /^\/\/ \S+\.tsx?\n/.test(code),
)
const nameOf = (code: string) => code.slice(3, code.indexOf('\n'))

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await mkdir(FOLDER, { recursive: true })
  for (const { code } of examples) await writeFile(join(FOLDER, nameOf(code)), code)
})
afterAll(async () => {
  await server.stop()
  await rm(FOLDER, { recursive: true, force: true })
})

it('has examples for Node and React that compile, of about twenty lines', async () => {
  expect(examples.map(({ code }) => nameOf(code))).toEqual(['server.ts', 'shop.tsx'])
  for (const { code } of examples) expect(code.split('\n').length).toBeLessThan(30)
  await expectToCompile(FOLDER)
})

it('has a Node example that runs', async () => {
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
  const { key } = await server.admin.createSdkKey('server')
  const example = examples[0]?.code.replaceAll('http://127.0.0.1:8080', server.url) ?? ''
  await writeFile(join(FOLDER, 'run.ts'), example)
  const { stdout } = await run(process.execPath, [join(FOLDER, 'run.ts')], {
    env: { ...process.env, BUNTING_SDK_KEY: key },
    timeout: 20_000,
  })
  const [enabled, colour] = stdout.split('\n')
  expect([enabled, colour]).toEqual(['true', 'blue'])
  expect(stdout).toContain("phase: 'ready'")
})

it('has curl commands that do what they say', async () => {
  const fresh = await startTestServer()
  try {
    const commands =
      codeBlocks(readMarkdown('README.md')).find(({ code }) => code.startsWith('api='))?.code ?? ''
    const script = `set -e\n${commands.replace('http://127.0.0.1:8080', fresh.url).replaceAll('curl ', 'curl -sS --fail-with-body -w "\\n" ')}`
    const { stdout } = await run('sh', ['-c', script], {
      env: { ...process.env, BUNTING_ADMIN_TOKEN: fresh.adminToken },
    })
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toMatchObject([
      { key: 'new-checkout', type: 'boolean' },
      { on: true, revision: 2, version: 2 },
      { revision: 3 },
      { connected: 0, applied: 0 },
      { revision: 3, connected: 0, connections: [] },
      { kind: 'server', key: expect.stringMatching(/^bunting_server_/) },
    ])
  } finally {
    await fresh.stop()
  }
})
