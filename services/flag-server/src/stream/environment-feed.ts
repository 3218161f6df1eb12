import { encodeFrame } from '@bunting/protocol/wire'
import type { Changes } from '../revisions/changes-since.ts'
import type { SdkKeyKind } from '../sdk-keys/sdk-key-schemas.ts'
import { createClientProjection } from './client-projection.ts'
import { createRulesetLines, type LinesDelta, type RulesetLines } from './ruleset-lines.ts'

/** Whom a message is for: holders of server keys see all, holders of client keys a projection. */
export type Audience = SdkKeyKind

export interface Head {
  readonly epoch: string
  readonly revision: number
}

/** A connection, as the feed knows it. */
export interface Subscriber {
  readonly audience: Audience
  /** A delta to the new head, encoded once for all. */
  offer(delta: Buffer, head: Head): void
  /** The ruleset is of a new epoch: only a snapshot leads there. */
  restart(): void
}

/** One environment's ruleset in memory, and everybody who follows it. */
export interface EnvironmentFeed {
  head(): Head
  checksum(audience: Audience): number
  /** The whole ruleset as one message. The same bytes until the next revision. */
  snapshot(audience: Audience): Buffer
  /** Reads what is new and passes it on. Calls while one is under way share the next. */
  pull(): Promise<void>
  join(subscriber: Subscriber): () => void
}

export interface FeedOptions {
  /** The rows after a revision; 0 for all. Null when the environment is gone. */
  readonly changesSince: (revision: number) => Promise<Changes | null>
  /** Told of each new revision before it is broadcast. `committedAt` is the database's clock. */
  readonly onRevision: (revision: number, committedAt: number | null) => void
  /** Lets other work run between two slices of a broadcast. */
  readonly breathe: () => Promise<void>
}

/** Sockets written to before others get a turn. */
const SLICE = 500

export async function openEnvironmentFeed(options: FeedOptions): Promise<EnvironmentFeed> {
  const subscribers = new Set<Subscriber>()
  let state = emptyState()
  let snapshots: Partial<Record<Audience, Buffer>> = {}
  let pulling: Promise<void> | undefined
  let again = false

  async function catchUp(): Promise<void> {
    const news = await options.changesSince(state.head.revision)
    if (!news) return
    if (news.epoch === state.head.epoch && news.revision === state.head.revision) return
    if (state.head.epoch === '') {
      adopt(news)
      return
    }
    if (news.epoch !== state.head.epoch || news.revision < state.head.revision) return startOver()
    const from = state.head.revision
    const deltas = adopt(news)
    const message = {
      server: encodeDelta(state, from, 'server', deltas.server),
      client: encodeDelta(state, from, 'client', deltas.client),
    }
    options.onRevision(news.revision, news.committedAt)
    await toAll((subscriber) => subscriber.offer(message[subscriber.audience], state.head))
  }

  /** Another epoch: nothing that is held says anything about it. */
  async function startOver(): Promise<void> {
    const all = await options.changesSince(0)
    if (!all) return
    state = emptyState()
    adopt(all)
    options.onRevision(all.revision, null)
    await toAll((subscriber) => subscriber.restart())
  }

  function adopt(news: Changes): Record<Audience, LinesDelta> {
    const server = state.lines.server.apply(news.changed)
    const client = state.lines.client.apply(state.projection.apply(news.changed))
    state.head = { epoch: news.epoch, revision: news.revision }
    snapshots = {}
    return { server, client }
  }

  async function toAll(tell: (subscriber: Subscriber) => void): Promise<void> {
    let told = 0
    for (const subscriber of [...subscribers]) {
      if (!subscribers.has(subscriber)) continue
      tell(subscriber)
      told += 1
      // Nothing overtakes a broadcast: the next pull waits for this one.
      if (told % SLICE === 0) await options.breathe()
    }
  }

  const feed: EnvironmentFeed = {
    head: () => state.head,
    checksum: (audience) => state.lines[audience].checksum(),
    snapshot(audience) {
      snapshots[audience] ??= encodeSnapshot(state, audience)
      return snapshots[audience]
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

interface State {
  head: Head
  readonly lines: Record<Audience, RulesetLines>
  readonly projection: ReturnType<typeof createClientProjection>
}

function emptyState(): State {
  return {
    head: { epoch: '', revision: 0 },
    lines: { server: createRulesetLines(), client: createRulesetLines() },
    projection: createClientProjection(),
  }
}

function encodeSnapshot({ head, lines }: State, audience: Audience): Buffer {
  const { flags, segments, checksum } = lines[audience]
  const header = {
    type: 'snapshot',
    ...head,
    checksum: checksum(),
    flags: flags.size,
    segments: segments.size,
  }
  return Buffer.from(encodeFrame(header, [...flags.values(), ...segments.values()]))
}

function encodeDelta(
  { head, lines }: State,
  from: number,
  audience: Audience,
  { flags, segments, removedFlags, removedSegments }: LinesDelta,
): Buffer {
  const header = {
    type: 'delta',
    epoch: head.epoch,
    from,
    to: head.revision,
    checksum: lines[audience].checksum(),
    flags: flags.length,
    segments: segments.length,
    removedFlags,
    removedSegments,
  }
  return Buffer.from(encodeFrame(header, [...flags, ...segments]))
}
