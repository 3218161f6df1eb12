import {
  type ClientMessage,
  type CloseCode,
  type Events,
  type Hello,
  PROTOCOL,
} from '@bunting/protocol'
import type { TrackedSdk } from '../delivery/delivery-tracker.ts'
import type { PreviewExchange, PreviewPeer } from '../previews/preview-exchange.ts'
import type { Sender } from '../usage/received-batch.ts'
import { type AdmissionPorts, type Admitted, admit, type Caller, trackedSdk } from './admit.ts'
import type { Due } from './due-slots.ts'
import type { EncodedMessage } from './encoded-message.ts'
import type { Audience, EnvironmentFeed, Subscriber } from './environment-feed.ts'
import { FloodAllowance } from './flood-allowance.ts'
import type { Limits } from './limits.ts'
import { Outlet } from './outlet.ts'
import { parseClientMessage } from './parse-client-message.ts'
import type { StreamSocket } from './stream-socket.ts'

export interface ConnectionPorts extends AdmissionPorts {
  readonly previews: PreviewExchange
  /** Resolves when these counts are stored for good; rejects when they must be sent again. */
  readonly events: (events: Events, sender: Sender) => Promise<void>
  readonly limits: Limits
  readonly now: () => number
  /** Calls when it is its turn: after a restart ten thousand say hello at once. */
  readonly inTurn: (work: () => void) => void
  readonly warn: (error: unknown, message: string) => void
}

/** An SDK that was told where things stand, and is told of all that changes. */
interface Guest extends Admitted {
  readonly sdk: TrackedSdk
  readonly unsubscribe: () => void
  /** Absent: it answers no previews. */
  readonly previewer: PreviewPeer | undefined
}

/** One SDK's socket, from hello to close. A class: ten thousand share these methods. */
export class StreamConnection implements Subscriber, Due {
  slot = 0
  readonly #socket: StreamSocket
  readonly #ports: ConnectionPorts
  #caller: Caller | undefined
  readonly #outlet: Outlet
  readonly #allowance: FloodAllowance
  readonly #openedAt: number
  #heardAt: number
  #phase: 'waiting for hello' | 'greeting' | 'streaming' | 'closed' = 'waiting for hello'
  #guest: Guest | undefined

  constructor(socket: StreamSocket, caller: Caller, ports: ConnectionPorts) {
    const at = ports.now()
    this.#socket = socket
    this.#ports = ports
    this.#caller = caller
    this.#outlet = new Outlet(socket, ports.limits.maxBufferedBytes, at)
    this.#allowance = new FloodAllowance(ports.limits, at)
    this.#openedAt = at
    this.#heardAt = at
    if (socket.protocol !== PROTOCOL) this.close(4406, `this server speaks ${PROTOCOL}`)
  }

  sdkKeyId(): string | undefined {
    return this.#guest?.key.id
  }

  get audience(): Audience {
    return this.#guest?.key.kind ?? 'client'
  }

