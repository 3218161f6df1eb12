import type { Evaluations } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { type EvaluationRange, rangeMs } from './evaluation-range.ts'

/** SDKs report every ten seconds: looking more often shows nothing new. */
const REFRESH_MS = 10_000

export interface FlagPlace {
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/** A flag's evaluations up to now, kept fresh while somebody looks. */
export function useEvaluations({ project, environment, flag }: FlagPlace, range: EvaluationRange) {
  return useQuery({
    queryKey: queryKeys.evaluations(project, environment, flag, range),
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - rangeMs(range)).toISOString()
      const path = `${apiPaths.evaluations(project, environment, flag)}?from=${from}`
      return request<Evaluations>('GET', path, undefined, signal)
    },
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS / 2,
    placeholderData: keepPreviousData,
  })
}
