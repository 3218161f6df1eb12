import type { HoldReason } from './decision.ts'
import type { Plan } from './plan.ts'
import type { ReleaseState } from './release-state.ts'

/** A release as `decide` sees it. Times are milliseconds since 1970 by the database's clock. */
export interface Release {
  readonly plan: Plan
  readonly state: ReleaseState
  /** Index of the stage in force. */
  readonly stage: number
  /** When that stage's share came into force. */
  readonly stageSince: number
  /** Stages a person has said may begin, by index. */
  readonly approved: readonly number[]
  /** Why it is holding; empty unless it is. */
  readonly standing: readonly HoldReason[]
}
