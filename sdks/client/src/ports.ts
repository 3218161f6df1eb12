/**
 * What a runtime lends the client. Nothing else in this package touches the outside world: no Node,
 * no DOM, no clock, no randomness of its own.
 */
export interface Ports {
  readonly openSocket: OpenSocket
  /** Absent: no polling where sockets cannot pass, and no events while the stream is down. */
  readonly http?: Http | undefined
  readonly time: Time
  /** In [0, 1). */
  readonly random: () => number
  readonly warn: (warning: Warning) => void
}

/**
 * Opens a WebSocket. It never throws, and calls nothing before it has returned: a connection that
 * cannot be made is `closed` a little later. After `closed` nothing is called.
 */
export type OpenSocket = (url: string, protocol: string, events: SocketEvents) => Socket

export interface SocketEvents {
  opened(): void
  /** `data` is whatever arrived; anything but text is refused by the client. */
  received(data: unknown): void
  /**
   * @param code WebSocket close code; 1006 for a connection that failed or was never made
   * @param reason what the server gave for it, or what failed
   */
  closed(code: number, reason: string): void
}

export interface Socket {
  /** Ignored unless the socket is open. */
  send(text: string): void
  /** Says goodbye if it can, and never waits for the other side: it may be long gone. */
  close(): void
}

/**
 * One request to the flag server. Rejects when there was no answer in time, never for a status. It
 * does not keep the process from ending.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** The key too, as `authorization`. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  readonly timeoutMs: number
  /** Whether it may outlive the page: `keepalive` of `fetch`. Default false. */
  readonly keepalive?: boolean | undefined
}

export interface HttpResponse {
  readonly status: number
  readonly etag: string | undefined
  /** Of the header `retry-after`, in milliseconds from now. */
  readonly retryAfterMs: number | undefined
  readonly body: string
}

export interface Time {
  /** Milliseconds from any fixed point. Monotonic: wall clocks jump. */
  now(): number
  /**
   * Calls `run` once after `delayMs`.
   * @param holdsProcess whether the process must not end before that; the default is no
   * @returns cancels it
   */
  after(delayMs: number, run: () => void, holdsProcess?: boolean): () => void
}

/** Something a person should know of. Never holds a key. */
export interface Warning {
  readonly cause: WarningCause
  /** A sentence that says what happened and what to do. */
  readonly message: string
}

export type WarningCause =
  | 'disconnected'
  | 'failed'
  | 'malformed-message'
  | 'checksum-mismatch'
  | 'listener-threw'
  | 'events-lost'
  | 'cache'
  | 'incomplete'
  | 'proxy'
  | 'client-key'
  | 'unknown-option'
