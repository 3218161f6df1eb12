import pg from 'pg'
import { waitFor } from './wait-for.ts'

/** Restores a backup under a server that runs: its connections break, and the next find the copy. */
export async function putInPlaceOf(original: string, backup: string): Promise<void> {
  const [old, copy] = [original, backup].map((url) => new URL(url).pathname.slice(1))
  const client = new pg.Client({ connectionString: original.replace(/[^/]*$/, 'postgres') })
  await client.connect()
  await client.query(`alter database ${old} allow_connections false`)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    old,
  ])
  await waitFor(() =>
    client.query(`alter database ${old} rename to ${old}_lost`).then(
      () => true,
      () => false,
    ),
  )
  await client.query(`alter database ${copy} rename to ${old}`)
  await client.end()
}
