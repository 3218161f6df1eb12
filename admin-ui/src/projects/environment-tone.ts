import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'

const TONES = 4

/**
 * The CSS colour of an environment. Production's is nobody else's; the others have theirs by their
 * place in the project, so it stays when another environment's name changes.
 */
export function environmentTone(
  environments: readonly EnvironmentView[],
  environment: EnvironmentView,
): string {
  if (environment.production) return 'var(--tone-production)'
  const others = environments.filter(({ production }) => !production)
  const place = Math.max(
    0,
    others.findIndex(({ key }) => key === environment.key),
  )
  return `var(--tone-${(place % TONES) + 1})`
}
