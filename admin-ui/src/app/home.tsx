import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Navigate, useSearchParams } from 'react-router'
import { NoProject } from '../accounts/no-project.tsx'
import { useMe } from '../accounts/use-me.ts'
import { lastPlace } from '../projects/last-place.ts'
import { useProjects } from '../projects/use-projects.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { pagePaths } from './page-paths.ts'
import { Starting } from './starting.tsx'

/** Where one was last, else the first project; the welcome page right after set-up. */
export function Home() {
  const [params] = useSearchParams()
  const { data: me, error: meFailure } = useMe()
  const { data, error } = useProjects(Boolean(me))
  if (me === null) return <Navigate to="/sign-in" replace />
  if (me?.mustEnrol) return <Navigate to="/account" replace />
  if (meFailure || (error && me)) return <FailureNotice failure={meFailure ?? error} />
  if (!data) return <Starting />
  const place = startingPlace(data.projects)
  if (!place) return <NoProject />
  const to = params.has('first-run') ? pagePaths.welcome(...place) : pagePaths.flags(...place)
  return <Navigate to={to} replace />
}

function startingPlace(projects: readonly ProjectView[]): [string, string] | null {
  const [lastProject, lastEnvironment] = lastPlace() ?? []
  const project = projects.find(({ key }) => key === lastProject) ?? projects[0]
  if (!project) return null
  const environment =
    project.environments.find(({ key }) => key === lastEnvironment) ?? project.environments[0]
  return environment ? [project.key, environment.key] : null
}
