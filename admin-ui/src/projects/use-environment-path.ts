import { useCallback } from 'react'
import { useLocation, useParams } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'

/** The same screen in another environment: search, filters and flag stay. */
export function useEnvironmentPath(): (environment: string) => string {
  const { project = '', environment: current = '' } = useParams()
  const { pathname, search } = useLocation()
  return useCallback(
    (environment) => {
      const rest = pathname.slice(pagePaths.environment(project, current).length)
      return pagePaths.environment(project, environment) + rest + search
    },
    [project, current, pathname, search],
  )
}
