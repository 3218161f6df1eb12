import type { HeldConfiguration } from '../flags/configure-flag.ts'
import { AppError, invalid } from '../http/app-error.ts'
import { othersAt, serveAt } from './place.ts'
import type { Plan } from './plan.ts'

/**
 * Throws for a place where a release could not begin: there is no such rule, or somebody is served a
 * third variant there. Asked when it is planned and again when it starts: in between, days may pass.
 */
export function refusePlace(
  { flag, configuration: { document } }: HeldConfiguration,
  plan: Plan,
  ruleId: string | null,
): void {
  const serve = serveAt(document, ruleId)
  if (serve === undefined) {
    throw invalid([{ path: 'rule', message: `there is no rule "${ruleId}"` }])
  }
  if (!Object.hasOwn(flag.variants, plan.treatment)) {
    const message = `the flag has no variant "${plan.treatment}"`
    throw invalid([{ path: 'treatment', message }])
  }
  const others = document.on ? othersAt(serve, plan) : []
  if (others.length === 0) return
  throw new AppError(
    'release_refused',
    `"${others.join('", "')}" is served there too: a release moves people from "${plan.control}" to "${plan.treatment}" and touches no others`,
  )
}
