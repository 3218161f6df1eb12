import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { queryKeys } from './query-keys.ts'
import { RequestFailed } from './request-failed.ts'

/** The live socket says what changed; queries are not asked again on a clock. */
export function createQueryClient(): QueryClient {
  const signedOut = (failure: unknown) => {
    if (failure instanceof RequestFailed && failure.code === 'unauthorized') {
      client.setQueryData(queryKeys.me, null)
    }
    // Everybody needs a second factor from now on: the frame leads to where it is set up.
    if (failure instanceof RequestFailed && failure.code === 'second_factor_missing') {
      client.invalidateQueries({ queryKey: queryKeys.me })
    }
  }
  const refused = (failure: unknown) => {
    signedOut(failure)
    // The policy or the role is another than the screen knew when it offered this.
    if (failure instanceof RequestFailed && OF_POLICY.has(failure.code)) {
      client.invalidateQueries({ queryKey: ['project'], predicate: isOfPolicy })
    }
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    mutationCache: new MutationCache({ onError: refused }),
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

const OF_POLICY: ReadonlySet<string> = new Set([
  'approval_required',
  'comment_required',
  'permission_denied',
])

function isOfPolicy({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return queryKey[2] === 'view' || queryKey[2] === 'assessment'
}

/** A refusal stays a refusal; an outage may be over at the next try. */
function mayPass(failure: unknown): boolean {
  return !(failure instanceof RequestFailed) || failure.status === 0 || failure.status >= 500
}
