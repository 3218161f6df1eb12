import { useCallback } from 'react'
import { useOptionalPlace } from './place.tsx'

/** How people call the environment of a key; the key itself where it is of another project, or gone. */
export type NameOf = (environment: string) => string

export function useEnvironmentName(): NameOf {
  const environments = useOptionalPlace()?.project.environments
  return useCallback(
    (environment) => environments?.find(({ key }) => key === environment)?.name ?? environment,
    [environments],
  )
}
