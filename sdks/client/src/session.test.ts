import type { Resync } from '@bunting/protocol/wire'
import { describe, expect, it } from 'vitest'
import { OFFLINE, WAKE } from './companions/machine-answers.ts'
import { step as stepAt } from './session.ts'
import {
  type Held,
  INITIAL_SESSION,
  type Order,
  type Session,
  type SessionEvent,
} from './session-state.ts'

const NOW = 1_000
const step = (session: Session, event: SessionEvent) => stepAt(session, event, NOW)

const HELD: Held = { epoch: 'e1', revision: 6, checksum: 66 }

const starting: Session = { ...INITIAL_SESSION, line: 'open' }
const ready: Session = { ...INITIAL_SESSION, phase: 'ready', held: HELD, line: 'open' }
const stale: Session = { ...INITIAL_SESSION, phase: 'stale', held: HELD, line: 'open' }
const waiting: Session = { ...stale, line: 'waiting' }
const opening: Session = { ...stale, line: 'opening' }

function snapshotOf(held: Partial<Held>): SessionEvent {
  return { type: 'snapshot', ...HELD, ...held, flags: 0, segments: 0 }
}

function deltaOf(from: number, to: number, more: Partial<Held> = {}): SessionEvent {
  const lists = { flags: 0, segments: 0, removedFlags: [], removedSegments: [] }
  return { type: 'delta', epoch: 'e1', from, to, checksum: 77, ...lists, ...more }
}

function appliedOf(held: Partial<Held>): SessionEvent {
  return { type: 'applied', held: { ...HELD, ...held }, appliedMs: 1 }
}

function closedWith(code: number): SessionEvent {
  return { type: 'socket-closed', code, reason: '' }
}

/** What is ordered; of an order to send, the message's type. */
function orderOf(session: Session, event: SessionEvent): string {
  const { order } = step(session, event)
  return order.type === 'send' ? order.message.type : order.type
}

function resyncFor(reason: Resync['reason']): Order {
  return { type: 'send', message: { type: 'resync', reason } }
}

/** The session after all these events. */
function after(session: Session, ...events: SessionEvent[]): Session {
  return events.reduce((now, event) => step(now, event).session, session)
}

describe('connecting', () => {
  it('waits for a timer first, so that started, stopped and started is one socket', () => {
    const { session, order } = step(INITIAL_SESSION, { type: 'start' })
    expect(session.line).toBe('waiting')
    expect(order).toMatchObject({ type: 'reconnect', pause: 'none', attempt: 0 })
  })

  it('ignores a second start', () => {
    const started = after(INITIAL_SESSION, { type: 'start' })
    for (const session of [started, starting, ready, stale, waiting, opening]) {
      expect(step(session, { type: 'start' })).toEqual({ session, order: { type: 'nothing' } })
    }
  })

  it('connects when the pause is over and says hello when the socket is open', () => {
    expect(orderOf(waiting, { type: 'pause-over' })).toBe('connect')
    expect(orderOf(opening, { type: 'socket-opened' })).toBe('say-hello')
  })

  it('never starts an attempt beside another', () => {
    for (const session of [opening, stale, ready, starting]) {
      expect(orderOf(session, { type: 'pause-over' })).toBe('nothing')
    }
  })

  it('backs off further with each connection lost, until one lives up to a heartbeat or news', () => {
    const lost = closedWith(1006)
    const once = step(opening, lost)
    expect(once.order).toMatchObject({ type: 'reconnect', pause: 'backoff', attempt: 0 })
    const openAgain: SessionEvent[] = [{ type: 'pause-over' }, { type: 'socket-opened' }]
    const again = after(once.session, ...openAgain)
    expect(step(again, lost).order).toMatchObject({ attempt: 1 })
    expect(step(after(again, snapshotOf({})), lost).order).toMatchObject({ attempt: 1 })
    const beaten = after(again, { type: 'heartbeat', revision: 6 })
    expect(step(beaten, lost).order).toMatchObject({ attempt: 0 })
    const brought = after(again, snapshotOf({}), appliedOf({ revision: 7 }))
    expect(step(brought, lost).order).toMatchObject({ attempt: 0 })
  })

  it('comes back in a moment when the server restarts, and when it asks for it after a goodbye', () => {
    expect(step(ready, closedWith(1012)).order).toMatchObject({ pause: 'now' })
    const goodbye: SessionEvent = { type: 'goodbye', reconnectWithinMs: 5_000 }
    expect(step(ready, goodbye).order).toMatchObject({ pause: { withinMs: 5_000 } })
  })

  it('gives up a connection on which nothing is heard', () => {
    for (const session of [opening, ready, starting]) {
      expect(orderOf(session, { type: 'silence' })).toBe('reconnect')
    }
    expect(orderOf(waiting, { type: 'silence' })).toBe('nothing')
  })

  it.each([
    [4401, 'unauthorized'],
    [4403, 'revoked'],
    [4406, 'protocol'],
  ])('stops for good at close code %i and keeps its flags', (code, failure) => {
    const { session, order } = step(ready, closedWith(code))
    expect(order.type).toBe('disconnect')
    expect(session).toMatchObject({ phase: 'failed', failure, held: HELD })
    for (const type of ['start', 'pause-over', 'socket-opened', 'silence'] as const) {
      expect(step(session, { type })).toEqual({ session, order: { type: 'nothing' } })
    }
  })

  it('can be stopped in any phase, and started again with what it held', () => {
    for (const session of [starting, ready, stale, waiting, opening]) {
      expect(orderOf(session, { type: 'stop' })).toBe('disconnect')
    }
    const again = step(after(ready, { type: 'stop' }), { type: 'start' })
    expect(again.order).toMatchObject({ type: 'reconnect', pause: 'none' })
    expect(again.session).toMatchObject({ phase: 'stale', held: HELD })
    const empty = after(starting, { type: 'stop' }, { type: 'start' })
    expect(empty.phase).toBe('starting')
  })
})

