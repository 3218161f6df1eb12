import type { Changes } from '../revisions/changes-since.ts'
import type { RecentHistory } from '../revisions/recent-history.ts'
import type { SdkKeyKind } from '../sdk-keys/sdk-key-schemas.ts'
import type { Head } from './audience-ruleset.ts'
import { type EncodedMessage, encodeMessage } from './encoded-message.ts'
import { advance, emptyState, type FeedState, fillByHistory } from './feed-state.ts'
import { inSlices } from './in-slices.ts'

export type { Head }

/** Whom a message is for: holders of server keys see all, holders of client keys a projection. */
export type Audience = SdkKeyKind

/** What a client says that it has. */
export interface Holds extends Head {
  readonly checksum: number
}

/** A connection, as the feed knows it. It may be told of one thing more after it has left. */
export interface Subscriber {
  readonly audience: Audience
  /** A delta to the new head, encoded once for all. */
  offer(delta: EncodedMessage, head: Head): void
  /** The ruleset is of a new epoch: only a snapshot leads there. */
  restart(): void
}

/** One environment's ruleset in memory, and everybody who follows it. */
export interface EnvironmentFeed {
  head(): Head
  checksum(audience: Audience): number
  /** About the size of the snapshot; known without making it. */
  bytes(audience: Audience): number
  /** The whole ruleset as one message. The same object until the next revision. */
  snapshot(audience: Audience): EncodedMessage
  /** What leads a client to the newest revision: a delta or a snapshot. Null when it is there. */
  resume(audience: Audience, holds: Holds | undefined): EncodedMessage | null
  /**
   * That the head is the newest, as an answer or now and then. The same object until the next revision.
   * While that is not sure, a heartbeat that names none, and so confirms nothing.
   */
  say(what: 'current' | 'heartbeat'): EncodedMessage
  /** False once the database has not answered for too long: there may be news that nobody here knows. */
  isSure(): boolean
  /** Reads what is new and passes it on. Calls while one is under way share the next. */
  pull(): Promise<void>
  join(subscriber: Subscriber): () => void
}

export interface FeedOptions {
  /** Salts the lists that client keys are given: the same on every replica. */
  readonly environmentId: string
  /** The rows after a revision; 0 for all. Null when the environment is gone. */
  readonly changesSince: (revision: number) => Promise<Changes | null>
  /** The last revisions up to this one; absent: only those are resumed from that this feed has seen. */
  readonly recentHistory?: (revision: number) => Promise<RecentHistory>
  /** Told of each new revision before it is broadcast. `committedAt` is the database's clock. */
  readonly onRevision: (revision: number, committedAt: number | null) => void
  /** The database has another history than this process has read under the same name. */
  readonly onOtherHistory: (epoch: string) => Promise<void>
  /** Lets other work run between two slices of a broadcast. */
  readonly breathe: () => Promise<void>
  /** Told how long it took until everybody here had been told of a revision. */
  readonly onBroadcast?: (tookMs: number) => void
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number
  /** How long an answer of the database, `that is all`, is believed, in milliseconds. */
  readonly sureMs: number
}

const NOTHING: RecentHistory = { before: [], revisions: [] }
const UNSURE = encodeMessage('{"type":"heartbeat"}')

export async function openEnvironmentFeed(options: FeedOptions): Promise<EnvironmentFeed> {
  const subscribers = new Set<Subscriber>()
  let state = emptyState(options.environmentId)
  let pulling: Promise<void> | undefined
  let again = false
  let askedAt = options.now()

  async function catchUp(): Promise<void> {
    const { head } = state
    const at = options.now()
    const news = await options.changesSince(head.revision)
    askedAt = at
    if (!news) return
    if (head.epoch === '') {
      state = await open(news)
      return
    }
    if (news.epoch !== head.epoch) return startOver()
    // Restored from an older copy, and perhaps written to since.
    if (news.revision < head.revision || news.sinceAt !== state.committedAt) {
      await options.onOtherHistory(head.epoch)
      return startOver()
    }
    if (news.revision === head.revision) return
    const delta = advance(state, news)
    options.onRevision(news.revision, news.committedAt)
    await toAll((subscriber) => subscriber.offer(delta[subscriber.audience], state.head))
  }

  /** Nothing of it is seen before it is whole. */
  async function open(all: Changes): Promise<FeedState> {
    const opened = emptyState(options.environmentId)
    const history = await options.recentHistory?.(all.revision)
    await fillByHistory(opened, all, history ?? NOTHING, options.breathe)
    return opened
  }

  /** Another epoch: nothing that is held says anything about it. */
  async function startOver(): Promise<void> {
    const all = await options.changesSince(0)
    if (!all) return
    state = await open(all)
    options.onRevision(all.revision, null)
    await toAll((subscriber) => subscriber.restart())
  }

  /** Nothing overtakes a broadcast: the next pull waits for this one. */
  async function toAll(tell: (subscriber: Subscriber) => void): Promise<void> {
    const beganAt = options.now()
    await inSlices(subscribers, tell, options.breathe)
    options.onBroadcast?.(options.now() - beganAt)
  }

  const feed: EnvironmentFeed = {
    head: () => state.head,
    checksum: (audience) => state[audience].checksum(),
    bytes: (audience) => state[audience].bytes(),
    snapshot: (audience) => state[audience].snapshot(),
    resume(audience, holds) {
      const { head } = state
      const ruleset = state[audience]
      if (holds?.epoch !== head.epoch) return ruleset.snapshot()
      const { revision, checksum } = holds
      if (revision === head.revision && checksum === ruleset.checksum()) return null
      return ruleset.deltaFrom(revision, checksum) ?? ruleset.snapshot()
    },
    isSure: () => options.now() - askedAt <= options.sureMs,
    say(what) {
      if (!feed.isSure()) return UNSURE
      state.said[what] ??= encodeMessage(JSON.stringify({ type: what, ...state.head }))
      return state.said[what]
    },
    pull() {
      if (pulling) {
        again = true
        return pulling
      }
      pulling = (async () => {
        try {
          do {
            again = false
            await catchUp()
          } while (again)
        } finally {
          pulling = undefined
        }
      })()
      return pulling
    },
    join(subscriber) {
      subscribers.add(subscriber)
      return () => subscribers.delete(subscriber)
    },
  }
  await feed.pull()
  return feed
}
