import type { Database } from '@bunting/flag-server/database/connect.ts'
import {
  environments,
  flagConfigurations,
  flags,
  segmentConfigurations,
  segments,
} from '@bunting/flag-server/database/schema.ts'
import { flagChange } from '@bunting/flag-server/flags/flag-rows.ts'
import { segmentChange } from '@bunting/flag-server/segments/segment-rows.ts'
import { decodeFrame, type Snapshot } from '@bunting/protocol'
import type { TestServer } from '../support/test-server.ts'

export interface Served {
  readonly revision: number
  readonly lines: readonly string[]
}

/** What a replica gives an SDK with this key. */
export async function servedBy(server: TestServer, key: string): Promise<Served> {
  const response = await fetch(`${server.url}/sdk/v1/ruleset`, {
    headers: { authorization: `Bearer ${key}` },
  })
  const { header, lines } = decodeFrame(await response.text())
  return { revision: (header as Snapshot).revision, lines: lines.filter(Boolean).sort() }
}

/** What the rows that people change say it should be. */
export async function servedByRows(db: Database, environmentId: string): Promise<Served> {
  const here = (row: { readonly environmentId: string }) => row.environmentId === environmentId
  const environment = (await db.select().from(environments)).find(({ id }) => id === environmentId)
  const allFlags = await db.select().from(flags)
  const documents = (await db.select().from(flagConfigurations)).filter(here)
  const allSegments = await db.select().from(segments)
  const lists = (await db.select().from(segmentConfigurations)).filter(here)
  const changes = [
    ...allFlags.flatMap((flag) =>
      documents
        .filter(({ flagId }) => flagId === flag.id && flag.archivedAt === null)
        .map(({ document }) => flagChange(flag, document)),
    ),
    ...allSegments.flatMap(({ id, key }) =>
      lists.filter(({ segmentId }) => segmentId === id).map((list) => segmentChange(key, list)),
    ),
  ]
  return {
    revision: environment?.revision ?? -1,
    lines: changes.map(({ line }) => String(line)).sort(),
  }
}
