import type {
  NewRelease,
  ReleaseDetail,
  ReleasePatch,
  Template,
  TemplateView,
} from '@bunting/flag-server/releases/release-schemas.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../../shared/api-paths.ts'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'
import { noteRelease } from '../note-release.ts'

interface Templates {
  readonly templates: readonly TemplateView[]
}

/** The product's own plans, then those that were saved. */
export function useReleaseTemplates(project: string) {
  return useQuery({
    queryKey: queryKeys.releaseTemplates(project),
    queryFn: ({ signal }) =>
      request<Templates>('GET', apiPaths.releaseTemplates(project), undefined, signal),
    select: ({ templates }) => templates,
  })
}

export function useSaveTemplate(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, template }: { name: string; template: Template }) =>
      request<TemplateView>('PUT', apiPaths.releaseTemplate(project, name), template),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.releaseTemplates(project) }),
  })
}

export function useDeleteTemplate(project: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => request<void>('DELETE', apiPaths.releaseTemplate(project, name)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.releaseTemplates(project) }),
  })
}

/** Plans a release, and starts it when its body says so. */
export function usePlanRelease(project: string, environment: string, flag: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (release: NewRelease) =>
      request<ReleaseDetail>('POST', apiPaths.flagReleases(project, environment, flag), release),
    onSuccess: (release) => noteRelease(client, release),
  })
}

/** Other stages or guards on the way. */
export function useChangeRelease(project: string, environment: string, id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: ReleasePatch) =>
      request<ReleaseDetail>('PATCH', apiPaths.release(project, environment, id), patch),
    onSuccess: (release) => noteRelease(client, release),
  })
}
