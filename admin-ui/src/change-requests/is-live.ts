import type { ChangeRequestState } from '@bunting/flag-server/change-requests/change-request-schemas.ts'

const OVER: ReadonlySet<ChangeRequestState> = new Set(['applied', 'rejected', 'withdrawn'])

/** Whether it may still be applied. */
export function isLive(state: ChangeRequestState): boolean {
  return !OVER.has(state)
}
