import type {
  FlagConfigurationChanged,
  FlagConfigurationView,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { noteRevision } from '../projects/note-revision.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { isStale, type RequestFailed } from '../shared/request-failed.ts'
import { isObject } from '../shared/same-json.ts'
import { putConfiguration } from './flag-cache.ts'
import { refreshFlags } from './refresh-flags.ts'

export interface ConfigurationPlace {
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/**
 * The only way this application changes a configuration: what the server answers is shown, and a
 * version that is no longer the newest is asked for again.
 */
export function useConfigurationMutation<Asked>(
  { project, environment, flag }: ConfigurationPlace,
  send: (asked: Asked) => Promise<FlagConfigurationChanged>,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
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

/** The configuration that a refused change met; null when the answer does not carry it. */
export function configurationIn(failure: RequestFailed): FlagConfigurationView | null {
  const { current } = failure
  return isObject(current) && 'version' in current && 'rules' in current && 'fallthrough' in current
    ? (current as unknown as FlagConfigurationView)
    : null
}
