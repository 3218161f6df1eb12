/** A server to follow. */
export interface Target {
  readonly url: string
  readonly key?: string
  /** `ws`: a bare broadcast, to which `ws+receipts` answers. */
  readonly speaks: 'bunting' | 'ws' | 'ws+receipts'
}

/** What a process full of clients is told to do. */
export type Order =
  | { readonly order: 'connect'; readonly target: Target; readonly count: number }
  /** Answered when all hold this revision, and when they have waited for long enough. */
  | { readonly order: 'await'; readonly revision: number; readonly timeoutMs: number }
  /** Answered when all are connected and were told that they have the newest. */
  | { readonly order: 'await-confirmed'; readonly timeoutMs: number }
  | { readonly order: 'close' }

export interface Census {
  readonly clients: number
  /** When each of those that got there did, in milliseconds of the system's monotonic clock. */
  readonly arrivals: readonly number[]
  /** How many hold what: `epoch.revision.checksum`. */
  readonly held: Readonly<Record<string, number>>
}
