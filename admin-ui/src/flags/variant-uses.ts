import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'

/** Environments that serve a variant to somebody, or would when the flag is on or off. */
export function variantUses({ environments }: FlagView, variant: string): readonly string[] {
  return Object.entries(environments)
    .filter(([, configuration]) => servedIn(configuration).has(variant))
    .map(([environment]) => environment)
}

function servedIn(configuration: FlagConfigurationView): ReadonlySet<string> {
  const { offVariant, targets, rules, fallthrough } = configuration
  const serves = [...rules.map(({ serve }) => serve), fallthrough]
  return new Set([
    offVariant,
    ...targets.map(({ variant }) => variant),
    ...serves.flatMap((serve) =>
      'variant' in serve ? [serve.variant] : serve.rollout.shares.map(({ variant }) => variant),
    ),
  ])
}
