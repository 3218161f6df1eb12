import { type Content, flagServing } from '@bunting/client/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { type FeatureFlagsOptions, type NodeFeatureFlags, SDK } from './index.ts'
import { type ProtocolServer, startProtocolServer } from './testing/protocol-server.ts'
import { createSdkStarter } from './testing/sdk-starter.ts'

const KEY = 'bunting-server-key-1'
const LEGACY: Content = { revision: 1, flags: [flagServing('new-checkout', false)] }
const LAUNCHED: Content = { revision: 2, flags: [flagServing('new-checkout', true)] }

let server: ProtocolServer
let sdks: ReturnType<typeof createSdkStarter>

beforeEach(async () => {
  sdks = createSdkStarter()
  server = await startProtocolServer(KEY, LEGACY)
})

afterEach(async () => {
  await sdks.closeAll()
  await server.stop()
})

function connect(options: Partial<FeatureFlagsOptions> = {}): NodeFeatureFlags {
  return sdks.start({ url: server.url, key: KEY, ...options })
}

it('follows the server: a flag that is switched on there is on here, and the server hears so', async () => {
  const featureFlags = connect({ application: { name: 'shop', version: '2.1.0' } })
  expect(await featureFlags.ready()).toMatchObject({ phase: 'ready', revision: 1 })
  expect(featureFlags.isEnabled('new-checkout')).toBe(false)
  const change = new Promise((resolve) => featureFlags.subscribe(resolve))
  server.publish(LAUNCHED)
  expect(await change).toEqual({ changedKeys: ['new-checkout'], revision: 2 })
  expect(featureFlags.isEnabled('new-checkout', { targetingKey: 'user-42' })).toBe(true)
  await expect
    .poll(() => server.connections[0]?.messages)
    .toMatchObject([
      {
        type: 'hello',
        sdk: { name: '@bunting/node', version: packageJson.version },
        application: { name: 'shop', version: '2.1.0' },
      },
      { type: 'receipt', revision: 1 },
      { type: 'receipt', revision: 2 },
    ])
})

it('says the key in a header: not in the url, not in a message', async () => {
  await connect().ready()
  const { request, messages } = server.connections[0] ?? {}
  expect(request?.headers.authorization).toBe(`Bearer ${KEY}`)
  expect(request?.url).toBe('/sdk/v1/stream')
  expect(JSON.stringify(messages)).not.toContain(KEY)
})

it('names its process, or is named by its user', async () => {
  await connect().ready()
  await connect({ instance: 'worker-7' }).ready()
  const named = server.connections.map(({ messages: [hello] }) => {
    return hello?.type === 'hello' && hello.instance
  })
  expect(named[0]).toMatch(new RegExp(`^.{1,64}:${process.pid}:[0-9a-f]{8}$`))
  expect(named[1]).toBe('worker-7')
})

it('is not troubled by a server that is away: it says so, and is there when the server is', async () => {
  server.refuses = true
  const featureFlags = connect()
  expect(await featureFlags.ready({ timeoutMs: 30 })).toEqual({
    phase: 'starting',
    connected: false,
  })
  expect(featureFlags.isEnabled('new-checkout')).toBe(false)
  expect(featureFlags.decide('new-checkout').errorCode).toBe('PROVIDER_NOT_READY')
  server.refuses = false
  expect(await featureFlags.ready()).toMatchObject({ phase: 'ready', revision: 1 })
})

it('keeps answering through an outage, and comes back with what it holds', async () => {
  const featureFlags = connect()
  await featureFlags.ready()
  server.refuses = true
  server.connections[0]?.socket.terminate()
  await expect.poll(() => featureFlags.status().phase).toBe('stale')
  expect(featureFlags.decide('new-checkout').variant).toBe('off')
  server.refuses = false
  expect(await featureFlags.ready()).toMatchObject({ phase: 'ready', revision: 1 })
  expect(server.connections.at(-1)?.messages[0]).toMatchObject({
    holds: { epoch: 'e1', revision: 1 },
  })
})

it('stops for good when the key is refused, and says so without telling the key', async () => {
  const warn = vi.fn<(message: string) => void>()
  const featureFlags = connect({ key: 'bunting-other-key', logger: { warn } })
  expect(await featureFlags.ready()).toMatchObject({ phase: 'failed', failure: 'unauthorized' })
  expect(warn).toHaveBeenCalledOnce()
  expect(warn.mock.calls[0]?.[0]).toContain('no key')
  expect(warn.mock.calls[0]?.[0]).not.toContain('bunting-other-key')
})

it('tells its user why there is no connection', async () => {
  const warn = vi.fn<(message: string) => void>()
  server.refuses = true
  connect({ logger: { warn } })
  await expect.poll(() => warn.mock.calls.flat().join()).toContain('503')
})

it('closes without waiting for a server that does not answer any more', async () => {
  const featureFlags = connect()
  await featureFlags.ready()
  server.connections[0]?.socket.pause()
  await featureFlags.close()
  expect(featureFlags.status()).toMatchObject({ phase: 'closed', connected: false })
  expect(featureFlags.decide('new-checkout').variant).toBe('off')
})

