import pg from 'pg'

/** Stops every process of a Postgres that nobody else uses (SIGSTOP); answers with what lets them go on. */
export async function freezePostgres(url: string): Promise<() => void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity')
  const pidFile = await client.query<{ text: string }>(
    `select pg_read_file('postmaster.pid') as text`,
  )
  await client.end()
  // The first of them starts the others: none is missed that way.
  const pids = [Number.parseInt(pidFile.rows[0]?.text ?? '', 10), ...rows.map(({ pid }) => pid)]
  const tell = (signal: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal)
      } catch {
        // It has ended meanwhile: the connection that was asked over, or an autovacuum.
      }
    }
  }
  tell('SIGSTOP')
  return () => tell('SIGCONT')
}
