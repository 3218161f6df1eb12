/**
 * What can happen to a run. Seeds that follow each other take them in turn, four at a time: those that
 * would cut another one short are not its neighbours.
 */
export const FAULTS = [
  'kill-server',
  'half-open',
  'drop-listener',
  'close-in-outage',
  'terminate-server',
  'damage-bytes',
  'restore-postgres',
  'drop',
  'cut-message',
  'delay',
  'slow-reader',
  'clock-jump',
  'pause-client',
  'change-server',
  'stop-postgres',
] as const
export type Fault = (typeof FAULTS)[number]

/** How hard a fault strikes, and whom; each reads what concerns it. */
export interface Blow {
  readonly forMs: number
  /** Of the two. */
  readonly replica: number
  readonly clientProcess: number
  /** Of the connections or clients, in (0, 1]. */
  readonly share: number
  /** Of a wall clock, forwards or backwards. */
  readonly jumpMs: number
  /** For what is left to chance on the way. */
  readonly seed: number
}
