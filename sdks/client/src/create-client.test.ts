import { describe, expect, expectTypeOf, it } from 'vitest'
import type { ClientOptions } from './client-options.ts'
import { createClient } from './create-client.ts'
import type { Status } from './feature-flags.ts'
import type { Ports, Warning } from './ports.ts'
import { flagServing } from './testing/flag-serving.ts'
import { createManualTime } from './testing/manual-time.ts'
import { createMemoryWire } from './testing/memory-wire.ts'
import { type Content, deltaFrame, snapshotFrame } from './testing/server-messages.ts'

const OPTIONS: ClientOptions = {
  url: 'http://127.0.0.1:8080',
  key: 'server-key-1',
  sdk: { name: '@bunting/node', version: '0.1.0' },
  instance: 'web-1:42',
}

const ANA = { targetingKey: 'ana' }
const THEME = { dark: true, sizes: [1, 2] }
const FLAGS = [
  { ...flagServing('new-checkout', false), targets: [{ variant: 'on', values: ['ana'] }] },
  flagServing('colour', 'blue'),
  flagServing('limit', 10),
  flagServing('theme', THEME),
]
const CONTENT: Content = { revision: 1, flags: FLAGS }
const GREEN: Content = { revision: 2, flags: FLAGS.with(1, flagServing('colour', 'green')) }

function makeClient() {
  const time = createManualTime()
  const wire = createMemoryWire()
  const warnings: Warning[] = []
  const warn = (warning: Warning) => void warnings.push(warning)
  const ports: Ports = { openSocket: wire.openSocket, time, random: () => 0.5, warn }
  return { client: createClient(OPTIONS, ports), time, wire, warnings }
}

function makeReady(content = CONTENT) {
  const made = makeClient()
  made.client.start()
  made.time.advance(0)
  made.wire.last().accept()
  made.wire.last().send(snapshotFrame(content))
  return made
}