describe('the machine', () => {
  const wake: SessionEvent = WAKE
  const offline: SessionEvent = OFFLINE

  it('that wakes up lets go of whatever there was, and connects in a moment', () => {
    for (const session of [starting, ready, stale, waiting, opening]) {
      const { session: next, order } = step({ ...session, attempt: 5 }, wake)
      expect(order).toMatchObject({ type: 'reconnect', pause: 'now', attempt: 0 })
      expect(next).toMatchObject({ line: 'waiting', attempt: 0 })
      expect(next.phase).not.toBe('ready')
    }
  })

  it('that says it is offline is believed for a minute at most', () => {
    const { session, order } = step({ ...ready, attempt: 2 }, offline)
    expect(order).toMatchObject({ type: 'reconnect', pause: { withinMs: 60_000 }, attempt: 0 })
    expect(session).toMatchObject({ phase: 'stale', line: 'waiting', attempt: 2 })
    expect(orderOf(session, { type: 'pause-over' })).toBe('connect')
  })

  it('does not start what its user has not started, or has stopped', () => {
    for (const session of [INITIAL_SESSION, after(ready, { type: 'stop' })]) {
      for (const event of [wake, offline]) {
        expect(step(session, event)).toEqual({ session, order: { type: 'nothing' } })
      }
    }
  })
})

describe('trust', () => {
  it('is stale as soon as the connection is gone', () => {
    expect(after(ready, closedWith(1006)).phase).toBe('stale')
    expect(after(ready, { type: 'silence' }).phase).toBe('stale')
  })

  it('is ready again once the server confirms what is held', () => {
    expect(after(stale, { type: 'current', epoch: 'e1', revision: 6 }).phase).toBe('ready')
    expect(after(stale, snapshotOf({})).phase).toBe('ready')
    expect(after(stale, deltaOf(5, 6, { checksum: 66 })).phase).toBe('ready')
    expect(after(stale, appliedOf({ revision: 7 })).phase).toBe('ready')
  })

  it('does not believe a server that calls something else current', () => {
    const other: SessionEvent = { type: 'current', epoch: 'e1', revision: 7 }
    expect(step(stale, other).order).toEqual(resyncFor('gap'))
    expect(after(stale, other).phase).toBe('stale')
    const nothingHeld: SessionEvent = { type: 'current', epoch: 'e1', revision: 0 }
    expect(orderOf(starting, nothingHeld)).toBe('resync')
  })

  it('takes flags of an earlier run only while there are no others', () => {
    const restored: SessionEvent = {
      type: 'restored',
      held: { ...HELD, revision: 2 },
      confirmedAt: undefined,
    }
    expect(after(INITIAL_SESSION, restored)).toMatchObject({
      phase: 'stale',
      held: { revision: 2 },
    })
    expect(after(ready, restored)).toBe(ready)
    const refused = after(starting, closedWith(4401))
    expect(after(refused, restored)).toMatchObject({ phase: 'failed', held: { revision: 2 } })
  })
})

