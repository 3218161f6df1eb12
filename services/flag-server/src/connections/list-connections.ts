import { findEnvironment } from '../projects/find-project.ts'
import type { Services } from '../services.ts'
import type { Connection, ConnectionQuery, Connections } from './connection-schemas.ts'
import type { ConnectionsHere } from './connections-here.ts'
import { addCounts } from './counts.ts'

/** A replica that is there answers in a few milliseconds. */
const REPLICAS_MS = 1_000

/** Who is connected, asked of every server process: nothing of it is written down. */
export async function listConnections(
  { db, replicaQuestions, answering }: Services,
  address: { readonly project: string; readonly environment: string },
  query: ConnectionQuery,
): Promise<Connections> {
  const { environment } = await findEnvironment(db, address.project, address.environment)
  const { id, revision } = environment
  const asked = { ...query, revision }
  const [own, others] = await Promise.all([
    answering.connections(id, asked),
    replicaQuestions.ask('connections', id, asked, REPLICAS_MS),
  ])
  const all = own ? [own, ...others.answers] : others.answers
  const sum = (of: (one: ConnectionsHere) => number) =>
    all.reduce((total, one) => total + of(one), 0)
  const connected = sum((one) => one.connected)
  const server = sum((one) => one.server)
  return {
    revision,
    connected,
    server,
    client: connected - server,
    behind: sum((one) => one.behind),
    sdks: addCounts(all.map(({ sdks }) => sdks)),
    applications: addCounts(all.map(({ applications }) => applications)),
    revisions: addCounts(all.map(({ revisions }) => revisions)),
    matching: sum((one) => one.matching),
    connections: all
      .flatMap(({ connections }) => connections)
      .sort(behindThenNewest)
      .slice(0, query.limit),
    silent: others.silent.map((replica) => replica.address),
  }
}

/** Those of one replica stay in its order, so that rows do not change places while one looks. */
function behindThenNewest(a: Connection, b: Connection): number {
  return (
    Number(b.behind) - Number(a.behind) || Date.parse(b.connectedAt) - Date.parse(a.connectedAt)
  )
}
