import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** Whether the first administrator is still to be made. */
export function useSetupState() {
  return useQuery({
    queryKey: queryKeys.setup,
    queryFn: ({ signal }) => request<{ needed: boolean }>('GET', '/setup', undefined, signal),
    staleTime: 0,
  })
}