it('tells the server that it leaves', async () => {
  const featureFlags = connect()
  await featureFlags.ready()
  const code = new Promise((resolve) => server.connections[0]?.socket.on('close', resolve))
  await featureFlags.close()
  expect(await code).toBe(1000)
})

it('takes a large ruleset in one piece', async () => {
  const flags = Array.from({ length: 5_000 }, (_, n) => flagServing(`flag-${n}`, `value ${n} €`))
  const featureFlags = connect()
  await featureFlags.ready()
  server.publish({ revision: 2, flags })
  await expect.poll(() => featureFlags.value('flag-4999', '')).toBe('value 4999 €')
})

/** How often each flag was asked for, as the server was told on connections or in requests. */
function counted(): Record<string, number> {
  const messages = [...server.connections.flatMap(({ messages }) => messages), ...server.posted]
  const counts: Record<string, number> = {}
  for (const message of messages) {
    if (message.type !== 'events') continue
    for (const { flag, count } of message.counts) counts[flag] = (counts[flag] ?? 0) + count
  }
  return counts
}

it('tells what was asked until it was closed', async () => {
  const keys = Array.from({ length: 300 }, (_, n) => `flag-${n}`)
  const featureFlags = connect()
  await featureFlags.ready()
  for (const key of [...keys, 'new-checkout', 'new-checkout']) featureFlags.isEnabled(key)
  await featureFlags.close()
  await expect
    .poll(counted)
    .toEqual({ ...Object.fromEntries(keys.map((key) => [key, 1])), 'new-checkout': 2 })
})

it('follows by polls where sockets cannot pass, and tells there what was asked', async () => {
  server.refusesSockets = true
  const featureFlags = connect({ pollMs: 20 })
  expect(await featureFlags.ready()).toMatchObject({
    phase: 'ready',
    via: 'poll',
    connected: false,
  })
  server.publish(LAUNCHED)
  await expect.poll(() => featureFlags.isEnabled('new-checkout')).toBe(true)
  await expect.poll(() => server.requests).toContain('GET /sdk/v1/ruleset 304')
  await featureFlags.close()
  await expect.poll(() => counted()['new-checkout']).toBeGreaterThan(0)
})

it('counts nothing and remembers nobody where it shall not', async () => {
  const featureFlags = connect({ countEvaluations: false, previews: false })
  await featureFlags.ready()
  featureFlags.isEnabled('new-checkout')
  await featureFlags.close()
  await connect().ready()
  await connect({ previews: true }).ready()
  const said = server.connections.map(({ messages: [hello] }) => hello)
  expect(said.map((hello) => hello?.type === 'hello' && hello.previews)).toEqual([
    undefined,
    true,
    true,
  ])
  expect(counted()).toEqual({})
})

it('is healthy with flags that are young enough', async () => {
  const featureFlags = connect({ maxStalenessMs: 400 })
  const heard: unknown[] = []
  featureFlags.onStale(({ phase }) => heard.push(phase))
  expect(featureFlags.healthy()).toBe(false)
  await featureFlags.ready()
  expect(featureFlags.healthy()).toBe(true)
  server.refuses = true
  server.connections[0]?.socket.terminate()
  await expect.poll(() => featureFlags.healthy(), { timeout: 5_000 }).toBe(false)
  await expect.poll(() => heard).toEqual(['stale', 'stale'])
  server.refuses = false
  await expect.poll(() => featureFlags.healthy()).toBe(true)
})

it.each([
  [{ url: 'http://flags.example:99999' }, 'url must be like'],
  [{ instance: '' }, 'instance must be a text'],
  [{ instance: 'x'.repeat(129) }, 'instance must be a text'],
  [{ application: { version: 'x'.repeat(129) } }, 'application.version must be a text'],
  [{ silenceMs: 0 }, 'silenceMs must be a number'],
  [{ connectTimeoutMs: Number.NaN }, 'connectTimeoutMs must be a number'],
  [{ maxStalenessMs: -1 }, 'maxStalenessMs must be a number'],
  [{ pollMs: 2 ** 31 }, 'pollMs must be a number'],
  [{ previews: 'no' as unknown as boolean }, 'previews must be true or false'],
  [{ offline: 1 as unknown as true }, 'offline must be true or false'],
  [{ metrics: [''] }, 'metrics must be a list of names'],
  [{ metrics: 'errors' as unknown as string[] }, 'metrics must be a list of names'],
  [{ cacheDir: '' }, 'cacheDir must be the path'],
  [{ cacheDir: true as unknown as false }, 'cacheDir must be the path'],
])('throws for options that can never work: %o', (options, sentence) => {
  expect(() => connect(options)).toThrow(sentence)
})

it('knows the version of its package', () => {
  expect(SDK).toEqual({ name: packageJson.name, version: packageJson.version })
})
