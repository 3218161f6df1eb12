import { flagServing } from '@bunting/client/testing'
import { encodeLine } from '@bunting/evaluator'
import type { Changes } from '@bunting/flag-server/revisions/changes-since.ts'
import type { Change } from '@bunting/flag-server/revisions/commit-revision.ts'
import type { RecentHistory } from '@bunting/flag-server/revisions/recent-history.ts'
import type { Head } from '@bunting/flag-server/stream/environment-feed.ts'
import type { World } from './world.ts'

/** What a flag serves, by its key; a flag that is not in it does not exist. */
export type Values = ReadonlyMap<string, number>

/** One environment of one Postgres: what the statements of `revisions/` make of it, without SQL. */
export interface SimulatedDatabase {
  readonly head: () => Head
  /** Undefined removes the flag. Ignored while the database is away. */
  commit(key: string, value: number | undefined): boolean
  /** Rejects while the database is away. */
  changesSince(revision: number): Promise<Changes>
  recentHistory(upTo: number): Promise<RecentHistory>
  startNewEpoch(epoch: string, claimed?: number): Promise<void>
  /** Idempotent, as the rows of batches are. */
  store(batchId: string, instance: string, count: number): Promise<void>
  stored(instance: string): number
  /** Goes away and comes back later, as it was so many revisions ago. */
  stop(ms: number, revisionsAgo: number): void
  isAway(): boolean
  lines(): ReadonlyMap<string, string>
  /** For how long something else has been the newest; 0 for what is. */
  passedFor(head: Head): number
  /** What a revision has ever been: twice something, if it was made again after a restore. */
  everAt(head: Head): readonly Values[]
}

interface Row {
  /** When it was committed; no two at the same moment. */
  readonly at: number
  readonly revision: number
  readonly key: string
  readonly value: number | undefined
}

/** Revisions that a feed reads when it opens. */
const REMEMBERED = 5

function changeOf({ key, value }: { key: string; value: number | undefined }): Change {
  const line = value === undefined ? null : lineOf(key, value)
  return { kind: 'flag', key, line, clientSide: false }
}

export function createSimulatedDatabase({ time, random }: World): SimulatedDatabase {
  let epoch = 1
  let rows: readonly Row[] = []
  let revision = 0
  let awayUntil = 0
  let commits = 0
  const batches = new Map<string, { instance: string; count: number }>()
  const history = new Map<string, Values[]>()
  const passedAt = new Map<string, number>()
  let newestName = ''

  const head = () => ({ epoch: `epoch-${epoch}`, revision })
  const isAway = () => time.now() < awayUntil

  function newest(since: number): Map<string, Row> {
    return new Map(rows.filter((row) => row.revision > since).map((row) => [row.key, row]))
  }

  function commitOf(asked: number): number | null {
    return rows.find((row) => row.revision === asked)?.at ?? null
  }

  function note(): void {
    const values = new Map<string, number>()
    for (const { key, value } of newest(0).values()) if (value !== undefined) values.set(key, value)
    const name = nameOf(head())
    if (name !== newestName) passedAt.set(newestName, time.now())
    passedAt.delete(name)
    newestName = name
    history.set(name, [...(history.get(name) ?? []), values])
  }

  /** As one statement: it sees one moment, and takes a while. */
  function query<T>(work: () => T): Promise<T> {
    return time.settle(1 + random() * 20, () => {
      if (isAway()) throw new Error('the database is away')
      return work()
    })
  }

  note()
  return {
    head,
    isAway,
    commit(key, value) {
      if (isAway()) return false
      revision += 1
      commits += 1
      rows = [...rows, { at: commits, revision, key, value }]
      note()
      return true
    },
    changesSince: (since) =>
      query(() => ({
        ...head(),
        committedAt: commitOf(revision),
        sinceAt: commitOf(since),
        changed: Array.from(newest(since).values(), changeOf),
      })),
    recentHistory: (upTo) =>
      query(() => {
        const first = Math.max(1, upTo - REMEMBERED + 1)
        const recent = rows.filter((row) => row.revision >= first && row.revision <= upTo)
        const old = rows.filter((row) => row.revision < first)
        const before = new Map<string, Pick<Row, 'key' | 'value'>>(
          recent.map(({ key }) => [key, { key, value: undefined }]),
        )
        for (const row of old) if (before.has(row.key)) before.set(row.key, row)
        return {
          before: Array.from(before.values(), changeOf),
          revisions: recent.map((row) => ({ revision: row.revision, changed: [changeOf(row)] })),
        }
      }),
    startNewEpoch: (seen, claimed = Number.POSITIVE_INFINITY) =>
      query(() => {
        if (seen !== head().epoch || revision >= claimed) return
        epoch += 1
        note()
      }),
    store: (batchId, instance, count) =>
      query(() => void batches.set(batchId, { instance, count })),
    stored(instance) {
      const own = Array.from(batches.values()).filter((batch) => batch.instance === instance)
      return own.reduce((sum, { count }) => sum + count, 0)
    },
    stop(ms, revisionsAgo) {
      awayUntil = Math.max(awayUntil, time.now() + ms)
      revision = Math.max(0, revision - revisionsAgo)
      rows = rows.filter((row) => row.revision <= revision)
      // Under an epoch that is younger than the copy, it never was this before.
      note()
    },
    lines() {
      const held = Array.from(newest(0).values())
      return new Map(
        held.flatMap(({ key, value }) =>
          value === undefined ? [] : [[key, lineOf(key, value)] as const],
        ),
      )
    },
    passedFor: (asked) => time.now() - (passedAt.get(nameOf(asked)) ?? time.now()),
    everAt: (asked) => history.get(nameOf(asked)) ?? [],
  }
}

const nameOf = ({ epoch, revision }: Head) => `${epoch}.${revision}`

function lineOf(key: string, value: number): string {
  return encodeLine(flagServing(key, value))
}
