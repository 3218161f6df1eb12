import { eq } from 'drizzle-orm'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { environments } from '../database/schema.ts'
import { countConnections, readDelivery } from '../delivery/read-delivery.ts'
import type { Notification } from '../revisions/notify.ts'
import { changedKeys } from './changed-keys.ts'
import type { LiveMessage } from './live-message.ts'
import { oneAfterAnother } from './one-after-another.ts'

/** One open admin UI. */
export interface Onlooker {
  /** The person behind it; null for tokens of nobody. */
  readonly personId: string | null
  tell(message: LiveMessage): void
  /** Somebody's permissions changed, maybe theirs. */
  recheck(): void
}

/** The open admin UIs of this process, by project. */
export interface LiveHub {
  join(projectId: string, onlooker: Onlooker): () => void
  heard(notification: Notification): void
  /** For how long nothing has changed, in any project; no longer than this process knows. */
  quietMs(): number
}

/** Deliveries of one environment are told at most this often. */
const DELIVERY_MS = 150

export function createLiveHub(db: Database, log: FastifyBaseLogger): LiveHub {
  const listeners = new Map<string, Set<Onlooker>>()
  const homes = new Map<string, { projectId: string; key: string }>()
  /** Revisions whose deliveries are to be told, by environment. */
  const waiting = new Map<string, Set<number>>()
  const inOrder = oneAfterAnother()
  let lastChangeAt = performance.now()

  function tell(projectId: string, message: LiveMessage): void {
    for (const onlooker of listeners.get(projectId) ?? []) onlooker.tell(message)
  }

  function recheck(userId: string | undefined): void {
    for (const onlooker of [...listeners.values()].flatMap((all) => [...all])) {
      if (userId === undefined || onlooker.personId === userId) onlooker.recheck()
    }
  }

  /** Project and key of an environment, when somebody looks at that project. */
  async function watched(environmentId: string) {
    if (listeners.size === 0) return undefined
    let home = homes.get(environmentId)
    if (!home) {
      const [row] = await db.select().from(environments).where(eq(environments.id, environmentId))
      if (!row) return undefined
      home = { projectId: row.projectId, key: row.key }
      homes.set(environmentId, home)
    }
    return listeners.has(home.projectId) ? home : undefined
  }

  async function tellRevision(environmentId: string, revision: number): Promise<void> {
    const home = await watched(environmentId)
    if (!home) return
    const changed = await changedKeys(db, environmentId, revision)
    tell(home.projectId, { type: 'revision', environment: home.key, revision, ...changed })
  }

  async function tellDelivery(environmentId: string, revision: number): Promise<void> {
    const home = await watched(environmentId)
    if (!home) return
    const environment = home.key
    const delivery = await readDelivery(db, environmentId, revision)
    tell(home.projectId, { type: 'delivery', environment, delivery })
  }

  /** Counted at the newest revision: rows of older ones stay as they were when it came. */
  async function tellConnections(environmentId: string, revision: number): Promise<void> {
    const home = await watched(environmentId)
    if (!home) return
    const connections = await countConnections(db, environmentId, revision)
    tell(home.projectId, { type: 'connections', environment: home.key, connections })
  }

  function tellSoon(environmentId: string, revisions: Set<number>): void {
    waiting.set(environmentId, revisions)
    setTimeout(() => {
      waiting.delete(environmentId)
      for (const revision of revisions) quietly(tellDelivery(environmentId, revision))
      quietly(tellConnections(environmentId, Math.max(...revisions)))
    }, DELIVERY_MS).unref()
  }

  const quietly = (work: Promise<void>) =>
    void work.catch((error: unknown) => log.debug({ err: error }, 'could not tell the admin UI'))

  return {
    join(projectId, onlooker) {
      const all = listeners.get(projectId) ?? new Set()
      listeners.set(projectId, all.add(onlooker))
      return () => {
        all.delete(onlooker)
        if (all.size === 0) listeners.delete(projectId)
      }
    },
    quietMs: () => performance.now() - lastChangeAt,
    heard(notification) {
      if (notification.type !== 'delivery') lastChangeAt = performance.now()
      if (notification.type === 'revision') {
        const { environmentId, revision } = notification
        // Heard in the order of the commits; looking up what each changed must not turn two round.
        quietly(inOrder(environmentId, () => tellRevision(environmentId, revision)))
      } else if (notification.type === 'access-changed') {
        recheck(notification.userId)
      } else if (notification.type === 'changed') {
        tell(notification.projectId, { type: 'changed', what: notification.what })
      } else if (notification.type === 'delivery') {
        const { environmentId, revision } = notification
        const revisions = waiting.get(environmentId)
        if (revisions) revisions.add(revision)
        else tellSoon(environmentId, new Set([revision]))
      }
    },
  }
}
