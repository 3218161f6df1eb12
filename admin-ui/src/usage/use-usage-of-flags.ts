import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EvaluationsOfFlags } from '@bunting/flag-server/usage/evaluation-schemas.ts'
import { useMediaQuery } from '@mantine/hooks'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

export type FlagEvaluations = EvaluationsOfFlags['flags'][number]

/** Rows asked for together. */
const CHUNK = 50
const REFRESH_MS = 30_000
/** Narrower lists have no column for it: see flag-list.module.css. */
const HAS_ROOM = '(min-width: 1360px)'

/** How often the flags in view were evaluated lately, by key; one request for many rows. */
export function useUsageOfFlags(
  project: string,
  environment: string,
  flags: readonly FlagView[],
  inView: readonly { readonly index: number }[],
): ReadonlyMap<string, FlagEvaluations> {
  const hasRoom = useMediaQuery(HAS_ROOM, false, { getInitialValueInEffect: false })
  const chunks = new Set(inView.map(({ index }) => Math.floor(index / CHUNK)))
  return useQueries({
    queries: [...chunks].map((chunk) => {
      const keys = flags.slice(chunk * CHUNK, (chunk + 1) * CHUNK).map(({ key }) => key)
      const list = keys.join(',')
      return {
        queryKey: queryKeys.evaluationsOfFlags(project, environment, list),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          request<EvaluationsOfFlags>(
            'GET',
            `${apiPaths.evaluationsOfFlags(project, environment)}?flags=${list}`,
            undefined,
            signal,
          ),
        enabled: hasRoom && keys.length > 0,
        refetchInterval: REFRESH_MS,
      }
    }),
    combine: byKey,
  })
}

function byKey(
  results: readonly UseQueryResult<EvaluationsOfFlags>[],
): ReadonlyMap<string, FlagEvaluations> {
  return new Map(
    results.flatMap(({ data }) => data?.flags.map((flag) => [flag.key, flag] as const) ?? []),
  )
}
