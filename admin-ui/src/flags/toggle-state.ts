/**
 * The switch, from the click to the last SDK. What it shows as on or off is what the server last
 * told; a click is `saving` until the server has answered, never the wished-for state.
 */
export type ToggleState =
  | { readonly phase: 'settled' }
  | { readonly phase: 'asking'; readonly to: boolean }
  | { readonly phase: 'saving'; readonly to: boolean }
  | {
      readonly phase: 'saved'
      readonly to: boolean
      readonly revision: number
      readonly version: number
    }
  /** Somebody else changed the flag in the meantime; nothing was saved. */
  | { readonly phase: 'conflict'; readonly to: boolean }
  | { readonly phase: 'failed'; readonly to: boolean; readonly why: string }

export type ToggleEvent =
  | { readonly type: 'clicked'; readonly to: boolean; readonly confirm: boolean }
  | { readonly type: 'confirmed' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'saved'; readonly revision: number; readonly version: number }
  | { readonly type: 'stale' }
  | { readonly type: 'refused'; readonly why: string }
  | { readonly type: 'dismissed' }

export const SETTLED: ToggleState = { phase: 'settled' }

/** What was saved is told until the flag changes again; then it is no longer about what is shown. */
export function over(state: ToggleState, version: number): ToggleState {
  return state.phase === 'saved' && version > state.version ? SETTLED : state
}

/** An event that does not fit the phase changes nothing: a second click while saving is no click. */
export function step(state: ToggleState, event: ToggleEvent): ToggleState {
  switch (event.type) {
    case 'clicked':
      if (state.phase === 'saving') return state
      return { phase: event.confirm ? 'asking' : 'saving', to: event.to }
    case 'confirmed':
      return state.phase === 'asking' ? { phase: 'saving', to: state.to } : state
    case 'cancelled':
      return state.phase === 'asking' ? SETTLED : state
    case 'saved':
      if (state.phase !== 'saving') return state
      return { phase: 'saved', to: state.to, revision: event.revision, version: event.version }
    case 'stale':
      return state.phase === 'saving' ? { phase: 'conflict', to: state.to } : state
    case 'refused':
      if (state.phase !== 'saving') return state
      return { phase: 'failed', to: state.to, why: event.why }
    case 'dismissed':
      return state.phase === 'saving' || state.phase === 'asking' ? state : SETTLED
  }
}
