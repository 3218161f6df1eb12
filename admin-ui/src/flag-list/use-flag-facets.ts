import type { FlagFacets } from '@bunting/flag-server/flags/list-flag-facets.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** What the list can be filtered by, with counts; of the archive when that is in view. */
export function useFlagFacets(project: string, archived: boolean): FlagFacets | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.flagFacets(project, archived),
    queryFn: ({ signal }) =>
      request<FlagFacets>(
        'GET',
        `${apiPaths.flagFacets(project)}?archived=${archived}`,
        undefined,
        signal,
      ),
    placeholderData: keepPreviousData,
  })
  return data
}
