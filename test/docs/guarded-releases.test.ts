import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { EvidenceView } from '@bunting/flag-server/releases/release-schemas.ts'
import { signature } from '@bunting/flag-server/webhooks/sign.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { codeBlocks, ROOT, readMarkdown } from './markdown.ts'

const run = promisify(execFile)
const FOLDER = join(ROOT, 'test/.cache/guarded-releases')
const blocks = codeBlocks(readMarkdown('docs/guarded-releases.md'))
const named = (name: string) => {
  const block = blocks.find(({ code }) => new RegExp(`^(//|#) ${name}\n`).test(code))
  if (!block) throw new Error(`docs/guarded-releases.md has no ${name}`)
  return block.code
}

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await mkdir(FOLDER, { recursive: true })
  for (const name of ['verify.mjs', 'recompute.mjs']) {
    await writeFile(join(FOLDER, name), named(name))
  }
})
afterAll(async () => {
  await server.stop()
  await rm(FOLDER, { recursive: true, force: true })
})

it('starts a release, whose evidence anybody can compute again without Bunting', async () => {
  const script = `set -e\n${named('release.sh').replace('http://127.0.0.1:8080', server.url).replaceAll('curl ', 'curl -sS --fail-with-body -w "\\n" ')}`
  const { stdout } = await run('sh', ['-c', script], {
    env: { ...process.env, BUNTING_ADMIN_TOKEN: server.adminToken },
  })
  const [, release, list] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(release).toMatchObject({ state: 'running', share: 1_000 })
  expect(list).toMatchObject({ releases: [{ id: release.id }] })

  const { key } = await server.admin.createSdkKey('server')
  const report = async (stretch: number, arm: string, from: number, bad: number) => {
    const units = Array.from({ length: 400 }, (_, at) => from + at)
    const of = { release: release.id, stretch, arm }
    const observations = [
      { ...of, units },
      { ...of, metric: 'errors', units: units.slice(0, bad) },
      { ...of, metric: 'checkout_failed', units: units.slice(0, bad / 4) },
    ]
    const body = { type: 'events', id: crypto.randomUUID(), agoMs: 0, counts: [], observations }
    const { status } = await fetch(`${server.url}/sdk/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(status).toBe(202)
  }
  const path = `${PRODUCTION}/releases/${release.id}`
  await report(0, 'control', 0, 40)
  await server.admin.request('POST', `${path}/advance`)
  // The same users fail again, and some of the treatment for the first time.
  await report(1, 'control', 0, 20)
  await report(1, 'treatment', 5_000, 60)
  await waitFor(
    async () =>
      (await server.admin.request<{ state: string }>('GET', path)).body.state === 'rolled_back',
  )
  const evidence = await server.admin.request<EvidenceView>('GET', `${path}/evidence?records=true`)
  const recomputing = run(process.execPath, [join(FOLDER, 'recompute.mjs')])
  recomputing.child.stdin?.end(JSON.stringify(evidence.body))
  const lines = (await recomputing).stdout.trim().split('\n')
  expect(lines.length).toBeGreaterThanOrEqual(4)
  for (const line of lines) {
    const [, , computed, stored] = line.split(' ')
    expect(Number(computed)).toBeCloseTo(Number(stored), 9)
  }
  expect(lines.some((line) => / errors \d{2}/.test(line))).toBe(true)
})

it('tells who sent a webhook, and refuses what is old or was changed', async () => {
  const { isFromBunting } = await import(join(FOLDER, 'verify.mjs'))
  const now = Math.floor(Date.now() / 1_000)
  const header = signature('bws_secret', '{"event":"release.started"}', now)
  expect(isFromBunting('bws_secret', header, '{"event":"release.started"}')).toBe(true)
  expect(isFromBunting('bws_secret', header, '{"event":"release.advanced"}')).toBe(false)
  expect(isFromBunting('bws_other', header, '{"event":"release.started"}')).toBe(false)
  expect(isFromBunting('bws_secret', '', '')).toBe(false)
  const old = signature('bws_secret', '{}', now - 600)
  expect(isFromBunting('bws_secret', old, '{}')).toBe(false)
})
