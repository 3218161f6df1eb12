import type { CompiledRuleset } from '@bunting/evaluator'
import type { ClientMessage } from '@bunting/protocol/wire'
import type { BasicClient } from './basic-client.ts'
import type { ClientOptions } from './client-options.ts'
import type { Decoded } from './decode-message.ts'
import type { Client } from './feature-flags.ts'
import type { FlagStore } from './flag-store.ts'
import type { Ports } from './ports.ts'
import type { Aside, Session, SessionEvent } from './session-state.ts'

/**
 * What a client does besides following the stream: counting, polling, answering previews. Each is a
 * file that a runtime hands in, so that nobody ships what they do not use, and a page can fetch it
 * after its first paint. It may answer some of the client's functions in its stead.
 */
export type Companion<C = BasicClient> = (
  core: ClientCore,
  client: C,
) => Partial<Client> | undefined

/** A client from the inside. */
export interface ClientCore {
  readonly options: ClientOptions
  readonly ports: Ports
  readonly store: FlagStore
  session(): Session
  /** @param lines what the event may order to apply */
  happen(event: SessionEvent, lines?: readonly string[]): void
  /** Undefined for what cannot be understood, which is reported. */
  decode(data: unknown): Decoded | undefined
  /** @returns false while there is no socket on which the server has answered the hello */
  send(message: ClientMessage): boolean
  onEvent(listener: (event: CoreEvent) => void): () => void
  /** Tells those who want to know when flags are stale. */
  tellStale(): void
  /** Lets the ruleset learn, and tells of the flags that could not answer before. */
  learn(...more: Parameters<CompiledRuleset['learn']>): void
}

export type CoreEvent =
  /** The session is another than before. */
  | { readonly type: 'moved' }
  /** The server said something that moves no session. */
  | { readonly type: 'aside'; readonly message: Aside; readonly lines: readonly string[] }
  /** The user has called `close()`; if there is a socket it is still open. */
  | { readonly type: 'closing' }
