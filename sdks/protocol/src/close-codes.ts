/** What a client does after the socket was closed. */
export type Retry = 'now' | 'backoff' | 'never'

/** Close codes are data: what each means … */
export const CLOSE_CODES = {
  1001: 'going away',
  1009: 'message too large',
  1012: 'server restarts',
  1013: 'server is full or not ready',
  4400: 'malformed or unexpected message',
  4401: 'unauthorized: no key, or one the server does not know',
  4403: 'the key was revoked, or has expired',
  4406: 'unsupported protocol version',
  4408: 'no hello, or no sign of life, in time',
  4429: 'too many messages',
} as const satisfies Readonly<Record<number, string>>

export type CloseCode = keyof typeof CLOSE_CODES

/** … and whether to come back. Apart, so that SDKs need not ship the sentences. */
const RETRY: Readonly<Partial<Record<CloseCode, Retry>>> = {
  1001: 'now',
  1012: 'now',
  4401: 'never',
  4403: 'never',
  4406: 'never',
}

/** All others back off: so does who meets a network that failed (1006), or a proxy's own code. */
export function retryAfterClose(code: number): Retry {
  const known: Readonly<Record<number, Retry | undefined>> = RETRY
  return known[code] ?? 'backoff'
}
