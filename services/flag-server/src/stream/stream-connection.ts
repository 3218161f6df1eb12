import {
  type ClientMessage,
  type CloseCode,
  type Events,
  type Hello,
  PROTOCOL,
} from '@bunting/protocol'
import type { TrackedSdk } from '../delivery/delivery-tracker.ts'
import { describeSdk } from '../delivery/describe-sdk.ts'
import type { Sender } from '../metrics/received-batch.ts'
import type { PreviewExchange, PreviewPeer } from '../previews/preview-exchange.ts'
import type { KeyVerdict, SdkKey } from '../sdk-keys/sdk-keyring.ts'
import { catchUpWith } from './catch-up-with.ts'
import type { EncodedMessage } from './encoded-message.ts'
import type { EnvironmentFeed, Head, Subscriber } from './environment-feed.ts'
import type { FollowedEnvironment } from './feeds.ts'
import type { Limits } from './limits.ts'
import { parseClientMessage } from './parse-client-message.ts'

/** What a connection needs of a WebSocket. */
export interface StreamSocket {
  /** The negotiated sub-protocol. */
  readonly protocol: string
  /** Bytes handed over and not yet on the wire. */
  readonly bufferedAmount: number
  send(message: string): void
  /** A whole frame, as it is. */
  write(frame: Buffer): void
  /** Calls once, when all that waits is on the wire. */
  onceFlushed(then: () => void): void
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
  readonly previews: PreviewExchange
  /** Resolves when these counts are stored for good; rejects when they must be sent again. */
  readonly events: (events: Events, sender: Sender) => Promise<void>
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
  /** Absent: it answers no previews. */
  readonly previewer: PreviewPeer | undefined
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
  /** Too many bytes are still on their way: what comes next is the newest snapshot, after those. */
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

  function send(message: string | EncodedMessage): void {
    spokeAt = now()
    if (typeof message === 'string') socket.send(message)
    else socket.write(message.frame)
  }

  function isBehind(): boolean {
    if (behindSince !== undefined) return true
    if (socket.bufferedAmount <= limits.maxBufferedBytes) return false
    behindSince = now()
    socket.onceFlushed(collapse)
    return true
  }

  /** A reader that fell behind gets the latest state once it has read what it was sent. */
  function collapse(): void {
    behindSince = undefined
    if (streaming) send(streaming.feed.snapshot(streaming.sdk.kind))
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
    // Only who holds a secret key is believed: a browser's word could be anybody's.
    await catchUpWith(feed, holds, verdict.kind === 'server', (claimed) =>
      options.onOlderDatabase(verdict.environmentId, claimed),
    )
    if ((phase as string) === 'closed') return
    const { revision } = feed.head()
    const news = feed.resume(verdict.kind, holds)
    const sdk: TrackedSdk = {
      ...describeSdk(hello),
      kind: verdict.kind,
      revision: -1,
      joinedAt: revision,
      connectedAt: now(),
      heardAt: () => heardAt,
    }
    const unsubscribe = feed.join(subscriber(verdict.kind))
    tracker.connected(sdk)
    // A client key may be anybody's: what might become of a flag is not shown to it.
    const previewer =
      hello.previews && verdict.kind === 'server' ? joinPreviews(verdict) : undefined
    const leave = () => {
      unsubscribe()
      previewer?.leave()
      tracker.disconnected(sdk)
    }
    streaming = { key: verdict, feed, followed, sdk, previewer, leave }
    phase = 'streaming'
    if (news) return send(news)
    tracker.applied(sdk, revision)
    send(feed.say('current'))
  }

  function subscriber(audience: SdkKey['kind']): Subscriber {
    return {
      audience,
      offer: (delta) => {
        if (!isBehind()) send(delta)
      },
      restart: () => {
        if (!isBehind() && streaming) send(streaming.feed.snapshot(audience))
      },
    }
  }

  function joinPreviews({ environmentId }: SdkKey): PreviewPeer {
    // As with `stored`: this puts off no heartbeat.
    return options.previews.join(environmentId, (preview) => {
      if (!isBehind()) socket.write(preview.frame)
    })
  }

  function handle(message: ClientMessage): void {
    if (message.type === 'hello') {
      if (phase === 'waiting for hello') welcome(message)
      else close(4400, 'a second hello')
    } else if (!streaming) {
      close(4400, 'hello comes first')
    } else if (message.type === 'receipt') {
      streaming.followed.tracker.applied(streaming.sdk, message.revision)
    } else if (message.type === 'events') {
      store(message, streaming)
    } else if (message.type === 'previewed') {
      streaming.previewer?.answered(message)
    } else if (message.type === 'resync' && !isBehind()) {
      send(streaming.feed.snapshot(streaming.sdk.kind))
    }
  }

  /** Says nothing of what could not be stored: the client has it still, and sends it again. */
  function store(events: Events, { key, sdk: { sdk, application } }: Streaming): void {
    options.events(events, { key, sdk, application }).then(
      () => {
        // Not `send`: it puts off the heartbeat, and this does not say which revision is the newest.
        if (streaming && !isBehind()) {
          socket.send(JSON.stringify({ type: 'stored', ids: [events.id] }))
        }
      },
      () => undefined,
    )
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
      const message = parseClientMessage(text)
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
        if (streaming) send(streaming.feed.say('heartbeat'))
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