describe('revisions', () => {
  it('holds nothing before it was applied and the checksum found right', () => {
    const { session, order } = step(starting, snapshotOf({}))
    expect(order.type).toBe('apply')
    expect(session.held).toBeUndefined()
    const applied = step(session, appliedOf({}))
    expect(applied.session).toMatchObject({ phase: 'ready', held: HELD })
    expect(applied.order).toEqual({
      type: 'send',
      message: { type: 'receipt', revision: 6, appliedMs: 1 },
    })
  })

  it('applies a delta on the revision it starts from', () => {
    expect(orderOf(ready, deltaOf(6, 7))).toBe('apply')
    expect(orderOf(ready, deltaOf(6, 9))).toBe('apply')
  })

  it('asks for a snapshot when a delta skips a revision', () => {
    expect(step(ready, deltaOf(7, 8)).order).toEqual(resyncFor('gap'))
    expect(orderOf(starting, deltaOf(7, 8))).toBe('resync')
    expect(orderOf(ready, deltaOf(6, 7, { epoch: 'e2' }))).toBe('resync')
  })

  it('asks but once until it is answered', () => {
    const asking = after(ready, deltaOf(7, 8))
    expect(orderOf(asking, deltaOf(8, 9))).toBe('nothing')
    expect(orderOf(after(asking, appliedOf({ revision: 9 })), deltaOf(10, 11))).toBe('resync')
  })

  it('ignores a delta it has already applied', () => {
    expect(orderOf(ready, deltaOf(5, 6, { checksum: 66 }))).toBe('nothing')
    expect(orderOf(ready, deltaOf(3, 4))).toBe('nothing')
  })

  it('never goes back within an epoch', () => {
    expect(step(ready, snapshotOf({ revision: 5 }))).toEqual({
      session: ready,
      order: { type: 'nothing' },
    })
    expect(after(stale, snapshotOf({ revision: 5 })).phase).toBe('stale')
  })

  it('follows a new epoch, though its revisions are lower', () => {
    expect(orderOf(ready, snapshotOf({ epoch: 'e2', revision: 1 }))).toBe('apply')
    expect(after(ready, appliedOf({ epoch: 'e2', revision: 1 }))).toMatchObject({
      phase: 'ready',
      held: { epoch: 'e2', revision: 1 },
      left: ['e1'],
    })
  })

  it('does not return to an epoch it left, and looks for a server that is further', () => {
    const followed = after(ready, appliedOf({ epoch: 'e2', revision: 1 }))
    const back = step(followed, snapshotOf({ revision: 9 }))
    expect(back.order).toMatchObject({ type: 'reconnect', pause: 'backoff' })
    expect(back.session).toMatchObject({ phase: 'stale', held: { epoch: 'e2', revision: 1 } })
  })

  it('returns to it when six connections in a row have offered nothing else', () => {
    let session = after(ready, appliedOf({ epoch: 'e2', revision: 1 }))
    const offers: string[] = []
    for (let n = 0; n < 7; n++) {
      const offered = step(session, snapshotOf({ revision: 9 }))
      offers.push(offered.order.type)
      session = after(offered.session, { type: 'pause-over' }, { type: 'socket-opened' })
    }
    expect(offers).toEqual([...Array(6).fill('reconnect'), 'apply'])
    const back = after(session, appliedOf({ revision: 9 }))
    expect(back).toMatchObject({ phase: 'ready', held: { epoch: 'e1' }, left: ['e2'] })
  })

  it('takes the same revision anew when it is written differently', () => {
    expect(orderOf(ready, snapshotOf({ checksum: 67 }))).toBe('apply')
    expect(orderOf(ready, deltaOf(5, 6))).toBe('resync')
  })

  it('asks for a snapshot after a wrong checksum, and elsewhere if that is wrong too', () => {
    const asking = step(ready, { type: 'mismatched' })
    expect(asking.order).toEqual(resyncFor('checksum'))
    expect(asking.session.held).toBe(HELD)
    expect(orderOf(asking.session, { type: 'mismatched' })).toBe('reconnect')
  })

  it('asks for a snapshot after a malformed message, and elsewhere after a second', () => {
    const asking = step(ready, { type: 'malformed' })
    expect(asking.order).toEqual(resyncFor('malformed'))
    expect(orderOf(asking.session, { type: 'malformed' })).toBe('reconnect')
  })
})

