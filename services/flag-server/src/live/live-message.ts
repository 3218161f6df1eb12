import type { ConnectionCount, Delivery } from '../delivery/delivery-schemas.ts'
import type { ChangedNoun } from '../revisions/notify.ts'

/**
 * What an open admin UI is told over `GET /api/v1/projects/{project}/live` (WebSocket, signed in by
 * cookie). Each message says what to look at again; the REST API stays the source of truth.
 */
export type LiveMessage =
  /** The first: all that changes from now on is told. Nothing had changed for `quietMs` before. */
  | { type: 'joined'; quietMs: number }
  | {
      type: 'revision'
      environment: string
      revision: number
      /** Keys of what it changed. */
      flags: string[]
      segments: string[]
    }
  | { type: 'delivery'; environment: string; delivery: Delivery }
  | { type: 'connections'; environment: string; connections: ConnectionCount }
  /** Something without a revision changed: texts of flags or segments, keys, environments. */
  | { type: 'changed'; what: ChangedNoun }
  | { type: 'heartbeat' }
