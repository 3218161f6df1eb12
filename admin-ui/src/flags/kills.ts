export type KillPhase =
  | { readonly phase: 'killing' }
  | {
      readonly phase: 'killed'
      readonly revision: number
      readonly version: number
      readonly changed: boolean
    }
  | { readonly phase: 'not-killed'; readonly why: string }
  | { readonly phase: 'undoing'; readonly revision: number; readonly version: number }
  | { readonly phase: 'undone'; readonly revision: number }
  | {
      readonly phase: 'not-undone'
      readonly revision: number
      readonly version: number
      readonly why: string
      readonly stale: boolean
      /** A second person has to agree. */
      readonly needsApproval: boolean
    }
  | {
      readonly phase: 'asked'
      readonly revision: number
      readonly version: number
      /** Of the request to turn it on again. */
      readonly number: number
    }

/** A kill and what became of it; shown on every screen until it is dismissed. */
export type Kill = KillPhase & {
  readonly id: string
  readonly environment: string
  readonly flag: string
}

export type KillEvent =
  | {
      readonly type: 'kill'
      readonly id: string
      readonly environment: string
      readonly flag: string
    }
  | { readonly type: 'became'; readonly id: string; readonly phase: KillPhase }
  | { readonly type: 'dismiss'; readonly id: string }

/** Newest first. A second kill of the same flag replaces the first one's strip. */
export function nextKills(kills: readonly Kill[], event: KillEvent): readonly Kill[] {
  switch (event.type) {
    case 'kill': {
      const { type: _type, ...place } = event
      const others = kills.filter(
        ({ flag, environment }) => flag !== event.flag || environment !== event.environment,
      )
      return [{ ...place, phase: 'killing' }, ...others]
    }
    case 'became':
      return kills.map(({ id, environment, flag, ...rest }) =>
        id === event.id
          ? { id, environment, flag, ...event.phase }
          : { id, environment, flag, ...rest },
      )
    case 'dismiss':
      return kills.filter(({ id }) => id !== event.id)
  }
}
