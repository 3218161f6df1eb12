import { mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Content, flagServing } from '@bunting/client/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { readCache } from './cache/read-cache.ts'
import { NODES, PRINT_FLAG, sdkProcesses } from './testing/sdk-processes.ts'

const processes = sdkProcesses()
const { livingServer } = processes

describe.each(NODES)('a process with a file cache, on Node %s', { timeout: 30_000 }, (_, node) => {
  const { run } = processes.on(node)

  /** Large enough that writing it takes a while. */
  const LARGE: Content = {
    revision: 1,
    flags: [
      flagServing('new-checkout', true),
      ...Array.from({ length: 1_000 }, (_, n) => flagServing(`flag-${n}`, 'x'.repeat(1_000))),
    ],
  }
  let cacheDir: string
  beforeEach(() => {
    cacheDir = mkdtempSync(join(processes.folder, 'cache-'))
  })
  const cacheFile = () => join(cacheDir, readdirSync(cacheDir)[0] ?? 'none')

  it('ends once its first flags are written, and starts with them during an outage', async () => {
    const server = await livingServer({ content: LARGE })
    expect(await run(server.url, PRINT_FLAG, { options: { cacheDir } })).toMatchObject({
      exitCode: 0,
      output: 'true',
    })
    expect(readCache(cacheFile(), expect.fail)?.head.snapshot.revision).toBe(1)
    server.refuses = true
    const again = "console.log(featureFlags.isEnabled('new-checkout'), featureFlags.status().phase)"
    const { output } = await run(server.url, again, { options: { cacheDir } })
    expect(output).toBe('true stale')
  })

  it('leaves a whole file or none when it leaves in the middle of writing', async () => {
    const { url } = await livingServer({ content: LARGE })
    const exit = 'await featureFlags.ready(); process.exit(0)'
    expect((await run(url, exit, { options: { cacheDir } })).exitCode).toBe(0)
    readCache(cacheFile(), expect.fail)
  })

  it('says nothing of a home where nothing can be written, and has no cache', async () => {
    const nowhere = join(processes.folder, 'sdk.mjs')
    const env = { HOME: nowhere, XDG_CACHE_HOME: '', TMPDIR: nowhere }
    const { url } = await livingServer()
    const source = { env: { ...env, BUNTING_CACHE_DIR: undefined } }
    expect(await run(url, PRINT_FLAG, source)).toEqual({
      exitCode: 0,
      output: 'true',
      errors: '',
    })
  })

  it('finds its flags at the next start though nobody has asked for a cache', async () => {
    const source = { env: { HOME: cacheDir, XDG_CACHE_HOME: '', BUNTING_CACHE_DIR: undefined } }
    const server = await livingServer()
    await run(server.url, PRINT_FLAG, source)
    server.refuses = true
    const again = "console.log(featureFlags.isEnabled('new-checkout'))"
    expect((await run(server.url, again, source)).output).toBe('true')
  })
})
