import type { FlagSelection, SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import { apiPaths } from '../shared/api-paths.ts'
import { request } from '../shared/request.ts'
import { chosenFlags, NOTHING_SELECTED, nextSelection } from './selection.ts'

export interface Selecting {
  readonly keys: ReadonlySet<string>
  readonly flags: readonly SelectedFlag[]
  /** All that there is is selected. */
  readonly all: boolean
  /** Why all of them could not be selected. */
  readonly failure: Error | null
  /** The same function always, so that rows need not be drawn again. */
  readonly select: (key: string, reach: boolean) => void
  /** Asks the server which they are. */
  readonly selectAll: () => void
  readonly clear: () => void
}

/**
 * @param question what the server finds the flags by
 * @param listed those of them that are loaded
 * @param total how many it finds
 */
export function useSelection(
  project: string,
  question: string,
  listed: readonly SelectedFlag[],
  total: number,
): Selecting {
  const [selection, dispatch] = useReducer(nextSelection, NOTHING_SELECTED)
  const newest = useRef({ listed, question })
  newest.current = { listed, question }
  const select = useCallback((key: string, reach: boolean) => {
    const keys = () => newest.current.listed.map((flag) => flag.key)
    dispatch(reach ? { type: 'reached', key, listed: keys() } : { type: 'toggled', key })
  }, [])
  const { mutate, error } = useMutation({
    mutationFn: (asked: string) =>
      request<FlagSelection>('GET', `${apiPaths.flagSelection(project)}?${asked}`),
    onSuccess: ({ flags }, asked) => {
      // The filter may have changed while the answer was on its way.
      if (asked === newest.current.question) dispatch({ type: 'all', found: flags })
    },
  })
  const selectAll = useCallback(() => mutate(newest.current.question), [mutate])
  const clear = useCallback(() => dispatch({ type: 'cleared' }), [])
  useEffect(() => dispatch({ type: 'asked-anew' }), [question])
  const flags = useMemo(() => chosenFlags(selection, listed), [selection, listed])
  const { keys } = selection
  const all = flags.length >= total && listed.length > 0 && listed.every(({ key }) => keys.has(key))
  return useMemo(
    () => ({ keys, flags, all, failure: error, select, selectAll, clear }),
    [keys, flags, all, error, select, selectAll, clear],
  )
}
