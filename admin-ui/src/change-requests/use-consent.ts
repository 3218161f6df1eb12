import type { Assessment } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { usePlace } from '../projects/place.tsx'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import {
  type Consent,
  concerned,
  consentByAssessment,
  consentByPolicy,
  NOTHING_ASKED,
} from './consent.ts'

export interface KnownConsent extends Consent {
  /** The server has not answered yet for what is typed now. */
  readonly pending: boolean
}

const TYPED_FOR_MS = 300

/**
 * What has to be given before this is done: said before Save is pressed, not after. The server
 * judges again when it is; null asks nothing.
 *
 * @param saving it is being done: what is known stays, for once it is done it would change nothing
 */
export function useConsent(operation: Operation | null, saving = false): KnownConsent {
  const { project } = usePlace()
  const environments = operation ? concerned(operation, project.environments) : []
  const known = operation ? consentByPolicy(operation, environments) : NOTHING_ASKED
  // A draft is a new object at every key; what it says is not.
  const wanted = operation && known === null ? JSON.stringify(operation) : null
  const [settled] = useDebouncedValue(wanted, TYPED_FOR_MS)
  const { data, isPlaceholderData, isFetching } = useQuery({
    queryKey: queryKeys.assessment(project.key, settled ?? ''),
    queryFn: ({ signal }) =>
      request<Assessment>(
        'POST',
        apiPaths.assessment(project.key),
        { operation: JSON.parse(settled ?? '') },
        signal,
      ),
    enabled: settled !== null && wanted !== null && !saving,
    placeholderData: keepPreviousData,
    // What cannot be judged yet, as while a rule is half typed, is refused when it is saved.
    retry: false,
  })
  if (known !== null) return { ...known, pending: false }
  const commentRequired = environments.some(({ policy }) => policy.commentRequired)
  if (!data) return { ...NOTHING_ASKED, commentRequired, pending: isFetching || settled !== wanted }
  return {
    ...consentByAssessment(data),
    commentRequired,
    pending: settled !== wanted || isPlaceholderData,
  }
}
