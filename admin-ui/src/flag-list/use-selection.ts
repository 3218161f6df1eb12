import { useCallback, useMemo, useReducer, useRef } from 'react'
import { NOTHING_SELECTED, nextSelection } from './selection.ts'

export interface Selecting {
  readonly keys: ReadonlySet<string>
  /** All that is listed is selected. */
  readonly all: boolean
  /** The same function always, so that rows need not be drawn again. */
  readonly select: (key: string, reach: boolean) => void
  readonly selectAll: () => void
  readonly clear: () => void
}

export function useSelection(listed: readonly string[]): Selecting {
  const [{ keys }, dispatch] = useReducer(nextSelection, NOTHING_SELECTED)
  const newest = useRef(listed)
  newest.current = listed
  const select = useCallback((key: string, reach: boolean) => {
    dispatch(reach ? { type: 'reached', key, listed: newest.current } : { type: 'toggled', key })
  }, [])
  const selectAll = useCallback(() => dispatch({ type: 'all', listed: newest.current }), [])
  const clear = useCallback(() => dispatch({ type: 'cleared' }), [])
  const all = listed.length > 0 && listed.every((key) => keys.has(key))
  return useMemo(
    () => ({ keys, all, select, selectAll, clear }),
    [keys, all, select, selectAll, clear],
  )
}