describe('answers', () => {
  it('come from the flags in force', () => {
    const { client } = makeReady()
    expect(client.isEnabled('new-checkout', ANA)).toBe(true)
    expect(client.isEnabled('new-checkout')).toBe(false)
    expect(client.value('colour', 'red')).toBe('blue')
    expect(client.decide('colour')).toMatchObject({ value: 'blue', reason: 'STATIC' })
  })

  it('are the fallback for a flag that is unknown or of another type', () => {
    const { client } = makeReady()
    expect(client.isEnabled('unknown')).toBe(false)
    expect(client.isEnabled('colour')).toBe(false)
    expect(client.value('unknown', 'red')).toBe('red')
    expect(client.value('limit', 'red')).toBe('red')
    expect(client.decide('unknown')).toMatchObject({ reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' })
    expect(client.decide('limit', ANA, 'red')).toMatchObject({
      value: 'red',
      errorCode: 'TYPE_MISMATCH',
    })
  })

  it('say PROVIDER_NOT_READY before there are flags, and are the same object meanwhile', () => {
    const { client } = makeClient()
    expect(client.isEnabled('new-checkout', ANA)).toBe(false)
    expect(client.value('colour', 'red')).toBe('red')
    const decision = client.decide('colour', ANA, 'red')
    expect(decision).toMatchObject({
      value: 'red',
      reason: 'ERROR',
      errorCode: 'PROVIDER_NOT_READY',
    })
    expect(client.decide('colour', ANA, 'red')).toBe(decision)
  })

  it('say FLAG_NOT_FOUND once there is a ruleset, even one without flags', () => {
    const { client } = makeReady({ revision: 0 })
    expect(client.decide('colour')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' })
  })

  it('are the same object until the flag changes', () => {
    const { client, wire } = makeReady()
    const theme = client.value('theme', { dark: false, sizes: [0] })
    wire.last().send(deltaFrame(CONTENT, GREEN))
    expect(client.value('theme', { dark: false, sizes: [0] })).toBe(theme)
    expect(client.value('colour', 'red')).toBe('green')
  })

  it('about one context need no context any more, and their functions stand alone', () => {
    const { client } = makeReady()
    const { isEnabled, value, decide } = client.forContext(ANA)
    expect(isEnabled('new-checkout')).toBe(true)
    expect(value('limit', 1)).toBe(10)
    expect(decide('new-checkout').reason).toBe('TARGETING_MATCH')
    expect(decide('unknown', 'red').value).toBe('red')
  })

  it('keep coming after close', async () => {
    const { client } = makeReady()
    await client.close()
    expect(client.isEnabled('new-checkout', ANA)).toBe(true)
    expect(client.status()).toMatchObject({ phase: 'closed', connected: false, revision: 1 })
  })

  it('are typed by the fallback', () => {
    const { client } = makeReady()
    expectTypeOf(client.value('colour', 'red')).toEqualTypeOf<string>()
    expectTypeOf(client.value('limit', 1)).toEqualTypeOf<number>()
    expectTypeOf(client.value('new-checkout', false)).toEqualTypeOf<boolean>()
    expectTypeOf(client.value('theme', { dark: false, sizes: [0] })).toEqualTypeOf<{
      dark: boolean
      sizes: number[]
    }>()
    expectTypeOf(client.decide('colour', ANA, 'red').value).toEqualTypeOf<string>()
  })
})

describe('ready', () => {
  it('resolves with the status once the newest flags are in force', async () => {
    const { client, time, wire } = makeClient()
    client.start()
    const ready = client.ready()
    time.advance(0)
    wire.last().accept()
    wire.last().send(snapshotFrame(CONTENT))
    expect(await ready).toEqual({
      phase: 'ready',
      connected: true,
      revision: 1,
      epoch: 'e1',
      ageMs: 0,
      via: 'stream',
    })
    expect(await client.ready()).toMatchObject({ phase: 'ready' })
  })

  it('resolves after its time with how things are, and never rejects for a server that is away', async () => {
    const { client, time } = makeClient()
    client.start()
    const ready = client.ready({ timeoutMs: 2_000 })
    time.advance(2_000)
    expect(await ready).toEqual({ phase: 'starting', connected: false })
  })

  it('waits for ten seconds unless told otherwise, and takes any number for a time', async () => {
    const { client, time } = makeClient()
    let waiting = 3
    for (const options of [undefined, {}, { timeoutMs: Number.POSITIVE_INFINITY }]) {
      void client.ready(options).then(() => waiting--)
    }
    time.advance(9_999)
    await Promise.resolve()
    expect(waiting).toBe(3)
    time.advance(1)
    await Promise.resolve()
    expect(waiting).toBe(1)
    time.advance(2 ** 31)
    await Promise.resolve()
    expect(waiting).toBe(0)
  })

  it('resolves when the server refuses the key, and when the client is closed', async () => {
    const refused = makeClient()
    refused.client.start()
    refused.time.advance(0)
    const whenRefused = refused.client.ready()
    refused.wire.last().close(4401)
    expect(await whenRefused).toMatchObject({ phase: 'failed', failure: 'unauthorized' })

    const closed = makeClient()
    const whenClosed = closed.client.ready()
    await closed.client.close()
    expect(await whenClosed).toMatchObject({ phase: 'closed' })
    expect(closed.time.pending()).toBe(0)
  })
})

describe('listeners', () => {
  it('hear which flags changed, once they are in force', () => {
    const { client, wire } = makeReady()
    const heard: unknown[] = []
    client.subscribe((change) => heard.push(change, client.value('colour', 'red')))
    wire.last().send(deltaFrame(CONTENT, GREEN))
    expect(heard).toEqual([{ changedKeys: ['colour'], revision: 2 }, 'green'])
  })

  it('hear of a snapshot only what it changes', () => {
    const { client, wire } = makeReady()
    const heard: unknown[] = []
    client.subscribe(({ changedKeys }) => heard.push(changedKeys))
    wire.last().send(snapshotFrame({ ...CONTENT, revision: 2 }))
    wire.last().send(snapshotFrame({ ...GREEN, revision: 3 }))
    expect(heard).toEqual([['colour']])
    expect(client.status().revision).toBe(3)
  })

  it('that throw are reported, and break neither the others nor the stream', () => {
    const { client, wire, warnings } = makeReady()
    const heard: number[] = []
    client.subscribe(() => {
      throw new Error('a bug of the user')
    })
    client.subscribe(({ revision }) => heard.push(revision))
    client.onStatus(() => {
      throw new Error('another')
    })
    wire.last().send(deltaFrame(CONTENT, GREEN))
    expect(heard).toEqual([2])
    expect(warnings.map(({ cause }) => cause)).toEqual(['listener-threw', 'listener-threw'])
    expect(warnings[1]?.message).toContain('a bug of the user')
    expect(client.status()).toMatchObject({ phase: 'ready', revision: 2 })
  })

  it('hear nothing once they are taken off, not even of what is being told', () => {
    const { client, wire } = makeReady()
    const heard: string[] = []
    const listener = () => heard.push('twice')
    client.subscribe(() => off())
    const off = client.subscribe(() => heard.push('off'))
    client.subscribe(listener)
    client.subscribe(listener)()
    wire.last().send(deltaFrame(CONTENT, GREEN))
    expect(heard).toEqual(['twice'])
  })

  it('may close the client', async () => {
    const { client, wire } = makeReady()
    client.subscribe(() => void client.close())
    wire.last().send(deltaFrame(CONTENT, GREEN))
    expect(client.status()).toMatchObject({ phase: 'closed', revision: 2 })
    expect(wire.last().isAlive()).toBe(false)
  })

  it('of the status hear of each move, and of nothing between', async () => {
    const { client, time, wire } = makeClient()
    const heard: (readonly [Status['phase'], boolean, number | undefined])[] = []
    client.onStatus((is) => heard.push([is.phase, is.connected, is.revision]))
    client.start()
    time.advance(0)
    wire.last().accept()
    wire.last().send(snapshotFrame(CONTENT))
    wire.last().send('{"type":"heartbeat","revision":1}')
    wire.last().send(deltaFrame(CONTENT, GREEN))
    wire.last().close()
    time.advance(500)
    await client.close()
    expect(heard).toEqual([
      ['starting', true, undefined],
      ['ready', true, 1],
      ['ready', true, 2],
      ['stale', false, 2],
      ['closed', false, 2],
    ])
  })
})

describe('versions', () => {
  it('move with the answers of their flag, and with no other', () => {
    const { client, wire } = makeReady()
    const before = ['colour', 'limit', 'unknown'].map(client.versionOf)
    wire.last().send(deltaFrame(CONTENT, GREEN))
    const after = ['colour', 'limit', 'unknown'].map(client.versionOf)
    expect(after.map((version, n) => Object.is(version, before[n]))).toEqual([false, true, true])
  })

  it('move when an unknown flag comes, and when a known one goes', () => {
    const { client, wire } = makeReady()
    const before = ['colour', 'limit'].map(client.versionOf)
    const less: Content = { revision: 2, flags: FLAGS.slice(0, 2) }
    wire.last().send(deltaFrame(CONTENT, less))
    const between = ['colour', 'limit'].map(client.versionOf)
    expect(between[0]).toBe(before[0])
    expect(between[1]).not.toBe(before[1])
    wire.last().send(deltaFrame(less, { ...CONTENT, revision: 3 }))
    expect(client.versionOf('limit')).not.toBe(between[1])
  })
})

describe('flags of an earlier run', () => {
  const saved = makeReady().client.snapshot() ?? ''

  it('answer until the server is there, and count as stale', () => {
    const { client, time, wire } = makeClient()
    const heard: unknown[] = []
    client.subscribe((change) => heard.push(change))
    expect(client.snapshot()).toBeUndefined()
    expect(client.restore(saved)).toBe(true)
    expect(client.value('colour', 'red')).toBe('blue')
    expect(client.status()).toMatchObject({ phase: 'stale', revision: 1, ageMs: undefined })
    expect(heard).toHaveLength(1)
    client.start()
    time.advance(0)
    wire.last().accept()
    expect(wire.last().received).toMatchObject([{ type: 'hello', holds: { revision: 1 } }])
    wire.last().send(deltaFrame(CONTENT, GREEN))
    expect(client.value('colour', 'red')).toBe('green')
    expect(client.status().phase).toBe('ready')
  })

  it('do not replace any others', () => {
    const { client, wire } = makeReady()
    wire.last().send(deltaFrame(CONTENT, GREEN))
    expect(client.restore(saved)).toBe(false)
    expect(client.value('colour', 'red')).toBe('green')
  })

  it('answer even a client that was refused or closed meanwhile', async () => {
    const { client } = makeClient()
    await client.close()
    expect(client.restore(saved)).toBe(true)
    expect(client.status()).toMatchObject({ phase: 'closed', revision: 1 })
    expect(client.value('colour', 'red')).toBe('blue')
  })

  it.each([
    ['cut short', saved.slice(0, -20)],
    ['without a line', saved.slice(0, saved.lastIndexOf('\n'))],
    ['changed', saved.replace('blue', 'pink')],
    ['no snapshot', '{"type":"heartbeat"}'],
    ['empty', ''],
  ])('that are damaged are left alone: %s', (_, snapshot) => {
    const { client } = makeClient()
    expect(client.restore(snapshot)).toBe(false)
    expect(client.status().phase).toBe('starting')
    expect(client.decide('colour').errorCode).toBe('PROVIDER_NOT_READY')
  })
})

describe('impossible options', () => {
  const bad: [string, Partial<ClientOptions>, string][] = [
    ['no url at all', { url: undefined as unknown as string }, 'url must be like'],
    ['no key at all', { key: undefined as unknown as string }, 'key is missing'],
    ['an empty key', { key: '' }, 'key is missing'],
    ['a key that no header can carry', { key: 'two words' }, 'key is no SDK key'],
    [
      'a secret where all can read it',
      { key: 'bunting_server_1234', keyInHello: true },
      'is secret: use a client key',
    ],
    ['an empty url', { url: '' }, 'url must be like'],
    ['a url without a protocol', { url: 'flags.example' }, 'url must be like'],
    ['a url of another protocol', { url: 'ftp://flags.example' }, 'url must be like'],
    ['a password in the url', { url: 'http://me:pw@flags.example' }, 'url must be like'],
    ['a query in the url', { url: 'http://flags.example?key=1' }, 'url must be like'],
    ['a port that cannot be', { url: 'http://flags.example:99999' }, 'url must be like'],
    [
      'the key in the url',
      { url: `http://flags.example/${OPTIONS.key}` },
      'without query, password or key',
    ],
  ]

  it.each(bad)('are refused with a sentence: %s', (_, options, sentence) => {
    const { time, wire } = makeClient()
    const ports: Ports = { openSocket: wire.openSocket, time, random: () => 0, warn: () => {} }
    expect(() => createClient({ ...OPTIONS, ...options }, ports)).toThrow(sentence)
    expect(() => createClient({ ...OPTIONS, ...options }, ports)).not.toThrow(OPTIONS.key)
  })
})
