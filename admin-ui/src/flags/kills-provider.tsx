import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useReducer } from 'react'
import { useKeptInTab } from '../accounts/use-kept-in-tab.ts'
import { noteRevision } from '../projects/note-revision.ts'
import { queryKeys } from '../shared/query-keys.ts'
import type { ConfigurationPlace } from './configuration-mutation.ts'
import { readKill } from './kept-kills.ts'
import { sendKill, sendUndo } from './kill-requests.ts'
import { type Kill, type KillPhase, type KillPlace, nextKills, placeOf } from './kills.ts'
import { refreshFlags } from './refresh-flags.ts'

interface Kills {
  readonly kills: readonly Kill[]
  /** One call, no question asked. */
  readonly kill: (place: ConfigurationPlace) => Promise<void>
  readonly undo: (kill: Kill) => Promise<void>
  /** To turn it on again is asked for. */
  readonly asked: (kill: Kill, number: number) => void
  readonly dismiss: (id: string) => void
}

const KillsContext = createContext<Kills | null>(null)

/** Over every project: what was killed in one is taken back there, whatever is in view by then. */
export function KillsProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const [kills, dispatch] = useReducer(nextKills, [])
  useKeptInTab({
    name: 'kills',
    items: kills,
    read: readKill,
    restore: (kept) => dispatch({ type: 'kept', kills: kept }),
  })

  const became = useCallback(
    ({ id, project, environment, flag }: KillPlace, phase: KillPhase) => {
      dispatch({ type: 'became', id, phase })
      if ('revision' in phase) noteRevision(client, project, environment, phase.revision)
      client.invalidateQueries({ queryKey: queryKeys.audit(project) })
      // Its policy is another than the page knew; of a project out of view nobody tells it.
      if (phase.phase === 'not-undone') {
        client.invalidateQueries({ queryKey: queryKeys.projectView(project) })
      }
      // The strip has the answer already; the pages behind it may take their time.
      refreshFlags(client, project, [flag]).catch(() => undefined)
    },
    [client],
  )
  const kill = useCallback(
    async ({ project, environment, flag }: ConfigurationPlace) => {
      const id = `${project}/${environment}/${flag}/${Date.now()}`
      const place = { id, project, environment, flag }
      dispatch({ type: 'kill', ...place })
      became(place, await sendKill(place))
    },
    [became],
  )
  const undo = useCallback(
    async (one: Kill) => {
      if (one.phase !== 'killed' && one.phase !== 'not-undone') return
      const { id, revision, version } = one
      dispatch({ type: 'became', id, phase: { phase: 'undoing', revision, version } })
      became(placeOf(one), await sendUndo(one, { revision, version }))
    },
    [became],
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
