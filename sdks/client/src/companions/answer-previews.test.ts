import { encodeLine, type Flag, type Segment } from '@bunting/evaluator'
import { type ClientMessage, Previewed } from '@bunting/protocol'
import { encodeFrame } from '@bunting/protocol/wire'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClientOptions } from '../client-options.ts'
import { flagServing } from '../testing/flag-serving.ts'
import type { MemorySocket } from '../testing/memory-wire.ts'
import { startReady } from '../testing/start-client.ts'
import { answerPreviews } from './answer-previews.ts'
import { recordEvents } from './record-events.ts'

const BETA: Segment = {
  key: 'beta',
  included: [],
  excluded: [],
  conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
}
const GATE: Flag = {
  ...flagServing('gate', false),
  targets: [{ variant: 'on', values: ['user-1', 'user-2', 'user-3'] }],
}
const OFF = flagServing('new-checkout', false)
const ON = flagServing('new-checkout', true)
/** On for those in `beta` who have `gate` on. */
const PICKY: Flag = {
  ...OFF,
  prerequisites: [{ flag: 'gate', variants: ['on'] }],
  rules: [
    {
      id: 'beta',
      conditions: [{ attribute: 'targetingKey', operator: 'exists', values: [] }],
      serve: { variant: 'on' },
    },
  ],
}
const IN_BETA: Flag = {
  ...OFF,
  rules: [
    {
      id: 'beta',
      conditions: [{ attribute: 'plan', operator: 'inSegment', values: ['beta'] }],
      serve: { variant: 'on' },
    },
  ],
}

function start(options: Partial<ClientOptions> = {}) {
  const content = { revision: 5, flags: [OFF, GATE], segments: [BETA] }
  return startReady({ previews: true, ...options }, [recordEvents, answerPreviews], content)
}

/** Asks five users, of whom two are pro. */
function seeFive(client: ReturnType<typeof start>['client']): void {
  for (let n = 0; n < 5; n++) {
    const context = { targetingKey: `user-${n}`, plan: n < 2 ? 'pro' : 'free' }
    client.isEnabled('new-checkout', context)
  }
}

function ask(socket: MemorySocket, ...flags: readonly Flag[]): void {
  const lines = flags.map(encodeLine)
  socket.send(encodeFrame({ type: 'preview', id: 'p1', flags: lines.length, segments: 0 }, lines))
}

/** The latest answer, which the server would take. */
function answer(socket: MemorySocket): Previewed | undefined {
  const last = socket.received.findLast((message) => message.type === 'previewed')
  return last && Previewed.parse(last)
}

