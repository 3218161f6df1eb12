import { sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { replicaBuilds } from '../releases/release-tables.ts'
import type { TrackedSdk } from './delivery-tracker.ts'

/** Builds of server applications that are connected to a replica, by how they introduce themselves. */
export type ConnectedBuilds = Readonly<Record<string, ConnectedBuild>>

export interface ConnectedBuild {
  /** Of the application, without its version. */
  readonly name: string
  readonly connections: number
  /** Since when one of them is there: milliseconds since 1970, the database's. */
  readonly since: number
}

/** Tells the others which builds are connected here, each time that changed. */
export interface BuildsWriter {
  write(environmentId: string, sdks: Iterable<TrackedSdk>): Promise<void>
  /** What was written is lost. */
  tellAgain(): void
}

/** @param now the clock of `connectedAt` */
export function createBuildsWriter(
  db: Database,
  replicaId: string,
  now: () => number,
): BuildsWriter {
  const written = new Map<string, string>()

  return {
    async write(environmentId, sdks) {
      const builds = JSON.stringify(buildsOf(sdks))
      if (builds === (written.get(environmentId) ?? '[]')) return
      // Ages here, times there: only this process can read its monotonic clock.
      await db.execute(sql`
        insert into ${replicaBuilds} (replica_id, environment_id, builds)
        select ${replicaId}, ${environmentId}::uuid, coalesce(jsonb_object_agg(build,
          jsonb_build_object('name', name, 'connections', connections, 'since',
            floor(extract(epoch from now()) * 1000 - (${now()}::float8 - at)))), '{}')
        from jsonb_to_recordset(${builds}::jsonb)
          as came (build text, name text, connections int, at float8)
        on conflict (replica_id, environment_id) do update set builds = excluded.builds`)
      written.set(environmentId, builds)
    },
    tellAgain: () => written.clear(),
  }
}

/** Server SDKs that say what application they are in, by build; `at` is when the first of them came. */
function buildsOf(sdks: Iterable<TrackedSdk>): readonly object[] {
  const builds = new Map<string, { build: string; name: string; connections: number; at: number }>()
  for (const { application: build, applicationName: name, kind, connectedAt: at } of sdks) {
    if (kind !== 'server' || build === null || name === null) continue
    const known = builds.get(build) ?? { build, name, connections: 0, at }
    known.connections += 1
    known.at = Math.min(known.at, at)
    builds.set(build, known)
  }
  return [...builds.values()].sort((a, b) => (a.build < b.build ? -1 : 1))
}
