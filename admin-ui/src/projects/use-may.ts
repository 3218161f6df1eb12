import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import { useMe } from '../accounts/use-me.ts'
import { whyNot } from './may-words.ts'
import { useOptionalPlace } from './place.tsx'

/** A permission, or several of which one is enough: who may not change something may ask for it. */
export type Needs = Permission | readonly Permission[]

/** What a switch, a rule or a percentage takes: to be changed, or asked for. */
export const CONFIGURE: Needs = ['flag.configure', 'change.request']
/** The same of a release. */
export const RELEASE: Needs = ['release.run', 'change.request']

/**
 * Whether who is signed in may do that here: in the project in view, or in one environment of it.
 * Without one named it is the environment in view. The server decides; this keeps the screen from
 * offering what it would refuse.
 */
export function useMay(needs: Needs, environmentKey?: string): boolean {
  const place = useOptionalPlace()
  const { data: me } = useMe()
  const may = (permission: Permission): boolean => {
    if (permission === 'installation.manage') return me?.administrator === true
    if (!place) return false
    const { project, environment } = place
    const inView = project.environments.find(
      ({ key }) => key === (environmentKey ?? environment.key),
    )
    const held = [...project.permissions, ...(inView?.permissions ?? [])]
    return held.includes(permission)
  }
  return listOf(needs).some(may)
}

/** Why they may not, for a tooltip; undefined when they may. */
export function useWhyNot(needs: Needs, environmentKey?: string): string | undefined {
  const may = useMay(needs, environmentKey)
  const place = useOptionalPlace()
  const [permission] = listOf(needs)
  if (may || permission === undefined) return undefined
  const key = environmentKey ?? place?.environment.key
  const environment = place?.project.environments.find((one) => one.key === key)
  return whyNot(permission, environment?.name ?? key ?? '')
}

function listOf(needs: Needs): readonly Permission[] {
  return typeof needs === 'string' ? [needs] : needs
}
