/** Files, and how many flags the first of them holds. */
export interface LoadRequest {
  readonly configuration: string
  readonly changes: readonly string[]
  readonly count: number
}

/** What it took since there was nothing but a text. */
export interface Held {
  /** Processor time. */
  readonly cpuMs: number
  /** What is held in memory that was not before. */
  readonly heapBytes: number
}

/** The client is ready; nobody has asked for a flag. */
export interface LoadMeasurement extends Held {
  /** Every flag was asked for, once. */
  readonly used: Held
  /** Processor time of each change of one flag, until that flag has answered. */
  readonly changesCpuMs: readonly number[]
}
