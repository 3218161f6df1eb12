import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

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

export function useRenameProject(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) =>
      request<ProjectView>('PATCH', apiPaths.project(project), { name }),
    onSuccess: (view) => {
      client.setQueryData(queryKeys.projectView(project), view)
      return client.invalidateQueries({ queryKey: queryKeys.projects })
    },
  })
}