describe('a preview', () => {
  it('is answered with how many would go from which variant to which', () => {
    const { client, socket } = start()
    seeFive(client)
    ask(socket, ON)
    expect(answer(socket)).toEqual({
      type: 'previewed',
      id: 'p1',
      contexts: 5,
      changes: [{ from: 'off', to: 'on', count: 5 }],
    })
    ask(socket, OFF)
    expect(answer(socket)).toMatchObject({ contexts: 5, changes: [] })
  })

  it('reads the segments and prerequisites that are in force', () => {
    const { client, socket } = start()
    seeFive(client)
    ask(socket, PICKY)
    expect(answer(socket)?.changes).toEqual([{ from: 'off', to: 'on', count: 3 }])
    ask(socket, IN_BETA)
    expect(answer(socket)?.changes).toEqual([{ from: 'off', to: 'on', count: 2 }])
  })

  it('calls what would serve the fallback null', () => {
    const { client, socket } = start()
    seeFive(client)
    ask(socket, { ...ON, fallthrough: { variant: 'gone' } })
    expect(answer(socket)?.changes).toEqual([{ from: 'off', to: null, count: 5 }])
  })

  it('looks at every question, whatever its kind', () => {
    const { client, socket } = start()
    client.value('new-checkout', true, { targetingKey: 'ana' })
    client.decide('gate', { targetingKey: 'ben' })
    const flags = client.forContext({ targetingKey: 'cem' })
    flags.isEnabled('gate')
    flags.value('gate', true)
    flags.decide('gate')
    client.isEnabled('new-checkout')
    ask(socket, ON)
    expect(answer(socket)?.contexts).toBe(3)
  })

  it('counts nobody who was not seen for ten minutes', () => {
    const { client, time, socket } = start()
    seeFive(client)
    for (let n = 0; n < 21; n++) {
      time.advance(30_000)
      client.isEnabled('new-checkout', { targetingKey: 'ana' })
      socket.send('{"type":"heartbeat","revision":5}')
    }
    ask(socket, ON)
    expect(answer(socket)?.contexts).toBe(1)
  })

  it('of many contexts is answered in slices, so that the application is not kept waiting', () => {
    const { client, time, socket } = start()
    for (let n = 0; n < 120; n++) client.isEnabled('new-checkout', { targetingKey: `user-${n}` })
    ask(socket, ON)
    expect(answer(socket)).toBeUndefined()
    time.advance(0)
    expect(answer(socket)).toMatchObject({ contexts: 120, changes: [{ count: 120 }] })
  })

  it('of a flag that is not held is about nobody', () => {
    const { client, socket } = start()
    seeFive(client)
    ask(socket, flagServing('other', true))
    expect(answer(socket)).toMatchObject({ contexts: 0, changes: [] })
  })

  it('changes no answer and is no evaluation', () => {
    const { client, time, socket } = start({ countEvaluations: true })
    seeFive(client)
    ask(socket, ON)
    expect(client.isEnabled('new-checkout', { targetingKey: 'user-1' })).toBe(false)
    time.advance(11_000)
    const batch = socket.received.find((message) => message.type === 'events')
    expect(batch?.counts).toEqual([{ flag: 'new-checkout', variant: 'off', count: 6 }])
  })

  it.each([
    ['no line', encodeFrame({ type: 'preview', id: 'p1', flags: 0, segments: 0 }, [])],
    [
      'no JSON',
      encodeFrame({ type: 'preview', id: 'p1', flags: 1, segments: 0 }, ['{"key":"gate"']),
    ],
    ['no key', encodeFrame({ type: 'preview', id: 'p1', flags: 1, segments: 0 }, ['{}'])],
  ])('that is malformed is ignored and reported: %s', (_, frame) => {
    const { client, socket, warnings } = start()
    seeFive(client)
    socket.send(frame)
    expect(answer(socket)).toBeUndefined()
    expect(warnings).toMatchObject([{ cause: 'malformed-message' }])
    expect(client.status().phase).toBe('ready')
  })
})

describe('contexts', () => {
  it('are not remembered unless previews are on, and the hello says whether they are', () => {
    const on = start()
    expect(on.socket.received[0]).toMatchObject({ type: 'hello', previews: true })
    const { client, socket, time } = start({ previews: false, countEvaluations: false })
    expect(socket.received[0]).not.toHaveProperty('previews')
    seeFive(client)
    ask(socket, ON)
    expect(answer(socket)).toBeUndefined()
    expect(time.pending()).toBe(1)
  })

  it('are forgotten when the client is closed, and it leaves no timer', async () => {
    const { client, time, wire, socket } = start()
    seeFive(client)
    await client.close()
    expect(time.pending()).toBe(0)
    client.start()
    time.advance(0)
    wire.last().accept()
    wire.last().send('{"type":"current","epoch":"e1","revision":5}')
    ask(wire.last(), ON)
    expect(answer(wire.last())?.contexts).toBe(0)
    expect(answer(socket)).toBeUndefined()
  })

  it('never leave the process: not a byte of one is in anything that is sent', () => {
    const text = fc.string({ minLength: 8, maxLength: 20 }).map((secret) => `§${secret}§`)
    const contexts = fc.array(
      fc.record({ targetingKey: text, email: text, nested: fc.record({ list: fc.array(text) }) }),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(contexts, (seen) => {
        const { client, time, socket } = start()
        for (const context of seen) {
          client.isEnabled('new-checkout', context)
          client.decide('unknown', context)
        }
        ask(socket, ON)
        ask(socket, PICKY)
        ask(socket, { ...ON, fallthrough: { variant: 'gone' } })
        time.advance(11_000)
        const kinds = new Set(socket.received.map(({ type }: ClientMessage) => type))
        expect(kinds).toEqual(new Set(['hello', 'receipt', 'previewed', 'events']))
        expect(JSON.stringify(socket.received)).not.toContain('§')
      }),
      { numRuns: 50 },
    )
  })
})
