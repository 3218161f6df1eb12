import type { Changes } from '../revisions/changes-since.ts'
import type { Change } from '../revisions/commit-revision.ts'
import type { RecentHistory } from '../revisions/recent-history.ts'
import { type AudienceRuleset, createAudienceRuleset, type Head } from './audience-ruleset.ts'
import { type ClientProjection, createClientProjection } from './client-projection.ts'
import type { EncodedMessage } from './encoded-message.ts'
import type { Audience } from './environment-feed.ts'

/** What a feed holds of one epoch. */
export interface FeedState {
  head: Head
  /** When the revision at the head was committed. */
  committedAt: number | null
  said: { current?: EncodedMessage; heartbeat?: EncodedMessage }
  readonly projection: ClientProjection
  readonly server: AudienceRuleset
  readonly client: AudienceRuleset
}

export function emptyState(environmentId: string): FeedState {
  return {
    head: { epoch: '', revision: 0 },
    committedAt: null,
    said: {},
    projection: createClientProjection(environmentId),
    server: createAudienceRuleset(),
    client: createAudienceRuleset(),
  }
}

/** Takes a later revision over, and makes the deltas that lead there. */
export function advance(state: FeedState, news: Changes): Record<Audience, EncodedMessage> {
  moveTo(state, news)
  return {
    server: state.server.advance(state.head, news.changed),
    client: state.client.advance(state.head, state.projection.apply(news.changed)),
  }
}

/** Takes the first ruleset over. */
export function fill(state: FeedState, news: Changes): void {
  moveTo(state, news)
  state.server.fill(state.head, news.changed)
  state.client.fill(state.head, state.projection.apply(news.changed))
}

/** How many revisions are gone through before other work gets a turn. */
const SLICE = 10
/** For client keys each takes a look at all flags; browsers seldom hold an older one. */
const CLIENT_REVISIONS = 100

/**
 * As `fill`, by way of the last revisions: clients come back with one of those after a restart, and
 * are sent what changed since. If history does not lead to the ruleset, it is left out.
 */
export async function fillByHistory(
  state: FeedState,
  news: Changes,
  { before, revisions }: RecentHistory,
  breathe: () => Promise<void>,
): Promise<void> {
  const first = revisions[0]?.revision
  if (first === undefined || !leadsTo(revisions, news.changed)) return fill(state, news)
  const start = new Map(news.changed.map((change) => [nameOf(change), change]))
  for (const change of before) start.set(nameOf(change), change)
  fill(state, { ...news, revision: first - 1, changed: [...start.values()] })
  const clientsFrom = news.revision - CLIENT_REVISIONS
  const passed: Change[] = []
  const byRevision = new Map(revisions.map(({ revision, changed }) => [revision, changed]))
  for (let revision = first; revision <= news.revision; revision += 1) {
    const changed = byRevision.get(revision) ?? []
    moveTo(state, { ...news, revision })
    state.server.retrace(state.head, changed)
    if (revision > clientsFrom) {
      state.client.retrace(state.head, changed.length > 0 ? state.projection.apply(changed) : [])
    } else {
      passed.push(...changed)
      if (revision === clientsFrom) state.client.fill(state.head, state.projection.apply(passed))
    }
    if ((revision - first) % SLICE === SLICE - 1) await breathe()
  }
}

function moveTo(
  state: FeedState,
  { epoch, revision, committedAt }: Pick<Changes, 'epoch' | 'revision' | 'committedAt'>,
): void {
  state.head = { epoch, revision }
  state.committedAt = committedAt
  state.said = {}
}

/** The two were read one after the other: perhaps the database was another one in between. */
function leadsTo(revisions: RecentHistory['revisions'], ruleset: readonly Change[]): boolean {
  const ends = new Map<string, string | null>()
  for (const { changed } of revisions) {
    for (const change of changed) ends.set(nameOf(change), change.line)
  }
  const lines = new Map(ruleset.map((change) => [nameOf(change), change.line]))
  return [...ends].every(([name, line]) => lines.get(name) === line)
}

function nameOf({ kind, key }: Change): string {
  return `${kind} ${key}`
}
