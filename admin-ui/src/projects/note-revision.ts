import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../shared/query-keys.ts'

/** An environment's revision only ever grows on the screen, in whatever order answers come. */
export function noteRevision(
  client: QueryClient,
  project: string,
  environment: string,
  revision: number,
): void {
  client.setQueryData<ProjectView>(queryKeys.projectView(project), (view) => {
    if (!view) return view
    const environments = view.environments.map((one) =>
      one.key === environment && one.revision < revision ? { ...one, revision } : one,
    )
    return { ...view, environments }
  })
}
