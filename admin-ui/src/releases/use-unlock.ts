import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { putConfiguration } from '../flags/flag-cache.ts'
import { noteRevision } from '../projects/note-revision.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

export interface LockedPlace {
  readonly project: string
  readonly environment: string
  readonly flag: string
  /** Null: the fallthrough. */
  readonly rule: string | null
}

/** Gives a place back to people after a rollback. Nobody is moved by it. */
export function useUnlock({ project, environment, flag, rule }: LockedPlace) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (comment: string) =>
      request<FlagConfigurationChanged>('POST', apiPaths.unlock(project, environment, flag), {
        rule,
        ...(comment && { comment }),
      }),
    onSuccess: (changed) => {
      putConfiguration(client, project, changed)
      noteRevision(client, project, environment, changed.revision)
      client.invalidateQueries({ queryKey: queryKeys.audit(project) })
      return client.invalidateQueries({ queryKey: queryKeys.everyRelease(project) })
    },
  })
}
