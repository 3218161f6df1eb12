import { useMutation, useQueryClient } from '@tanstack/react-query'
import { forgetTab } from '../shared/kept-in-tab.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'

/** Signs out; nothing of what was read stays behind. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<void>('POST', '/sign-out'),
    onSuccess: () => {
      forgetTab()
      // The frame goes to the sign-in page for this; what it showed until then is forgotten there.
      client.setQueryData(queryKeys.me, null)
    },
  })
}
