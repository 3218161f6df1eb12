import type { Rate } from './guard/breaker.ts'
import type { PreflightCheck } from './preflight.ts'
import type { ReleaseState } from './release-state.ts'

/**
 * What happens next, and why, with the numbers: plain JSON. `reason-words.ts` makes sentences of it.
 *
 * Lists of reasons are never empty. E is given by its natural logarithm, since it outgrows a double.
 */
export type Decision =
  | { readonly do: 'advance'; readonly to: number | 'completed'; readonly reason: AdvanceReason }
  | { readonly do: 'hold'; readonly reasons: readonly HoldReason[] }
  | { readonly do: 'roll-back'; readonly reason: RollBackReason }
  | { readonly do: 'wait'; readonly reasons: readonly WaitReason[] }

export type AdvanceReason =
  | { readonly code: 'proven-safe' }
  /** The longest bake is over: these guards proved neither. */
  | { readonly code: 'inconclusive'; readonly guards: readonly string[] }
  | { readonly code: 'approved'; readonly unproven: readonly string[] }
  /** Nobody or everybody is in the treatment, or the plan compares nothing. */
  | { readonly code: 'nothing-to-compare' }

export type RollBackReason =
  | {
      readonly code: 'worse'
      readonly guard: string
      readonly logE: number
      readonly logThreshold: number
    }
  | { readonly code: 'worse-together'; readonly logE: number; readonly logThreshold: number }
  | { readonly code: 'prometheus'; readonly guard: string; readonly value: number }

export type HoldReason =
  | { readonly code: 'missing-data'; readonly what: readonly string[] }
  /** Somebody switched it off or killed it. */
  | { readonly code: 'flag-off' }
  | { readonly code: 'stale-evidence'; readonly ageMs: number }
  | { readonly code: 'share-mismatch'; readonly expected: number; readonly counted: number }
  /** `silentMs` is null when it never reported. */
  | { readonly code: 'silent-guard'; readonly guard: string; readonly silentMs: number | null }
  | { readonly code: 'sample-ratio'; readonly logE: number }
  | { readonly code: 'both-arms'; readonly units: number; readonly inBothArms: number }
  | {
      readonly code: 'shared-incident'
      readonly guard: string
      readonly control: Rate
      readonly treatment: Rate
    }
  | { readonly code: 'prometheus-missing'; readonly guard: string }
  | { readonly code: 'prometheus'; readonly guard: string; readonly value: number }
  | { readonly code: 'preflight'; readonly checks: readonly PreflightCheck[] }

export type WaitReason =
  | { readonly code: 'not-running'; readonly state: ReleaseState }
  | { readonly code: 'paused' }
  /** What it held for is gone: it runs again, and may widen at the next look. */
  | { readonly code: 'hold-over' }
  | { readonly code: 'bake-time'; readonly leftMs: number }
  | { readonly code: 'minimum-units'; readonly missing: number }
  /** Not enough to roll back, too much to widen. */
  | { readonly code: 'suspicion'; readonly logE: number; readonly logLimit: number }
  /** Until it is proven or the longest bake is over. */
  | { readonly code: 'proof'; readonly guards: readonly string[]; readonly leftMs: number }
  | {
      readonly code: 'approval'
      readonly stage: number | 'completed'
      readonly because: 'plan' | 'inconclusive'
    }
