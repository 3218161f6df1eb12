import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OFFLINE, WAKE } from './companions/machine-answers.ts'
import { polled, pollRefused } from './companions/poll-answers.ts'
import { step } from './session.ts'
import {
  INITIAL_SESSION,
  isPolling,
  type Order,
  type Session,
  type SessionEvent,
} from './session-state.ts'

const epoch = fc.constantFrom('e1', 'e2', 'e3')
const revision = fc.nat({ max: 5 })
const checksum = fc.constantFrom(1, 1, 1, 2)
const none = fc.constant(0)
const LISTS = { flags: 0, segments: 0, removedFlags: [], removedSegments: [] }

const often = (arbitrary: fc.Arbitrary<SessionEvent>) => ({ arbitrary, weight: 8 })
const seldom = (arbitrary: fc.Arbitrary<SessionEvent>) => ({ arbitrary, weight: 1 })

/** Anything, in any order: also what no living server and no socket would ever do. */
const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  often(fc.constant({ type: 'pause-over' })),
  often(fc.constant({ type: 'socket-opened' })),
  often(fc.record({ type: fc.constant('current'), epoch, revision })),
  often(
    fc.record({
      type: fc.constant('snapshot'),
      epoch,
      revision,
      checksum,
      flags: none,
      segments: none,
    }),
  ),
  often(
    fc
      .record({ epoch, from: revision, to: revision, checksum })
      .map((fields) => ({ type: 'delta', ...fields, ...LISTS }) as const),
  ),
  often(
    fc.record({
      type: fc.constant('heartbeat'),
      epoch: fc.option(epoch, { nil: undefined }),
      revision: fc.option(revision, { nil: undefined }),
    }),
  ),
  seldom(
    fc.record({
      type: fc.constant('socket-closed'),
      code: fc.constantFrom(1001, 1006, 4401),
      reason: fc.constant(''),
    }),
  ),
  seldom(fc.constant({ type: 'silence' })),
  seldom(fc.constant({ type: 'malformed' })),
  seldom(fc.constant({ type: 'goodbye', reconnectWithinMs: 1 })),
  seldom(fc.constant({ type: 'start' })),
  seldom(fc.constant({ type: 'stop' })),
  seldom(
    fc.record({
      type: fc.constant('restored'),
      held: fc.record({ epoch, revision, checksum }),
      confirmedAt: fc.constantFrom(undefined, -1),
    }),
  ),
  seldom(fc.constant(WAKE)),
  seldom(fc.constant(OFFLINE)),
  often(
    fc
      .oneof(
        fc.constant(undefined),
        fc.record({ epoch, revision, checksum }),
        fc.record({
          type: fc.constant('snapshot'),
          epoch,
          revision,
          checksum,
          flags: none,
          segments: none,
        }),
      )
      .map(polled),
  ),
  seldom(fc.constant(pollRefused('revoked'))),
)

/** What follows an order `apply`, as the stream does it. */
function outcome(order: Order, matches: boolean): SessionEvent | undefined {
  if (order.type !== 'apply') return undefined
  const { message } = order
  const to = message.type === 'delta' ? message.to : message.revision
  const held = { epoch: message.epoch, revision: to, checksum: message.checksum }
  return matches ? { type: 'applied', held, appliedMs: 0 } : { type: 'mismatched' }
}

interface World {
  /** Sockets in a row that never opened. */
  unopened: number
  /** Whether there is a socket, open or being opened. */
  socket: boolean
  /** Whether a resync was sent and nothing came of it yet. */
  asked: boolean
  /** Epochs that were in force before the present one. */
  readonly past: Set<string>
}

interface Stepped {
  readonly before: Session
  readonly event: SessionEvent
  readonly after: Session
  readonly order: Order
  readonly now: number
}

