import type { EvaluationCount, Events, Observation, RunDurations } from '@bunting/protocol'
import type { SdkKey } from '../sdk-keys/sdk-keyring.ts'

/** Who sent a batch, as far as it said so. */
export interface Sender {
  readonly key: SdkKey
  /** `bunting-node 1.4.0`; null over HTTP, where nobody says hello. */
  readonly sdk: string | null
  readonly application: string | null
}

/** A batch of evaluation counts as it lies in wait to be stored. */
export interface ReceivedBatch {
  readonly id: string
  readonly environmentId: string
  /** Whoever holds a server key is believed; a client key could be anybody's. */
  readonly fromClient: boolean
  readonly sdk: string | null
  readonly application: string | null
  /** Milliseconds from the end of the batch to now. */
  readonly agoMs: number
  readonly counts: readonly EvaluationCount[]
  readonly observations: readonly Observation[]
  readonly durations: readonly RunDurations[]
}

export function receivedBatch(events: Events, sender: Sender, agoMs: number): ReceivedBatch {
  return {
    id: events.id,
    environmentId: sender.key.environmentId,
    fromClient: sender.key.kind === 'client',
    sdk: sender.sdk,
    application: sender.application,
    agoMs,
    counts: events.counts,
    observations: events.observations ?? [],
    durations: events.durations ?? [],
  }
}
