import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useCallback, useReducer, useState } from 'react'
import type { Difference } from '../drafts/difference.ts'
import { failureWords, isStale } from '../shared/request-failed.ts'
import { type ConfigurationPlace, configurationIn } from './configuration-mutation.ts'
import { differences } from './difference-words.ts'
import { over, SETTLED, step, type ToggleState } from './toggle-state.ts'
import { useSaveConfiguration } from './use-save-configuration.ts'

export interface Toggle {
  readonly state: ToggleState
  /** Of the configuration that is shown. */
  readonly version: number
  /** After a conflict: what the other person changed. */
  readonly theirs: readonly Difference[]
  readonly click: (confirm: boolean) => void
  readonly confirm: (comment: string) => void
  readonly cancel: () => void
  readonly dismiss: () => void
}

/**
 * Sends `{ on, expectedVersion, comment }`. A conflict saves nothing: the flag is asked for again,
 * and what changed in the meantime is shown.
 */
export function useToggleFlag(
  place: ConfigurationPlace,
  configuration: FlagConfigurationView,
): Toggle {
  const [held, dispatch] = useReducer(step, SETTLED)
  const state = over(held, configuration.version)
  const [theirs, setTheirs] = useState<readonly Difference[]>([])
  const { mutate } = useSaveConfiguration(place)

  const cancel = useCallback(() => dispatch({ type: 'cancelled' }), [])
  const dismiss = useCallback(() => dispatch({ type: 'dismissed' }), [])

  const save = (on: boolean, comment: string) => {
    const said = comment.trim()
    mutate(
      { on, expectedVersion: configuration.version, ...(said && { comment: said }) },
      {
        onSuccess: ({ revision, version }) => dispatch({ type: 'saved', revision, version }),
        onError: (failure) => {
          if (!isStale(failure)) {
            dispatch({ type: 'refused', why: failureWords(failure) })
            return
          }
          const current = configurationIn(failure)
          setTheirs(current ? differences(configuration, current) : [])
          dispatch({ type: 'stale' })
        },
      },
    )
  }

  return {
    state,
    version: configuration.version,
    theirs,
    click: (confirm) => {
      if (state.phase === 'saving') return
      dispatch({ type: 'clicked', to: !configuration.on, confirm })
      if (!confirm) save(!configuration.on, '')
    },
    confirm: (comment) => {
      if (state.phase !== 'asking') return
      dispatch({ type: 'confirmed' })
      save(state.to, comment)
    },
    cancel,
    dismiss,
  }
}