function check({ before, event, after, order, now }: Stepped, world: World): void {
  // G5: nothing takes away what is held.
  if (before.held) expect(after.held).toBeDefined()

  // G2: only what was applied, or restored into emptiness, is held.
  if (before.held !== after.held) {
    expect(['applied', 'restored']).toContain(event.type)
    if (event.type === 'restored') expect(before.held).toBeUndefined()
  }

  // G4: never backwards; never again in an epoch that was left.
  if (before.held && after.held && before.held !== after.held) {
    if (before.held.epoch === after.held.epoch) {
      expect(after.held.revision).toBeGreaterThanOrEqual(before.held.revision)
    } else {
      world.past.add(before.held.epoch)
      const insisted = before.attempt >= 6 || before.behind >= 2
      if (!insisted) expect(world.past).not.toContain(after.held.epoch)
      world.past.delete(after.held.epoch)
    }
  }

  // G6: ready is said only of flags that the server has just confirmed, and only until the
  // connection that did, or a poll, is lost.
  if (after.phase === 'ready' && before.phase !== 'ready') {
    const confirms = ['applied', 'current', 'snapshot', 'delta', 'heartbeat', 'polled']
    expect(confirms).toContain(event.type)
    expect(after.confirmedAt).toBe(now)
  }
  const isUnsure = event.type === 'heartbeat' && event.revision === undefined
  if (isUnsure && before.line === 'open') expect(after.phase).not.toBe('ready')
  if (before.line === 'open' && after.line !== 'open') expect(after.phase).not.toBe('ready')
  if (event.type === 'polled' && !event.found && isPolling(before)) {
    expect(after.phase).not.toBe('ready')
  }
  // Its age is that of the last confirmation, or of the flags restored; it never grows younger alone.
  if (after.confirmedAt !== before.confirmedAt && event.type !== 'restored') {
    expect(after).toMatchObject({ phase: 'ready', confirmedAt: now })
    if (event.type === 'heartbeat') {
      expect(event.revision).toBe(after.held?.revision)
      expect([undefined, after.held?.epoch]).toContain(event.epoch)
    }
  }

  // Polls count only where no socket passes; they bring what a socket would, and nothing else.
  if (['polled', 'poll-refused'].includes(event.type) && world.unopened < 3) {
    expect({ after, order }).toEqual({ after: before, order: { type: 'nothing' } })
  }
  if (after.phase === 'ready' && after.line !== 'open') {
    expect(world.unopened).toBeGreaterThanOrEqual(3)
  }
  if (event.type === 'socket-opened' && before.line === 'opening') world.unopened = 0
  const isLost = event.type === 'socket-closed' || event.type === 'silence'
  if (before.line === 'opening' && isLost && after.line === 'waiting') world.unopened += 1
  if (event.type === 'stop') world.unopened = 0

  // G7: a receipt for each revision applied that came on a socket.
  if (event.type === 'applied' && before.line === 'open') {
    expect(order).toMatchObject({ message: { type: 'receipt', revision: event.held.revision } })
  }

  // G8: one socket, one resync.
  if (event.type === 'socket-closed') world.socket = false
  if (order.type === 'connect') {
    expect(world.socket).toBe(false)
    world.socket = true
  }
  if (order.type === 'reconnect' || order.type === 'disconnect') world.socket = false
  if (order.type === 'send' && order.message.type === 'resync') {
    expect(world.asked).toBe(false)
    world.asked = true
  } else if (!world.socket || ['applied', 'snapshot', 'current'].includes(event.type))
    world.asked = false
  else if (after.phase === 'ready' && before.phase !== 'ready') world.asked = false

  // Who was told to stop, or was refused, does nothing but start again when its user says so.
  if (before.phase === 'closed' && event.type !== 'start') expect(order.type).toBe('nothing')
  if (before.phase === 'failed' && event.type !== 'stop') expect(order.type).toBe('nothing')
}

it('keeps its invariants on any walk', () => {
  const walk = fc.array(fc.tuple(anyEvent, fc.boolean()), { minLength: 100, maxLength: 100 })
  const seen = new Set<string>()
  fc.assert(
    fc.property(walk, (events) => {
      const world: World = { socket: false, asked: false, unopened: 0, past: new Set() }
      let now = 0
      let session = step(INITIAL_SESSION, { type: 'start' }, now).session
      for (const [first, matches] of events) {
        for (let event: SessionEvent | undefined = first; event; ) {
          now += 1
          const { session: after, order } = step(session, event, now)
          check({ before: session, event, after, order, now }, world)
          seen.add(`${session.phase} ${event.type}`)
          session = after
          event = outcome(order, matches)
        }
      }
    }),
    { numRuns: 1_000 },
  )
  // 5 phases × 19 events, less applied and mismatched, which follow nothing in closed and failed.
  expect(seen.size).toBe(5 * 19 - 4)
})
