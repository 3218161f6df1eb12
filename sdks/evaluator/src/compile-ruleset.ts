import { type CompiledRuleset, createRuleset } from './create-ruleset.ts'
import { encodeLine } from './line.ts'
import type { Ruleset } from './ruleset.ts'

/** A ruleset given as objects: for previews and tests. */
export function compileRuleset({ flags, segments }: Ruleset): CompiledRuleset {
  const ruleset = createRuleset()
  ruleset.replace({ flags: flags.map(encodeLine), segments: segments.map(encodeLine) })
  return ruleset
}
