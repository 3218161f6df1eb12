import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import { usePlace } from '../projects/place.tsx'
import { asksMore } from './consent.ts'

/** Whether a button that acts at once has to ask first in this environment. */
export function useAsksMore(environment: string, permission?: Permission): boolean {
  const { project } = usePlace()
  const there = project.environments.find(({ key }) => key === environment)
  return there !== undefined && asksMore(there, permission)
}

/** The same of a button that changes something in every environment. */
export function useAsksMoreAnywhere(permission?: Permission): boolean {
  const { project } = usePlace()
  return project.environments.some((environment) => asksMore(environment, permission))
}
