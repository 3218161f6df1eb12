import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Content, flagServing, snapshotFrame } from '@bunting/client/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeCache } from './cache/cache-format.ts'
import type { FeatureFlagsOptions } from './index.ts'
import { type ProtocolServer, startProtocolServer } from './testing/protocol-server.ts'
import { createSdkStarter } from './testing/sdk-starter.ts'

const KEY = 'bunting-server-key-1'
/** Disks and machines may be busy. */
const SOON = { timeout: 10_000 }

const at = (revision: number): Content => ({ revision, flags: [flagServing('limit', revision)] })

let folder: string
let server: ProtocolServer
let sdks: ReturnType<typeof createSdkStarter>
beforeEach(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'bunting-restart-'))
  sdks = createSdkStarter()
  server = await startProtocolServer(KEY, at(3))
})
afterEach(async () => {
  await sdks.closeAll()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const start = (options: Partial<FeatureFlagsOptions> = {}) =>
  sdks.start({ url: server.url, key: KEY, cacheDir: folder, ...options })

/** The one file in the folder. */
const cacheFile = () => join(folder, readdirSync(folder)[0] ?? '')
const cached = () => (readdirSync(folder).length === 0 ? '' : readFileSync(cacheFile(), 'utf8'))

/** A run that has left its flags. */
async function runBefore(): Promise<void> {
  const before = start()
  await before.ready()
  await before.close()
}

describe('an SDK that starts during an outage', () => {
  it('answers the first question as before, and knows how old that answer is', async () => {
    await runBefore()
    const confirmedAt = new Date(Date.now() - 3_600_000)
    writeFileSync(cacheFile(), encodeCache(snapshotFrame(at(3)), confirmedAt.getTime()))
    server.refuses = true
    const featureFlags = start({ maxStalenessMs: 7_200_000 })
    expect(featureFlags.decide('limit')).toMatchObject({
      value: 3,
      flagMetadata: { stale: true },
    })
    expect(featureFlags.status()).toMatchObject({ phase: 'stale', revision: 3, epoch: 'e1' })
    const { ageMs = 0 } = featureFlags.status()
    expect(Math.abs(ageMs - (Date.now() - confirmedAt.getTime()))).toBeLessThan(1_000)
    expect(featureFlags.healthy()).toBe(true)
    expect(start({ maxStalenessMs: 1_800_000 }).healthy()).toBe(false)
    expect(sdks.warnings.join()).not.toContain('cache')
  })

  it('comes back with what it holds when the server does', async () => {
    await runBefore()
    server.refuses = true
    const featureFlags = start()
    server.refuses = false
    expect(await featureFlags.ready()).toMatchObject({ phase: 'ready', revision: 3 })
    expect(server.connections.at(-1)?.messages[0]).toMatchObject({ holds: { revision: 3 } })
  })

  it('does not know the flags of another key, nor of another server', async () => {
    await runBefore()
    server.refuses = true
    expect(start({ key: 'bunting-other-key' }).status().phase).toBe('starting')
    expect(start({ url: `${server.url}/eu` }).status().phase).toBe('starting')
    expect(start({ cacheDir: false }).status().phase).toBe('starting')
  })

  it('does not say that flags are young because a clock was ahead', async () => {
    await runBefore()
    const tomorrow = Date.now() + 86_400_000
    writeFileSync(cacheFile(), encodeCache(snapshotFrame(at(3)), tomorrow))
    server.refuses = true
    const featureFlags = start({ maxStalenessMs: 1_000 })
    expect(featureFlags.status().ageMs).toBe(undefined)
    expect(featureFlags.healthy()).toBe(false)
    expect(featureFlags.value('limit', 0)).toBe(3)
  })

  it('warns once of a damaged cache, and is as if there were none', async () => {
    await runBefore()
    writeFileSync(cacheFile(), readFileSync(cacheFile(), 'utf8').slice(0, -5))
    server.refuses = true
    expect(start().status().phase).toBe('starting')
    const warnings = sdks.warnings.filter((message) => message.includes('cache'))
    expect(warnings).toEqual([
      expect.stringMatching(/^Bunting: ignored the cached flags in .*checksum/),
    ])
  })
})

describe('an SDK that is connected', () => {
  it('keeps what it knows in a file for this user only, which does not tell the key', async () => {
    await start().ready()
    await expect.poll(cached, SOON).toContain(snapshotFrame(at(3)))
    expect(statSync(cacheFile()).mode & 0o777).toBe(0o600)
    expect(cacheFile() + cached()).not.toContain(KEY)
  })

  it('writes a change within a second or two, and the last one when it is closed', async () => {
    const featureFlags = start()
    await featureFlags.ready()
    for (let revision = 4; revision <= 50; revision += 1) server.publish(at(revision))
    await expect.poll(cached, SOON).toContain('"revision":50')
    server.publish(at(51))
    await expect.poll(() => featureFlags.value('limit', 0), SOON).toBe(51)
    await featureFlags.close()
    expect(cached()).toContain('"revision":51')
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('leaves the file alone when another process knows better', async () => {
    const featureFlags = start()
    await featureFlags.ready()
    await expect.poll(cached, SOON).toContain('"revision":3')
    writeFileSync(cacheFile(), encodeCache(snapshotFrame(at(9)), Date.now()))
    server.publish(at(4))
    await expect.poll(() => featureFlags.value('limit', 0), SOON).toBe(4)
    await featureFlags.close()
    expect(cached()).toContain('"revision":9')
  })

  it('warns once where nothing can be written, and goes on', async () => {
    writeFileSync(join(folder, 'file'), '')
    const featureFlags = start({ cacheDir: join(folder, 'file') })
    await featureFlags.ready()
    server.publish(at(4))
    await expect.poll(() => featureFlags.value('limit', 0), SOON).toBe(4)
    await featureFlags.close()
    const warnings = sdks.warnings.filter((message) => message.includes('cannot keep'))
    expect(warnings).toHaveLength(1)
  })
})

describe('a bootstrap', () => {
  const RULESET = {
    flags: [flagServing('limit', 1), flagServing('greeting', 'Grüße')],
    segments: [],
  }

  it.each([
    ['a text', () => snapshotFrame(at(2)), 2],
    ['the path of a file', () => join(folder, 'flags.snapshot'), 2],
    ['the URL of a file', () => pathToFileURL(join(folder, 'flags.snapshot')), 2],
    ['a ruleset', () => RULESET, 1],
  ])('may be %s', async (_, bootstrap, limit) => {
    writeFileSync(
      join(folder, 'flags.snapshot'),
      `${snapshotFrame(at(2)).replaceAll('\n', '\r\n')}\n`,
    )
    server.refuses = true
    const featureFlags = start({ bootstrap: bootstrap(), cacheDir: false })
    expect(featureFlags.value('limit', 0)).toBe(limit)
    expect(featureFlags.status()).toMatchObject({ phase: 'stale', ageMs: undefined })
    server.refuses = false
    expect(await featureFlags.ready()).toMatchObject({ phase: 'ready', revision: 3 })
    expect(featureFlags.value('limit', 0)).toBe(3)
  })

  it('is what snapshot() returned', async () => {
    const before = start({ cacheDir: false })
    expect(before.snapshot()).toBe(undefined)
    await before.ready()
    server.refuses = true
    const featureFlags = start({ bootstrap: before.snapshot(), cacheDir: false })
    expect(featureFlags.value('limit', 0)).toBe(3)
  })

  it('gives way to the cache, unless it is of a later revision', async () => {
    await runBefore()
    server.refuses = true
    expect(start({ bootstrap: snapshotFrame(at(2)) }).value('limit', 0)).toBe(3)
    expect(start({ bootstrap: snapshotFrame(at(4)) }).value('limit', 0)).toBe(4)
    expect(start({ bootstrap: RULESET }).value('limit', 0)).toBe(3)
  })

  it.each([
    ['is missing', () => join(folder, 'missing'), 'missing cannot be used (ENOENT'],
    ['is a folder', () => folder, 'EISDIR'],
    [
      'is not of this machine',
      () => new URL('https://example.com/flags'),
      'must be of scheme file',
    ],
    ['is damaged', () => snapshotFrame(at(2)).replace('limit', 'limyt'), 'its checksum is wrong'],
    ['is not whole', () => snapshotFrame(at(2)).split('\n')[0], 'it is not whole'],
    ['is something else', () => '{"flags":[]}', 'it is no snapshot'],
    ['has no flags', () => ({}), 'cannot be used'],
    ['has broken flags', () => ({ flags: [{ key: 'new' }], segments: [] }), 'flag "new"'],
  ])('throws when it %s, though there is a cache', async (_, bootstrap, sentence) => {
    await runBefore()
    expect(() => start({ bootstrap: bootstrap() as string })).toThrow(sentence)
  })
})

describe('offline', () => {
  it('answers from the bootstrap without url and key, is ready at once and says what it is', async () => {
    const featureFlags = sdks.start({ offline: true, bootstrap: snapshotFrame(at(2)) })
    expect(await featureFlags.ready()).toMatchObject({
      offline: true,
      connected: false,
      revision: 2,
    })
    expect(featureFlags.status()).toMatchObject({ offline: true, revision: 2 })
    expect(featureFlags.healthy()).toBe(true)
    expect(featureFlags.value('limit', 0)).toBe(2)
    await featureFlags.close()
    expect(featureFlags.value('limit', 0)).toBe(2)
  })

  it('answers from what an earlier run has left, leaves that alone, and asks nobody', async () => {
    await runBefore()
    const before = cached()
    const connections = server.connections.length
    const featureFlags = start({ offline: true })
    expect(await featureFlags.ready()).toMatchObject({ offline: true, revision: 3 })
    expect(featureFlags.value('limit', 0)).toBe(3)
    await featureFlags.close()
    expect(cached()).toBe(before)
    // Had it asked for anything, that would be here before another one is connected.
    await start().ready()
    expect(server.connections).toHaveLength(connections + 1)
    expect(server.asked).toBe(0)
  })

  it('answers with fallbacks when there is nothing', async () => {
    mkdirSync(join(folder, 'empty'))
    const featureFlags = sdks.start({ offline: true, cacheDir: join(folder, 'empty') })
    await featureFlags.ready()
    expect(featureFlags.value('limit', 7)).toBe(7)
    expect(sdks.warnings).toEqual([])
  })

  it('is not where it is switched off', async () => {
    const featureFlags = start({ offline: false })
    expect((await featureFlags.ready()).offline).toBe(undefined)
  })
})
