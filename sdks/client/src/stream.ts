import { type ClientMessage, type Delta, PROTOCOL, type Snapshot } from '@bunting/protocol/wire'
import type { ClientOptions } from './client-options.ts'
import { type Decoded, decodeMessage } from './decode-message.ts'
import type { FlagStore } from './flag-store.ts'
import type { Ports, Socket, WarningCause } from './ports.ts'
import { reconnectDelay } from './reconnect-delay.ts'
import { step } from './session.ts'
import {
  type Aside,
  type Held,
  INITIAL_SESSION,
  type Order,
  type Session,
  type SessionEvent,
} from './session-state.ts'

/** Tells the session what happens and does what it orders; decides nothing itself. */
export interface Stream {
  /** @param lines what the event may order to apply */
  happen(event: SessionEvent, lines?: readonly string[]): void
  /** Undefined for what cannot be understood, which is reported. */
  decode(data: unknown): Decoded | undefined
  /** Puts the snapshot of an earlier run in force; false when it is none, or there are flags. */
  restore(snapshot: string, ageMs?: number): boolean
  /** False while no socket is open on which the hello was answered. */
  send(message: ClientMessage): boolean
  session(): Session
}

export interface StreamEvents {
  /** Other flags are in force. */
  applied(changedKeys: readonly string[], revision: number): void
  /** The session is another than at the last call. */
  moved(before: Session, after: Session): void
  /** The server said something that moves no session. */
  aside(message: Aside, lines: readonly string[]): void
}

type Reconnect = Extract<Order, { readonly type: 'reconnect' }>

/** The protocol's limit. */
const MAX_APPLIED_MS = 3_600_000

export function createStream(
  options: ClientOptions,
  { openSocket, time, random, warn: report }: Ports,
  store: FlagStore,
  events: StreamEvents,
): Stream {
  const { silenceMs = 45_000, connectTimeoutMs = 10_000, maxReconnectDelayMs = 10_000 } = options
  const url = `${options.url.replace(/^http/, 'ws').replace(/\/+$/, '')}/sdk/v1/stream`

  let session: Session = INITIAL_SESSION
  let socket: Socket | undefined
  /** Names the connection in hand: what an earlier one still says is not heard. */
  let connection = 0
  /** Whether the server has said anything on it; before that it wants to hear of nothing else. */
  let isGreeted = false
  /** Ends the pause before an attempt, or the watch over a socket: there is never need for both. */
  let cancelTimer = (): void => {}

  function happen(
    event: SessionEvent,
    lines: readonly string[] = [],
    receivedAt: number = time.now(),
  ): void {
    const before = session
    const { session: after, order } = step(before, event, time.now())
    session = after
    obey(order, event)
    if (before.phase !== session.phase && session.phase === 'failed') {
      warn('failed', `${url} refuses this client for good: ${whyOf(event)}`)
    }
    if (before !== session) events.moved(before, session)
    if (order.type !== 'apply') return
    const isApplied = apply(order.message, lines, (held) => {
      const appliedMs = Math.min(time.now() - receivedAt, MAX_APPLIED_MS)
      return { type: 'applied', held, appliedMs }
    })
    if (!isApplied) happen({ type: 'mismatched' })
  }

  /** All but `apply`. */
  function obey(order: Order, event: SessionEvent): void {
    if (order.type === 'send') say(order.message)
    if (order.type === 'connect') connect()
    if (order.type === 'say-hello') sayHello()
    if (order.type === 'disconnect' || order.type === 'reconnect') letGo()
    if (order.type === 'reconnect') pause(order, event)
  }

  function connect(): void {
    const mine = ++connection
    isGreeted = false
    watch(connectTimeoutMs)
    socket = openSocket(url, PROTOCOL, {
      opened() {
        if (mine === connection) happen({ type: 'socket-opened' })
      },
      received(data) {
        if (mine === connection) receive(data)
      },
      closed(code, reason) {
        if (mine === connection) happen({ type: 'socket-closed', code, reason })
      },
    })
  }

  function letGo(): void {
    connection += 1
    cancelTimer()
    socket?.close()
    socket = undefined
  }

  function pause({ pause, attempt }: Reconnect, event: SessionEvent): void {
    // Not after the first loss: that is a deployment, or a laptop that woke up.
    if (attempt === 1) warn('disconnected', `no connection to ${url} (${whyOf(event)}); trying on`)
    const delayMs = reconnectDelay(pause, attempt, random, maxReconnectDelayMs)
    cancelTimer = time.after(delayMs, () => happen({ type: 'pause-over' }))
  }

  function watch(limitMs: number): void {
    cancelTimer()
    cancelTimer = time.after(limitMs, () => happen({ type: 'silence' }))
  }

  function receive(data: unknown): void {
    const receivedAt = time.now()
    isGreeted = true
    watch(silenceMs)
    const decoded = decode(data)
    if (!decoded) {
      happen({ type: 'malformed' })
      return
    }
    const { message, lines } = decoded
    if (message?.type === 'stored' || message?.type === 'preview') events.aside(message, lines)
    else if (message) happen(message, lines, receivedAt)
  }

  function restore(snapshot: string, ageMs?: number): boolean {
    const decoded = session.held ? undefined : decode(snapshot)
    if (decoded?.message?.type !== 'snapshot') return false
    const confirmedAt = ageMs === undefined ? undefined : time.now() - ageMs
    return apply(decoded.message, decoded.lines, (held) => ({
      type: 'restored',
      held,
      confirmedAt,
    }))
  }

  function decode(data: unknown): Decoded | undefined {
    try {
      return decodeMessage(data)
    } catch (error) {
      warn('malformed-message', `refused a message: ${error}`)
      return undefined
    }
  }

  /** Puts a revision in force and tells of it; false when its checksum is wrong. */
  function apply(
    message: Snapshot | Delta,
    lines: readonly string[],
    eventOf: (held: Held) => SessionEvent,
  ): boolean {
    const { epoch, checksum } = message
    const revision = message.type === 'delta' ? message.to : message.revision
    const changedKeys = store.apply(message, lines)
    if (!changedKeys) {
      warn('checksum-mismatch', `refused revision ${revision}: its checksum is wrong`)
      return false
    }
    happen(eventOf({ epoch, revision, checksum }))
    events.applied(changedKeys, revision)
    return true
  }

  function sayHello(): void {
    const { key, keyInHello, sdk, instance, application, previews } = options
    watch(silenceMs)
    // What is undefined is not sent.
    say({
      type: 'hello',
      key: keyInHello ? key : undefined,
      sdk,
      instance,
      application,
      previews: previews ? true : undefined,
      holds: session.held,
    })
  }

  function say(message: ClientMessage): void {
    socket?.send(JSON.stringify(message))
  }

  function warn(cause: WarningCause, message: string): void {
    report({ cause, message })
  }

  return {
    happen,
    decode,
    restore,
    send(message) {
      const isHeard = isGreeted && session.line === 'open'
      if (isHeard) say(message)
      return isHeard
    },
    session: () => session,
  }
}

function whyOf(event: SessionEvent): string {
  return 'reason' in event && event.reason ? event.reason : event.type
}