  received(text: string): void {
    if (!this.#hears()) return
    if (this.#phase === 'streaming') this.#read(text)
    else this.#inTurn(() => this.#read(text))
  }

  /** A receipt that needed no reading. */
  receipt(revision: number): void {
    if (!this.#hears()) return
    if (this.#guest) this.#guest.tracker.applied(this.#guest.sdk, revision)
    else this.close(4400, 'hello comes first')
  }

  receivedBinary(): void {
    this.close(4400, 'messages are text')
  }

  /** The feed has a new revision. */
  offer(delta: EncodedMessage): void {
    const at = this.#ports.now()
    if (this.#guest && !this.#isBehind(at)) this.#outlet.tell(delta, at)
  }

  /** The feed has a new epoch. */
  restart(): void {
    const at = this.#ports.now()
    if (this.#guest && !this.#isBehind(at)) {
      const { feed, key } = this.#guest
      this.#tellRuleset(feed.snapshot(key.kind), feed, at)
    }
  }

  /** A reader that fell behind, and has read what it was sent, gets the latest state. */
  collapse(): void {
    this.restart()
  }

  /**
   * Greets the quiet, ends the silent. Answers in how many milliseconds there may be something to do
   * again, never longer than a heartbeat.
   */
  tick(): number {
    const { limits, now } = this.#ports
    const { silenceMs, heartbeatMs } = limits
    const at = now()
    const { behindSince, spokeAt } = this.#outlet
    if (this.#phase === 'closed') return heartbeatMs
    if (!this.#guest) {
      const left = this.#openedAt + limits.helloMs - at
      if (left < 0) this.close(4408, 'no hello in time')
      return Math.min(left + 1, heartbeatMs)
    }
    if (behindSince !== undefined && at - behindSince > silenceMs) {
      this.closed()
      this.#socket.terminate()
    } else if (at - this.#heardAt > silenceMs) {
      this.close(4408, 'no sign of life in time')
    } else if (at - spokeAt >= heartbeatMs && behindSince === undefined) {
      this.#outlet.tell(this.#guest.feed.say('heartbeat'), at)
    }
    const quietUntil =
      behindSince === undefined ? this.#outlet.spokeAt + heartbeatMs : at + silenceMs
    return Math.min(quietUntil - at, this.#heardAt + silenceMs + 1 - at, heartbeatMs)
  }

  goodbye(reconnectWithinMs: number): void {
    if (this.#guest) this.#outlet.remark({ type: 'goodbye', reconnectWithinMs })
    this.close(1012, 'the server stops')
  }

  close(code: CloseCode, reason: string): void {
    if (this.#phase === 'closed') return
    this.closed()
    this.#socket.close(code, reason)
  }

  /** The socket is gone. */
  closed(): void {
    const guest = this.#guest
    this.#phase = 'closed'
    this.#guest = undefined
    if (!guest) return
    guest.unsubscribe()
    guest.previewer?.leave()
    guest.tracker.disconnected(guest.sdk)
  }

  /** Whether what it says now is listened to. */
  #hears(): boolean {
    if (this.#phase === 'closed') return false
    const at = this.#ports.now()
    this.#heardAt = at
    if (this.#guest) this.#guest.sdk.heardAt = at
    if (this.#allowance.takes(this.#ports.limits, at)) return true
    this.close(4429, 'too many messages')
    return false
  }

  #read(text: string): void {
    const message = parseClientMessage(text)
    if (message) this.#handle(message)
    else this.close(4400, 'not a message this server knows')
  }

  #handle(message: ClientMessage): void {
    if (message.type === 'hello') {
      if (this.#caller) this.#welcome(message, this.#caller)
      else this.close(4400, 'a second hello')
    } else if (!this.#guest) {
      this.close(4400, 'hello comes first')
    } else if (message.type === 'receipt') {
      this.#guest.tracker.applied(this.#guest.sdk, message.revision)
    } else if (message.type === 'events') {
      this.#store(message, this.#guest)
    } else if (message.type === 'previewed') {
      this.#guest.previewer?.answered(message)
    } else if (message.type === 'resync') {
      this.restart()
    }
  }

  #welcome(hello: Hello, caller: Caller): void {
    this.#phase = 'greeting'
    this.#caller = undefined
    admit(hello, caller, this.#ports)
      .then((admitted) => {
        if (this.#phase === 'closed') return
        if (admitted === 'unknown') this.close(4401, 'no key, or one this server does not know')
        else if (admitted === 'revoked') this.close(4403, 'this key was revoked, or has expired')
        else if (admitted === 'too many') this.close(1013, 'too many with this key at once')
        else if (admitted === 'too many unknown')
          this.close(1013, 'too many unknown keys from this address')
        // All who wait for one answer of the database get it at the same moment.
        else this.#inTurn(() => this.#greet(hello, admitted))
      })
      .catch((error: unknown) => this.#fail(error))
  }

  /** Unless it is gone by then. */
  #inTurn(work: () => void): void {
    this.#ports.inTurn(() => {
      if (this.#phase === 'closed') return
      try {
        work()
      } catch (error) {
        this.#fail(error)
      }
    })
  }

  #fail(error: unknown): void {
    this.#ports.warn(error, 'could not serve an SDK')
    this.close(1013, 'not ready; come back in a moment')
  }

  /** In one go: what the feed has to say next, it says to this one, too. */
  #greet(hello: Hello, { key, feed, tracker }: Admitted): void {
    const at = this.#ports.now()
    const news = feed.resume(key.kind, hello.holds)
    const sdk = trackedSdk(hello, { key, feed, tracker }, at)
    tracker.connected(sdk)
    // A client key may be anybody's: what might become of a flag is not shown to it.
    const previewer =
      hello.previews && key.kind === 'server' ? this.#joinPreviews(key.environmentId) : undefined
    this.#phase = 'streaming'
    this.#guest = { key, feed, tracker, sdk, unsubscribe: feed.join(this), previewer }
    if (!news) tracker.applied(sdk, sdk.joinedAt)
    if (news) this.#tellRuleset(news, feed, at)
    else this.#outlet.tell(feed.say('current'), at)
  }

  /** Out of memory: whether it is the newest still, nobody may know. */
  #tellRuleset(message: EncodedMessage, feed: EnvironmentFeed, at: number): void {
    this.#outlet.tell(message, at)
    if (!feed.isSure()) this.#outlet.tell(feed.say('heartbeat'), at)
  }

  #joinPreviews(environmentId: string): PreviewPeer {
    return this.#ports.previews.join(environmentId, (preview) => {
      if (!this.#isBehind(this.#ports.now())) this.#outlet.remark(preview)
    })
  }

  /** Says nothing of what could not be stored: the client has it still, and sends it again. */
  #store(events: Events, { key, sdk: { sdk, application } }: Guest): void {
    this.#ports.events(events, { key, sdk, application }).then(
      () => {
        if (this.#guest && !this.#isBehind(this.#ports.now())) {
          this.#outlet.remark({ type: 'stored', ids: [events.id] })
        }
      },
      () => undefined,
    )
  }

  #isBehind(at: number): boolean {
    return this.#outlet.isBehind(at, this)
  }
}
