import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { expectToCompile } from './compile-folder.ts'
import { codeBlocks, ROOT, readMarkdown, tableRows } from './markdown.ts'

const run = promisify(execFile)
// Inside the workspace, so that the example finds the packages as a user's project would.
const FOLDER = join(ROOT, 'test/.cache/metrics-example')
const METRICS_TOKEN = 'a-token-for-prometheus-0123456789'
const example = codeBlocks(readMarkdown('docs/metrics.md')).find(
  ({ language }) => language === 'ts',
)

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ config: { metricsToken: METRICS_TOKEN } })
  await mkdir(FOLDER, { recursive: true })
  const code = example?.code.replace('http://127.0.0.1:8080', server.url) ?? ''
  await writeFile(join(FOLDER, 'flag-metrics.ts'), code)
})
afterAll(async () => {
  await server.stop()
  await rm(FOLDER, { recursive: true, force: true })
})

it('shows code for an application that compiles, and tells the age of its flags', async () => {
  await writeFile(
    join(FOLDER, 'run.ts'),
    `import { register } from 'prom-client'
import { featureFlags, flagMetrics } from './flag-metrics.ts'
const before = await register.metrics()
await featureFlags.ready()
console.log(JSON.stringify({ before, after: await register.metrics(), count: flagMetrics.length }))
await featureFlags.close()
`,
  )
  await expectToCompile(FOLDER)

  const { key } = await server.admin.createSdkKey('server')
  const { stdout } = await run(process.execPath, [join(FOLDER, 'run.ts')], {
    env: { ...process.env, BUNTING_SDK_KEY: key, BUNTING_CACHE_DIR: '' },
    timeout: 20_000,
  })
  const { before, after } = JSON.parse(stdout)
  expect(before).toMatch(/^feature_flags_age_seconds \+?Inf$/m)
  expect(before).toMatch(/^feature_flags_connected 0$/m)
  expect(after).toMatch(/^feature_flags_age_seconds \d+(\.\d+)?(e-\d+)?$/m)
  expect(after).toMatch(/^feature_flags_revision \d+$/m)
  expect(after).toMatch(/^feature_flags_connected 1$/m)
})

it('lists every metric of the server, and no others', async () => {
  const response = await fetch(`${server.url}/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  })
  const told = [...(await response.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
  const listed = tableRows(readMarkdown('deploy/README.md')).flatMap(
    ([name = '']) => name.match(/^`(bunting_\w+)`$/)?.[1] ?? [],
  )
  expect(listed.sort()).toEqual(told.sort())
})
