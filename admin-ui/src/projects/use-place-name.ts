import { usePlace } from './place.tsx'
import { useProjects } from './use-projects.ts'

/** How people call an environment: with its project where that is not the one in view. */
export function usePlaceName(projectKey: string, environmentKey: string): string {
  const { project: inView } = usePlace()
  const { data } = useProjects()
  const isInView = projectKey === inView.key
  const project = isInView ? inView : data?.projects.find(({ key }) => key === projectKey)
  const environment = project?.environments.find(({ key }) => key === environmentKey)
  const name = environment?.name ?? environmentKey
  return isInView ? name : `${name} of ${project?.name ?? projectKey}`
}
