import type { Flag } from '@bunting/evaluator'

/** By unit: the first target that names it wins. */
export function targetsOf({ targets }: Flag): Map<string, string> {
  const targeted = new Map<string, string>()
  for (const { variant, values } of targets.toReversed()) {
    for (const unit of values) targeted.set(unit, variant)
  }
  return targeted
}
