import type { ConfigurationPlace } from './configuration-mutation.ts'

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

/** Which kill of which flag: another project may have a flag of the same key. */
export interface KillPlace extends ConfigurationPlace {
  readonly id: string
}

/** A kill and what became of it; shown on every screen until it is dismissed. */
export type Kill = KillPhase & KillPlace

export type KillEvent =
  | ({ readonly type: 'kill' } & KillPlace)
  | { readonly type: 'became'; readonly id: string; readonly phase: KillPhase }
  | { readonly type: 'dismiss'; readonly id: string }
  /** From before a reload. */
  | { readonly type: 'kept'; readonly kills: readonly Kill[] }

/** Newest first. A second kill of the same flag replaces the first one's strip. */
export function nextKills(kills: readonly Kill[], event: KillEvent): readonly Kill[] {
  switch (event.type) {
    case 'kill': {
      const place = placeOf(event)
      return [{ ...place, phase: 'killing' }, ...kills.filter((one) => !isSameFlag(one, place))]
    }
    case 'became':
      return kills.map((one) => (one.id === event.id ? { ...placeOf(one), ...event.phase } : one))
    case 'dismiss':
      return kills.filter(({ id }) => id !== event.id)
    case 'kept': {
      const kept = event.kills.filter((old) => !kills.some((one) => isSameFlag(one, old)))
      return [...kills, ...kept]
    }
  }
}

export function placeOf({ id, project, environment, flag }: KillPlace): KillPlace {
  return { id, project, environment, flag }
}

function isSameFlag(one: ConfigurationPlace, other: ConfigurationPlace): boolean {
  return (
    one.project === other.project &&
    one.environment === other.environment &&
    one.flag === other.flag
  )
}
