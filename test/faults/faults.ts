/** What can happen to a run. Seeds that follow each other take them in turn, four at a time. */
export const FAULTS = [
  'kill-server',
  'half-open',
  'drop-listener',
  'pause-client',
  'terminate-server',
  'damage-bytes',
  'restore-postgres',
  'slow-reader',
  'close-in-outage',
  'delay',
  'stop-postgres',
  'cut-message',
  'clock-jump',
  'drop',
  'change-server',
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
