import { z } from 'zod'
import { Key, Text } from '../http/fields.ts'
import type { Plan } from './plan.ts'

/** Names of what `run` measures by itself; a metric of the user's own cannot be called like that. */
export const ERRORS = 'errors'
export const SLOW = 'slow'

/**
 * What a flag's line tells SDKs while a release moves people: where its rollout is, and what to report
 * about whom it serves. Part of the flag's configuration, so that history shows it; set by releases alone.
 */
export const ReleaseInForce = z.strictObject({
  id: z.uuid(),
  /** Of the share in force: what SDKs report is counted there. */
  stretch: z.int().min(0),
  /** The rule whose rollout it is; null: the fallthrough. */
  rule: Key.nullable(),
  control: Key,
  treatment: Key,
  /** What guards it: `errors` and `slow` are measured by `run`, the rest is reported by `track`. */
  metrics: z.array(Text.min(1).max(128)).max(20),
  /** Milliseconds from which a call of `run` is slow; there when a guard asks for it. */
  slowMs: z.number().positive().optional(),
})
export type ReleaseInForce = z.infer<typeof ReleaseInForce>

/** Where a release was rolled back: its treatment is not widened there until a person unlocks it. */
export const Lock = z.strictObject({
  release: z.uuid(),
  rule: Key.nullable(),
  treatment: Key,
})
export type Lock = z.infer<typeof Lock>

/** Metrics that guard a plan, each once, in the order of its guards. */
export function metricsOf({ guards }: Pick<Plan, 'guards'>): string[] {
  const metrics = new Set<string>()
  for (const guard of guards) {
    if (guard.kind === 'errors') metrics.add(ERRORS)
    if (guard.kind === 'latency') metrics.add(SLOW)
    if (guard.kind === 'event') metrics.add(guard.metric)
  }
  return [...metrics]
}

/** The limit of the plan's latency guard; the strictest when there are several. */
export function slowMsOf({ guards }: Pick<Plan, 'guards'>): number | undefined {
  const limits = guards.flatMap((guard) => (guard.kind === 'latency' ? [guard.controlP95Ms] : []))
  return limits.length > 0 ? Math.min(...limits) : undefined
}
