import type {
  FlagConfigurationChanged,
  Reshuffle,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { noteRevision } from '../projects/note-revision.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { putConfiguration } from './flag-cache.ts'
import { refreshFlags } from './refresh-flags.ts'
import { type ConfigurationPlace, isStale } from './use-save-configuration.ts'

/** Draws everybody's place in the flag's rollouts anew. */
export function useReshuffle({ project, environment, flag }: ConfigurationPlace) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Reshuffle) =>
      request<FlagConfigurationChanged>(
        'POST',
        apiPaths.reshuffle(project, environment, flag),
        asked,
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
