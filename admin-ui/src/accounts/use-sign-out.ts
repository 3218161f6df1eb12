import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** Signs out; nothing of what was read stays behind. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<void>('POST', '/sign-out'),
    onSuccess: () => {
      // The frame goes to the sign-in page for this; what it showed until then is forgotten there.
      client.setQueryData(queryKeys.me, null)
    },
  })
}
