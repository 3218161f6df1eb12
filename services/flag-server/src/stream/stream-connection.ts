import { ClientMessage, type CloseCode, type Hello, PROTOCOL } from '@bunting/protocol'
import type { TrackedSdk } from '../delivery/delivery-tracker.ts'
import type { KeyVerdict, SdkKey } from '../sdk-keys/sdk-keyring.ts'
import type { EnvironmentFeed, Head, Subscriber } from './environment-feed.ts'
import type { FollowedEnvironment } from './feeds.ts'
import type { Limits } from './limits.ts'

/** What a connection needs of a WebSocket. */
export interface StreamSocket {
  /** The negotiated sub-protocol. */
  readonly protocol: string
  /** Bytes handed over and not yet on the wire. */
  readonly bufferedAmount: number
  /** `flushed` is called when the bytes are on the wire, or the socket broke. */
  send(message: string | Buffer, flushed: () => void): void
  close(code: CloseCode, reason: string): void
  /** Cuts the socket without a word; for peers that no longer answer. */
  terminate(): void
}

export interface ConnectionOptions {
  readonly socket: StreamSocket
  /** Key of the `Authorization` header, if there was one. */
  readonly headerKey: string | undefined
  readonly verify: (key: string | undefined) => Promise<KeyVerdict>
  readonly follow: (environmentId: string) => Promise<FollowedEnvironment>
  /** A client knows revisions of this epoch that the database does not: it was restored. */
  readonly onOlderDatabase: (environmentId: string, claimed: Head) => Promise<void>
  readonly limits: Limits
  readonly now: () => number
  readonly warn: (error: unknown, message: string) => void
}

/** One SDK's socket, from hello to close. */
export interface StreamConnection {
  readonly sdkKeyId: () => string | undefined
  received(text: string): void
  /** Called every few seconds: greets the quiet, ends the silent. */
  tick(): void
  goodbye(reconnectWithinMs: number): void
  close(code: CloseCode, reason: string): void
  /** The socket is gone. */
  closed(): void
}

interface Streaming {
  readonly key: SdkKey
  readonly feed: EnvironmentFeed
  readonly followed: FollowedEnvironment
  readonly sdk: TrackedSdk
  readonly leave: () => void
}