describe('heartbeats', () => {
  const beat: SessionEvent = { type: 'heartbeat', revision: 6 }
  const ahead: SessionEvent = { type: 'heartbeat', revision: 7 }

  it('are answered', () => {
    expect(orderOf(ready, beat)).toBe('heartbeat')
    expect(orderOf(ready, { type: 'heartbeat' })).toBe('heartbeat')
  })

  it('that tell of a revision which does not come make it ask, and then go elsewhere', () => {
    const once = step(ready, ahead)
    expect(once.order).toMatchObject({ message: { type: 'heartbeat', revision: 6 } })
    const twice = step(once.session, ahead)
    expect(twice.order).toEqual(resyncFor('gap'))
    const thrice = step(twice.session, ahead)
    expect(orderOf(twice.session, ahead)).toBe('heartbeat')
    expect(orderOf(thrice.session, ahead)).toBe('reconnect')
  })

  it('of a server that knows less, or another epoch, end trust as well', () => {
    for (const other of [
      { type: 'heartbeat', revision: 5 },
      { type: 'heartbeat', epoch: 'e2', revision: 6 },
    ] as const) {
      const twice = step(after(ready, other), other)
      expect(twice.order).toEqual(resyncFor('gap'))
      expect(twice.session.phase).toBe('stale')
    }
  })

  it('leave a client alone that is catching up', () => {
    const progressing = after(ready, ahead, appliedOf({ revision: 7 }))
    expect(orderOf(progressing, { type: 'heartbeat', revision: 8 })).toBe('heartbeat')
    expect(orderOf(after(ready, ahead, beat), ahead)).toBe('heartbeat')
  })

  it('alone, without a snapshot, do not keep a client waiting for ever', () => {
    const beats = [beat, beat, beat, beat]
    const orders = beats.map((_, n) => orderOf(after(starting, ...beats.slice(0, n)), beat))
    expect(orders).toEqual(['heartbeat', 'resync', 'heartbeat', 'reconnect'])
  })

  it('that tell of no revision confirm nothing, until one tells of what is held', () => {
    const unsure = step(ready, { type: 'heartbeat' })
    expect(unsure.order).toMatchObject({ message: { type: 'heartbeat', revision: 6 } })
    expect(unsure.session).toMatchObject({ phase: 'stale', line: 'open', held: ready.held })
    expect(after(unsure.session, { type: 'heartbeat', epoch: 'e2', revision: 6 }).phase).toBe(
      'stale',
    )
    expect(after(unsure.session, beat)).toMatchObject({ phase: 'ready', behind: 0 })
  })

  it('that go on to tell of no revision make it look for another server', () => {
    const unsure: SessionEvent = { type: 'heartbeat' }
    const beats = [unsure, unsure, unsure, unsure]
    const orders = beats.map((_, n) => orderOf(after(ready, ...beats.slice(0, n)), unsure))
    expect(orders).toEqual(['heartbeat', 'heartbeat', 'heartbeat', 'reconnect'])
  })

  it('confirm nothing while a snapshot that was asked for has not come', () => {
    expect(after({ ...ready, phase: 'stale', asked: true }, beat).phase).toBe('stale')
  })

  it('do not ask a second time while a snapshot is on its way', () => {
    expect(orderOf(after({ ...ready, asked: true }, ahead), ahead)).toBe('heartbeat')
  })
})
