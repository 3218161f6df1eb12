import type { FlagConfigurationPatch } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { FlagPreview } from '@bunting/flag-server/previews/preview-schemas.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { failureWords, RequestFailed } from '../shared/request-failed.ts'

export interface PreviewPlace {
  readonly project: string
  readonly environment: string
  readonly flag: string
}

export type Previewing =
  | { readonly phase: 'asking' }
  /** `old`: it is of the draft as it was; the answer for what is typed now is on its way. */
  | { readonly phase: 'known'; readonly preview: FlagPreview; readonly old: boolean }
  | { readonly phase: 'failed'; readonly why: string }

const TYPED_FOR_MS = 300
/** SDKs are asked twice a second at most, and somebody else may have been faster. */
const ASK_AGAIN_MS = 700
const MOST_TRIES = 5

/** What a change would do to the people seen lately. Follows the patch; a newer one ends the question before. */
export function usePreview(
  { project, environment, flag }: PreviewPlace,
  patch: FlagConfigurationPatch,
): Previewing {
  // A draft is a new object at every key; what it says is not.
  const wanted = JSON.stringify(patch)
  const [settled] = useDebouncedValue(wanted, TYPED_FOR_MS)
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: [...queryKeys.preview(project, environment, flag), settled],
    queryFn: ({ signal }) => {
      const path = apiPaths.preview(project, environment, flag)
      return request<FlagPreview>('POST', path, JSON.parse(settled), signal)
    },
    staleTime: 10_000,
    gcTime: 10_000,
    placeholderData: keepPreviousData,
    retry: (tries, failure) => tries < MOST_TRIES && isTooSoon(failure),
    retryDelay: ASK_AGAIN_MS,
  })
  if (data) return { phase: 'known', preview: data, old: wanted !== settled || isPlaceholderData }
  if (error && !isFetching) return { phase: 'failed', why: failureWords(error) }
  return { phase: 'asking' }
}

function isTooSoon(failure: unknown): boolean {
  return failure instanceof RequestFailed && failure.code === 'too_many_requests'
}
