import { randomBytes } from 'node:crypto'
import type { FlagConfiguration, FlagConfigurationPatch } from './flag-schemas.ts'

/** The configuration after a patch: what it names is replaced whole, all else stays. */
export function applyPatch(
  { ...next }: FlagConfiguration,
  { on, offVariant, prerequisites, targets, rules, fallthrough }: FlagConfigurationPatch,
): FlagConfiguration {
  if (on !== undefined) next.on = on
  if (offVariant !== undefined) next.offVariant = offVariant
  if (prerequisites !== undefined) next.prerequisites = prerequisites
  if (targets !== undefined) next.targets = targets
  if (fallthrough !== undefined) next.fallthrough = fallthrough
  if (rules !== undefined) {
    // An id names a rule in explanations, events and history, however the rules are reordered.
    next.rules = rules.map((rule) => ({ ...rule, id: rule.id ?? randomBytes(6).toString('hex') }))
  }
  return next
}
