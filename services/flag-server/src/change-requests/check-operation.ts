import { checkPatterns } from '../conditions/check-patterns.ts'
import type { Config } from '../config.ts'
import { checkRulePatterns } from '../flags/propose-configuration.ts'
import { refuseUnanswerable } from '../releases/refuse-unanswerable.ts'
import type { Services } from '../services.ts'
import type { Operation } from './operation-schemas.ts'

export interface Checking extends Pick<Services, 'db' | 'patterns'> {
  readonly config: Pick<Config, 'prometheusUrl'>
}

/**
 * What the direct routes look at before their verbs do. To be called before a transaction is opened: a
 * pattern may take seconds to judge.
 */
export async function checkOperation(
  { patterns, config }: Checking,
  operation: Operation,
): Promise<void> {
  switch (operation.type) {
    case 'configure-flag':
      return checkRulePatterns(patterns, operation.patch)
    case 'configure-segment': {
      const conditions = operation.patch.conditions ?? []
      return checkPatterns(patterns, [{ path: 'conditions', conditions }])
    }
    case 'create-release':
      return refuseUnanswerable(operation.plan.guards, config.prometheusUrl)
    case 'change-release':
      return refuseUnanswerable(operation.patch.guards ?? [], config.prometheusUrl)
  }
}
