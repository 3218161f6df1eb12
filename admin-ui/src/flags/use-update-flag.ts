import type { Archive } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { FlagPatch, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { usePlace } from '../projects/place.tsx'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { isStale } from '../shared/request-failed.ts'
import { putFlag, removeFlag } from './flag-cache.ts'
import { refreshFlags } from './refresh-flags.ts'

/**
 * Changes what people read about a flag, and whether browsers are given it.
 *
 * @param onSaved called with what was sent, also when the page that sent it is not open any more
 */
export function useUpdateFlag(flag: FlagView, onSaved?: (sent: FlagPatch) => void) {
  const { project } = usePlace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: FlagPatch) =>
      request<FlagView>('PATCH', apiPaths.flag(project.key, flag.key), patch),
    onSuccess: (changed, sent) => {
      putFlag(client, project.key, changed)
      onSaved?.(sent)
      // Whether it is stale, and in which lists it is, may be another now.
      client.invalidateQueries({ queryKey: queryKeys.flags(project.key) })
      client.invalidateQueries({ queryKey: queryKeys.everyFlagFacet(project.key) })
      client.invalidateQueries({ queryKey: queryKeys.audit(project.key) })
    },
    onError: async (failure) => {
      if (isStale(failure)) await refreshFlags(client, project.key, [flag.key])
    },
  })
}

/** Out of use everywhere, until it is restored from the archive. */
export function useArchiveFlag(flag: FlagView) {
  const { project } = usePlace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (archive: Archive) =>
      request<void>('POST', apiPaths.archiveFlag(project.key, flag.key), archive),
    onSuccess: () => {
      removeFlag(client, project.key, flag.key)
      client.invalidateQueries({ queryKey: queryKeys.everyFlagFacet(project.key) })
      client.invalidateQueries({ queryKey: queryKeys.audit(project.key) })
    },
  })
}
