import type { Companion } from './companion.ts'
import type { Client } from './feature-flags.ts'

/**
 * What hooks and companions need of a client. Who asks by themselves get a whole `Client`: the other
 * functions are no part of what a page has to load before its first flags.
 */
export interface BasicClient
  extends Pick<
    Client,
    | 'decide'
    | 'track'
    | 'reportRun'
    | 'subscribe'
    | 'onStatus'
    | 'onStale'
    | 'status'
    | 'versionOf'
    | 'restore'
    | 'start'
    | 'close'
  > {
  /** Lets a companion in; it may replace some of these functions. */
  accompany(companion: Companion): void
}
