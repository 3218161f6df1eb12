import type {
  FlagConfigurationChanged,
  FlagConfigurationPatch,
  FlagConfigurationView,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { noteRevision } from '../projects/note-revision.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { RequestFailed } from '../shared/request-failed.ts'
import { isObject } from '../shared/same-json.ts'
import { putConfiguration } from './flag-cache.ts'
import { refreshFlags } from './refresh-flags.ts'

export interface ConfigurationPlace {
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/** The only way this application changes a configuration; what the server answers is shown. */
export function useSaveConfiguration({ project, environment, flag }: ConfigurationPlace) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: FlagConfigurationPatch) =>
      request<FlagConfigurationChanged>(
        'PATCH',
        apiPaths.configuration(project, environment, flag),
        patch,
      ),
    onSuccess: (changed) => {
      putConfiguration(client, project, changed)
      noteRevision(client, project, environment, changed.revision)
      client.invalidateQueries({ queryKey: queryKeys.audit(project) })
    },
    onError: async (failure) => {
      if (isStale(failure)) await refreshFlags(client, project, [flag])
    },
  })
}

export function isStale(failure: unknown): failure is RequestFailed {
  return failure instanceof RequestFailed && failure.code === 'stale_version'
}

/** The configuration that a refused change met; null when the answer does not carry it. */
export function configurationIn(failure: RequestFailed): FlagConfigurationView | null {
  const { current } = failure
  return isObject(current) && 'version' in current && 'rules' in current && 'fallthrough' in current
    ? (current as unknown as FlagConfigurationView)
    : null
}
