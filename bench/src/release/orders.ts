/** What a process of SDKs is told to do. */
export type Order =
  /** So many SDKs, on these servers in turn. */
  | {
      readonly order: 'connect'
      readonly urls: readonly string[]
      readonly key: string
      readonly count: number
    }
  /** Visitors come to each SDK and take the way that this flag shows them; some fail on either way. */
  | {
      readonly order: 'visit'
      readonly flag: string
      readonly perSecond: number
      readonly failing: number
    }
  /** From now on this share of those on the new way fails besides. */
  | { readonly order: 'break'; readonly failing: number }
  /** Until the flag is off in every SDK. */
  | { readonly order: 'await-off'; readonly timeoutMs: number }

/** Times are in milliseconds since 1970. */
export interface Report {
  /** SDKs that are ready, or in which the flag is off. */
  readonly sdks: number
  /** When the fault hit the first visitor; undefined when it has not. */
  readonly faultAt: number | undefined
  /** Visitors whom the fault has hit. */
  readonly harmed: number
  /** When the flag went off, of each SDK. */
  readonly offAt: readonly number[]
}
