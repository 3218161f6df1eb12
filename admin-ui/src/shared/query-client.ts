import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { queryKeys } from './query-keys.ts'
import { RequestFailed } from './request-failed.ts'

/** The live socket says what changed; queries are not asked again on a clock. */
export function createQueryClient(): QueryClient {
  const signedOut = (failure: unknown) => {
    if (failure instanceof RequestFailed && failure.code === 'unauthorized') {
      client.setQueryData(queryKeys.me, null)
    }
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    mutationCache: new MutationCache({ onError: signedOut }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, failure) => count < 2 && mayPass(failure),
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}

/** A refusal stays a refusal; an outage may be over at the next try. */
function mayPass(failure: unknown): boolean {
  return !(failure instanceof RequestFailed) || failure.status === 0 || failure.status >= 500
}
