import type {
  Explain,
  ExplainFlags,
  FlagExplained,
  FlagsExplained,
} from '@bunting/flag-server/evaluation/explain-schemas.ts'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { usePlace } from '../projects/place.tsx'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import type { Context } from './context-text.ts'
import { type Moment, momentFields, NOW } from './moment.ts'

/** What the server answers for one flag, and every step to it. Not asked while there is no context. */
export function useExplainFlag(flag: string, context: Context | null, moment: Moment) {
  const { project, environment } = usePlace()
  const asked: Explain = { context: context ?? {}, ...momentFields(moment) }
  return useQuery({
    queryKey: [...queryKeys.explain(project.key, environment.key), 'flag', flag, asked],
    queryFn: ({ signal }) =>
      request<FlagExplained>(
        'POST',
        apiPaths.explainFlag(project.key, environment.key, flag),
        asked,
        signal,
      ),
    enabled: context !== null,
    placeholderData: keepPreviousData,
  })
}

const PAGE = 200

/** What every flag answers, a page at a time; all pages are of the first one's revision. */
export function useExplainFlags(context: Context | null, moment: Moment, search: string) {
  const { project, environment } = usePlace()
  const asked = { context: context ?? {}, ...momentFields(moment), ...(search && { search }) }
  return useInfiniteQuery({
    queryKey: [...queryKeys.explain(project.key, environment.key), 'flags', asked],
    queryFn: ({ pageParam, signal }) =>
      request<FlagsExplained>(
        'POST',
        apiPaths.explain(project.key, environment.key),
        { ...asked, ...pageParam, limit: PAGE } satisfies ExplainFlags,
        signal,
      ),
    initialPageParam: {} as { cursor?: string; revision?: number },
    getNextPageParam: ({ nextCursor, revision }) => {
      if (nextCursor === null) return null
      return { cursor: nextCursor, ...(moment.kind === NOW.kind && { revision }) }
    },
    enabled: context !== null,
    placeholderData: keepPreviousData,
  })
}
