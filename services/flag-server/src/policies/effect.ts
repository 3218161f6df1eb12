/** What a change does to people, as far as a policy asks. */
export interface Effect {
  /** False for what is new and serves nobody yet, or is removed and was asked for by nothing. */
  readonly changesWhatIsThere: boolean
  /** See `raises-exposure.ts`. */
  readonly raisesExposure: boolean
}
