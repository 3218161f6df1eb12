import type { ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'

export type ReleaseState = ReleaseView['state']
export type Stage = ReleaseView['plan']['stages'][number]
export type Guard = ReleaseView['plan']['guards'][number]

/** It owns its place: nobody else moves people there. */
export function isLive({ state }: Pick<ReleaseView, 'state'>): boolean {
  return state === 'running' || state === 'holding' || state === 'paused'
}

/** Somebody may have the treatment by it: there is something to take back. */
export function canRollBack({ state }: Pick<ReleaseView, 'state'>): boolean {
  return isLive({ state }) || state === 'completed'
}
