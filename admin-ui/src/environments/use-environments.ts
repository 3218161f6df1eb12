import type {
  EnvironmentPatch,
  NewEnvironment,
} from '@bunting/flag-server/environments/environment-schemas.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { askAgain } from '../shared/ask-again.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isStale } from '../shared/request-failed.ts'

/** Adds an environment, with every flag off or as another environment has it. */
export function useAddEnvironment(project: string) {
  return useProjectChange(project, (environment: NewEnvironment) =>
    request<ProjectView>('POST', apiPaths.environments(project), environment),
  )
}

/** Changes its name, its policy, or whether it is production. */
export function useChangeEnvironment(project: string, environment: string) {
  return useProjectChange(project, (patch: EnvironmentPatch) =>
    request<ProjectView>('PATCH', apiPaths.environment(project, environment), patch),
  )
}

export function useOrderEnvironments(project: string) {
  return useProjectChange(project, (environments: readonly string[]) =>
    request<ProjectView>('PUT', apiPaths.environmentsOrder(project), { environments }),
  )
}

/** What the server answers is shown, here and in the list of projects. */
function useProjectChange<Asked>(project: string, send: (asked: Asked) => Promise<ProjectView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (view) => {
      client.setQueryData(queryKeys.projectView(project), view)
      // A new environment is in every flag and segment.
      client.invalidateQueries({ queryKey: queryKeys.project(project) })
      client.invalidateQueries({ queryKey: queryKeys.projects })
    },
    onError: (failure) =>
      isStale(failure) ? askAgain(client, queryKeys.projectView(project)) : undefined,
  })
}
