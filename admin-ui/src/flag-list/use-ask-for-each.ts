import type {
  ChangeRequestView,
  NewChangeRequest,
} from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { apiPaths } from '../shared/api-paths.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { failureWords } from '../shared/request-failed.ts'
import type { OfOneFlag } from './bulk-acts.ts'

/** What became of asking for one flag: the number of its request, or why there is none. */
export type Asked = { readonly number: number } | { readonly why: string }

interface AskForEach {
  /** By the key of the flag. */
  readonly asked: ReadonlyMap<string, Asked>
  readonly pending: boolean
  readonly ask: (operations: readonly OfOneFlag[], comment: string | undefined) => Promise<void>
}

/** Opens a request for each flag, one after the other; one that is refused does not stop the others. */
export function useAskForEach(project: string): AskForEach {
  const client = useQueryClient()
  const [asked, setAsked] = useState<ReadonlyMap<string, Asked>>(new Map())
  const [pending, setPending] = useState(false)
  return {
    asked,
    pending,
    async ask(operations, comment) {
      setPending(true)
      for (const operation of operations) {
        const became = await askFor(project, { operation, ...(comment && { comment }) })
        setAsked((before) => new Map(before).set(operation.flag, became))
      }
      setPending(false)
      await client.invalidateQueries({ queryKey: queryKeys.changeRequestLists(project) })
    },
  }
}

async function askFor(project: string, wanted: NewChangeRequest): Promise<Asked> {
  try {
    const { number } = await request<ChangeRequestView>(
      'POST',
      apiPaths.changeRequests(project),
      wanted,
    )
    return { number }
  } catch (failure) {
    return { why: failureWords(failure) }
  }
}
