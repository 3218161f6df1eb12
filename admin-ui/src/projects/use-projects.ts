import type { ProjectPatch, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { askAgain } from '../shared/ask-again.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isStale } from '../shared/request-failed.ts'

interface Projects {
  readonly projects: readonly ProjectView[]
}

export function useProjects(enabled = true) {
  return useQuery({
    enabled,
    queryKey: queryKeys.projects,
    queryFn: ({ signal }) => request<Projects>('GET', '/projects', undefined, signal),
  })
}

export function useProject(project: string) {
  return useQuery({
    queryKey: queryKeys.projectView(project),
    queryFn: ({ signal }) =>
      request<ProjectView>('GET', apiPaths.project(project), undefined, signal),
  })
}

export function useCreateProject() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (values: { key: string; name?: string }) =>
      request<ProjectView>('POST', '/projects', values),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.projects }),
  })
}

/** @param onSaved called with what was sent, also when the page that sent it is not open any more */
export function useRenameProject(project: string, onSaved?: (sent: ProjectPatch) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: ProjectPatch) =>
      request<ProjectView>('PATCH', apiPaths.project(project), patch),
    onSuccess: (view, sent) => {
      client.setQueryData(queryKeys.projectView(project), view)
      onSaved?.(sent)
      return client.invalidateQueries({ queryKey: queryKeys.projects })
    },
    onError: (failure) =>
      isStale(failure) ? askAgain(client, queryKeys.projectView(project)) : undefined,
  })
}
