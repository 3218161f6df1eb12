import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useReducer } from 'react'
import { noteRevision } from '../projects/note-revision.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { sendKill, sendUndo } from './kill-requests.ts'
import { type Kill, type KillPhase, nextKills } from './kills.ts'
import { refreshFlags } from './refresh-flags.ts'

interface Kills {
  readonly kills: readonly Kill[]
  /** One call, no question asked. */
  readonly kill: (environment: string, flag: string) => Promise<void>
  readonly undo: (kill: Kill) => Promise<void>
  /** To turn it on again is asked for. */
  readonly asked: (kill: Kill, number: number) => void
  readonly dismiss: (id: string) => void
}

const KillsContext = createContext<Kills | null>(null)

interface KillsProviderProps {
  readonly project: string
  readonly children: ReactNode
}

export function KillsProvider({ project, children }: KillsProviderProps) {
  const client = useQueryClient()
  const [kills, dispatch] = useReducer(nextKills, [])

  const became = useCallback(
    ({ id, environment, flag }: Pick<Kill, 'id' | 'environment' | 'flag'>, phase: KillPhase) => {
      dispatch({ type: 'became', id, phase })
      if ('revision' in phase) noteRevision(client, project, environment, phase.revision)
      client.invalidateQueries({ queryKey: queryKeys.audit(project) })
      // The strip has the answer already; the pages behind it may take their time.
      refreshFlags(client, project, [flag]).catch(() => undefined)
    },
    [client, project],
  )
  const kill = useCallback(
    async (environment: string, flag: string) => {
      const id = `${environment}/${flag}/${Date.now()}`
      dispatch({ type: 'kill', id, environment, flag })
      became({ id, environment, flag }, await sendKill({ project, environment, flag }))
    },
    [project, became],
  )
  const undo = useCallback(
    async (one: Kill) => {
      if (one.phase !== 'killed' && one.phase !== 'not-undone') return
      const { id, environment, flag, revision, version } = one
      dispatch({ type: 'became', id, phase: { phase: 'undoing', revision, version } })
      became(one, await sendUndo({ project, environment, flag }, { revision, version }))
    },
    [project, became],
  )
  const asked = useCallback((one: Kill, number: number) => {
    if (one.phase !== 'not-undone') return
    const { id, revision, version } = one
    dispatch({ type: 'became', id, phase: { phase: 'asked', revision, version, number } })
  }, [])
  const dismiss = useCallback((id: string) => dispatch({ type: 'dismiss', id }), [])
  const value = useMemo(
    () => ({ kills, kill, undo, asked, dismiss }),
    [kills, kill, undo, asked, dismiss],
  )
  return <KillsContext value={value}>{children}</KillsContext>
}

export function useKills(): Kills {
  const kills = useContext(KillsContext)
  if (!kills) throw new Error('useKills is for screens inside the frame')
  return kills
}
