import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useReducer } from 'react'
import { useKeptInTab } from '../accounts/use-kept-in-tab.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { request } from '../shared/request.ts'
import { failureWords } from '../shared/request-failed.ts'
import { readRollback } from './kept-rollbacks.ts'
import { noteRelease } from './note-release.ts'
import { nextRollbacks, type Rollback, type ToRollBack } from './rollbacks.ts'

interface Rollbacks {
  readonly rollbacks: readonly Rollback[]
  /** One call, no question asked, whatever the page knows of the release. */
  readonly rollBack: (release: ToRollBack) => Promise<void>
  readonly dismiss: (id: string) => void
}

const RollbacksContext = createContext<Rollbacks | null>(null)

/** Over every project: a release is taken back where it is, whatever is in view. */
export function RollbacksProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const [rollbacks, dispatch] = useReducer(nextRollbacks, [])
  useKeptInTab({
    name: 'rollbacks',
    items: rollbacks,
    read: readRollback,
    restore: (kept) => dispatch({ type: 'kept', rollbacks: kept }),
  })
  const rollBack = useCallback(
    async ({ id, project, environment, flag }: ToRollBack) => {
      dispatch({ type: 'roll-back', id, project, environment, flag })
      try {
        const path = `${apiPaths.release(project, environment, id)}/rollback`
        const release = await request<ReleaseDetail>('POST', path, {})
        const { revision, plan } = release
        const phase = { phase: 'rolled-back', revision, control: plan.control } as const
        dispatch({ type: 'became', id, phase })
        noteRelease(client, release)
      } catch (failure) {
        const phase = { phase: 'not-rolled-back', why: failureWords(failure) } as const
        dispatch({ type: 'became', id, phase })
      }
    },
    [client],
  )
  const dismiss = useCallback((id: string) => dispatch({ type: 'dismiss', id }), [])
  const value = useMemo(() => ({ rollbacks, rollBack, dismiss }), [rollbacks, rollBack, dismiss])
  return <RollbacksContext value={value}>{children}</RollbacksContext>
}

export function useRollbacks(): Rollbacks {
  const rollbacks = useContext(RollbacksContext)
  if (!rollbacks) throw new Error('useRollbacks is for screens inside the frame')
  return rollbacks
}