export function openStreamConnection(options: ConnectionOptions): StreamConnection {
  const { socket, limits, now } = options
  const openedAt = now()
  let phase: 'waiting for hello' | 'greeting' | 'streaming' | 'closed' = 'waiting for hello'
  let streaming: Streaming | undefined
  let heardAt = openedAt
  let spokeAt = openedAt
  let allowance = limits.burst
  let allowanceAt = openedAt
  /** Bytes still on their way: the next message waits, and will be the newest snapshot. */
  let behindSince: number | undefined

  if (socket.protocol !== PROTOCOL) close(4406, `this server speaks ${PROTOCOL}`)

  function close(code: CloseCode, reason: string): void {
    if (phase === 'closed') return
    end()
    socket.close(code, reason)
  }

  function end(): void {
    phase = 'closed'
    streaming?.leave()
    streaming = undefined
  }

  function send(message: string | Buffer): void {
    spokeAt = now()
    socket.send(message, flushed)
  }

  /** A reader that fell behind gets the latest state once it has read what it was sent. */
  function flushed(): void {
    if (
      behindSince === undefined ||
      !streaming ||
      socket.bufferedAmount > limits.maxBufferedBytes
    ) {
      return
    }
    behindSince = undefined
    send(streaming.feed.snapshot(streaming.sdk.kind))
  }

  function fallBehind(): boolean {
    if (behindSince === undefined && socket.bufferedAmount <= limits.maxBufferedBytes) return false
    behindSince ??= now()
    return true
  }

  function welcome(hello: Hello): void {
    phase = 'greeting'
    greet(hello).catch((error: unknown) => {
      options.warn(error, 'could not serve an SDK')
      close(1013, 'not ready; come back in a moment')
    })
  }

  async function greet(hello: Hello): Promise<void> {
    const verdict = await options.verify(options.headerKey ?? hello.key)
    if (phase === 'closed') return
    if (verdict === 'unknown') return close(4401, 'no key, or one this server does not know')
    if (verdict === 'revoked') return close(4403, 'this key was revoked')
    const followed = await options.follow(verdict.environmentId)
    const { feed, tracker } = followed
    const { holds } = hello
    if (holds && holds.epoch === feed.head().epoch && holds.revision > feed.head().revision) {
      await feed.pull()
      // Only who holds a secret key is believed: a browser's word could be anybody's.
      if (verdict.kind === 'server' && holds.revision > feed.head().revision) {
        await options.onOlderDatabase(verdict.environmentId, holds)
        await feed.pull()
      }
    }
    if ((phase as string) === 'closed') return
    const { epoch, revision } = feed.head()
    const sdk: TrackedSdk = {
      instance: hello.instance,
      sdk: `${hello.sdk.name} ${hello.sdk.version}`,
      application: applicationOf(hello),
      kind: verdict.kind,
      revision: -1,
      joinedAt: revision,
    }
    const unsubscribe = feed.join(subscriber(verdict.kind))
    tracker.connected(sdk)
    const leave = () => {
      unsubscribe()
      tracker.disconnected(sdk)
    }
    streaming = { key: verdict, feed, followed, sdk, leave }
    phase = 'streaming'
    const current =
      holds?.epoch === epoch &&
      holds.revision === revision &&
      holds.checksum === feed.checksum(verdict.kind)
    if (!current) return send(feed.snapshot(verdict.kind))
    tracker.applied(sdk, revision)
    send(JSON.stringify({ type: 'current', epoch, revision }))
  }

  function subscriber(audience: SdkKey['kind']): Subscriber {
    return {
      audience,
      offer: (delta) => {
        if (!fallBehind()) send(delta)
      },
      restart: () => {
        if (!fallBehind() && streaming) send(streaming.feed.snapshot(audience))
      },
    }
  }

  function handle(message: ClientMessage): void {
    if (message.type === 'hello') {
      if (phase === 'waiting for hello') welcome(message)
      else close(4400, 'a second hello')
    } else if (!streaming) {
      close(4400, 'hello comes first')
    } else if (message.type === 'receipt') {
      streaming.followed.tracker.applied(streaming.sdk, message.revision)
    } else if (message.type === 'resync' && !fallBehind()) {
      send(streaming.feed.snapshot(streaming.sdk.kind))
    }
  }

  /** So many messages at once, so many a second: what any honest SDK stays far below. */
  function mayPass(): boolean {
    const at = now()
    allowance = Math.min(limits.burst, allowance + ((at - allowanceAt) / 1000) * limits.perSecond)
    allowanceAt = at
    allowance -= 1
    return allowance >= 0
  }

  return {
    sdkKeyId: () => streaming?.key.id,
    received(text) {
      if (phase === 'closed') return
      heardAt = now()
      if (!mayPass()) return close(4429, 'too many messages')
      const message = parse(text)
      if (message) handle(message)
      else close(4400, 'not a message this server knows')
    },
    tick() {
      const at = now()
      if (phase === 'closed') return
      if (phase !== 'streaming') {
        if (at - openedAt > limits.helloMs) close(4408, 'no hello in time')
        return
      }
      if (behindSince !== undefined && at - behindSince > limits.silenceMs) {
        end()
        return socket.terminate()
      }
      if (at - heardAt > limits.silenceMs) return close(4408, 'no sign of life in time')
      if (at - spokeAt >= limits.heartbeatMs && behindSince === undefined) {
        send(JSON.stringify({ type: 'heartbeat', revision: streaming?.feed.head().revision }))
      }
    },
    goodbye(reconnectWithinMs) {
      if (phase === 'streaming') send(JSON.stringify({ type: 'goodbye', reconnectWithinMs }))
      close(1012, 'the server stops')
    },
    close,
    closed: end,
  }
}

function parse(text: string): ClientMessage | null {
  try {
    const parsed = ClientMessage.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function applicationOf({ application }: Hello): string | null {
  const words = [application?.name, application?.version].filter((word) => word !== undefined)
  return words.length > 0 ? words.join(' ') : null
}
