import type { FlagConfiguration, Serve } from '../flags/flag-schemas.ts'
import { EVERYBODY } from './plan.ts'

type Rollout = Extract<Serve, { rollout: unknown }>['rollout']
type Share = Rollout['shares'][number]

/** What a rule serves, or the fallthrough when no rule is named; undefined when there is no such rule. */
export function serveAt(document: FlagConfiguration, ruleId: string | null): Serve | undefined {
  if (ruleId === null) return document.fallthrough
  return document.rules.find(({ id }) => id === ruleId)?.serve
}

/** The configuration with something else served there. */
export function withServeAt(
  document: FlagConfiguration,
  ruleId: string | null,
  serve: Serve,
): FlagConfiguration {
  if (ruleId === null) return { ...document, fallthrough: serve }
  const rules = document.rules.map((rule) => (rule.id === ruleId ? { ...rule, serve } : rule))
  return { ...document, rules }
}

/** The share of a variant that is served there, 0 … 100,000. */
export function shareOf(serve: Serve | undefined, variant: string): number {
  if (serve === undefined) return 0
  if ('variant' in serve) return serve.variant === variant ? EVERYBODY : 0
  return serve.rollout.shares
    .filter((share) => share.variant === variant)
    .reduce((sum, { share }) => sum + share, 0)
}

/** The two variants a release moves people between. */
export interface Arms {
  readonly control: string
  readonly treatment: string
}

/**
 * A rollout with so much of the treatment, the rest in the control. Salt, attribute and order of the
 * arms stay as they are, so that it moves nobody but those at the boundary; where there was no rollout
 * the treatment comes first.
 */
export function rolloutOf(
  serve: Serve,
  { control, treatment }: Arms,
  share: number,
  bucketBy: string | null,
): Serve {
  const before: Partial<Rollout> = 'rollout' in serve ? serve.rollout : {}
  const treated: Share = { variant: treatment, share }
  const others: Share = { variant: control, share: EVERYBODY - share }
  const controlIsFirst = before.shares?.find(({ variant }) =>
    [control, treatment].includes(variant),
  )
  const shares = controlIsFirst?.variant === control ? [others, treated] : [treated, others]
  return { rollout: { ...before, ...(bucketBy !== null && { bucketBy }), shares } }
}

/** Variants besides the two that somebody is served there. */
export function othersAt(serve: Serve, { control, treatment }: Arms): readonly string[] {
  if ('variant' in serve)
    return [serve.variant].filter((one) => one !== control && one !== treatment)
  return serve.rollout.shares
    .filter(({ variant, share }) => share > 0 && variant !== control && variant !== treatment)
    .map(({ variant }) => variant)
}
