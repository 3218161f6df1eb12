import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { curlSnippet } from '@bunting/admin-ui/snippets/curl-snippet.ts'
import { firstProgram } from '@bunting/admin-ui/snippets/first-program.ts'
import { SDKS, type Sdk } from '@bunting/admin-ui/snippets/sdks.ts'
import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { expectToCompile } from './compile-folder.ts'
import { codeBlocks, ROOT, readMarkdown } from './markdown.ts'

const run = promisify(execFile)
// Inside the workspace, so that the snippets find the packages as a user's project would.
const FOLDER = join(ROOT, 'test/.cache/snippets')

const FALLBACKS = {
  boolean: false,
  string: "it's “blue”\n",
  number: 0.5,
  json: { limits: [1, 2], 'per user': { on: true, none: null } },
}

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await mkdir(FOLDER, { recursive: true })
})
afterAll(async () => {
  await server.stop()
  await rm(FOLDER, { recursive: true, force: true })
})

function code(sdk: Sdk, type: keyof typeof FALLBACKS, key: string | null = null): string {
  return SDKS[sdk].snippet({ url: server.url, key, flag: `a-${type}`, fallback: FALLBACKS[type] })
}

it('shows code that compiles, for every SDK and every type of flag', async () => {
  for (const sdk of Object.keys(SDKS) as Sdk[]) {
    for (const type of Object.keys(FALLBACKS) as (keyof typeof FALLBACKS)[]) {
      const name = `${sdk}-${type}.${sdk === 'react' ? 'tsx' : 'ts'}`
      await writeFile(join(FOLDER, name), code(sdk, type))
    }
  }
  await expectToCompile(FOLDER)
})

it('shows code that answers what the server serves', async () => {
  await server.admin.createFlag({ key: 'a-boolean', type: 'boolean' })
  await server.admin.configure('a-boolean', { on: true })
  const { key } = await server.admin.createSdkKey('server')
  const answers = {
    node: `${code('node', 'boolean', key)}
console.log(featureFlags.isEnabled('a-boolean', user))
await featureFlags.close()`,
    'open-feature': `${code('open-feature', 'boolean', key)}
await OpenFeature.close()`,
  }
  for (const [name, program] of Object.entries(answers)) {
    const file = join(FOLDER, `run-${name}.ts`)
    await writeFile(file, program)
    const { stdout } = await run(process.execPath, [file], { timeout: 20_000 })
    expect([name, stdout.trim()]).toEqual([name, 'true'])
  }
})

it('is what the docs show', () => {
  const facts = { url: 'http://127.0.0.1:8080', key: null, flag: 'new-checkout', fallback: false }
  expect(readMarkdown('docs/getting-started.md')).toContain(firstProgram(facts))
  expect(readMarkdown('docs/openfeature.md')).toContain(SDKS['open-feature'].snippet(facts))
  expect(readMarkdown('docs/openfeature.md')).toContain(SDKS['open-feature'].install)
})

it('shows a first program that stays, and says it when the flag is switched', async () => {
  await server.admin.createFlag({ key: 'a-first', type: 'boolean' })
  const { key } = await server.admin.createSdkKey('server')
  await writeFile(
    join(FOLDER, 'first.mjs'),
    firstProgram({ url: server.url, key, flag: 'a-first' }),
  )
  const program = spawn(process.execPath, [join(FOLDER, 'first.mjs')])
  const ended = once(program, 'exit')
  try {
    const said = async () => String((await once(program.stdout, 'data'))[0]).trim()
    expect(await said()).toBe('a-first false')
    await server.admin.configure('a-first', { on: true })
    await waitFor(async () => (await said()) === 'a-first true')
  } finally {
    program.kill()
    await ended
  }
})

it('shows a curl command that answers with the value and why', async () => {
  const place = { project: 'default', environment: 'production', flag: 'a-boolean' }
  const command = curlSnippet({ url: server.url, ...place })
  const { stdout } = await run('sh', ['-c', command.replace('curl ', 'curl -sS ')], {
    env: { ...process.env, BUNTING_API_TOKEN: server.adminToken },
  })
  const { decision, steps } = JSON.parse(stdout) as FlagExplained
  expect(decision).toMatchObject({ value: true, variant: 'on' })
  expect(steps.length).toBeGreaterThan(0)
})

it('shows a curl command of the remote evaluation protocol that answers as it says', async () => {
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
  const { key } = await server.admin.createSdkKey('server')
  const page = readMarkdown('docs/openfeature.md')
  const command = codeBlocks(page).find(({ code }) => code.startsWith('curl '))?.code ?? ''
  const { stdout } = await run(
    'sh',
    [
      '-c',
      command.replace('http://127.0.0.1:8080', server.url).replace('curl ', 'curl -sS --fail '),
    ],
    { env: { ...process.env, BUNTING_SDK_KEY: key } },
  )
  expect(page).toContain(`answers \`${stdout}\``)
})
