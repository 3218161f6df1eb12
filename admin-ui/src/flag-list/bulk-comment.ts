import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'

/**
 * Whether a policy refuses it without a comment.
 *
 * @param mayConfigure where it switches: for others off is a kill, which needs no reason
 */
export function needsComment(
  act: BulkAct,
  environments: readonly EnvironmentView[],
  mayConfigure: boolean,
): boolean {
  const asking = environments.filter(({ policy }) => policy.commentRequired)
  switch (act.type) {
    case 'archive':
      return asking.length > 0
    case 'restore':
      // Off everywhere it gives nobody anything.
      return act.asItWas === true && asking.length > 0
    case 'switch':
      return asking.some(({ key }) => key === act.environment) && (act.on || mayConfigure)
    // Nothing that SDKs get.
    default:
      return false
  }
}
