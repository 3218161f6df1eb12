import pg from 'pg'

/**
 * What the server writes on its own account, request or not: signs of life, deliveries, counts on their
 * way in, and when somebody was last seen. A refused request may come at the same moment.
 */
const HOUSEKEEPING =
  /^(replicas|replica_.*|evaluat.*|event_batches|unknown_flags|run_durations|flag_builds|webhook_deliveries|release_(?!templates).*|fuzz_writes|__.*)$/

const TRIGGER = `
create table fuzz_writes (id bigserial primary key, "table" text not null, act text not null, tx text not null);
create function fuzz_note_write() returns trigger language plpgsql as $$
begin
  insert into fuzz_writes ("table", act, tx) values (tg_table_name, tg_op, pg_current_xact_id()::xid::text);
  return null;
end $$;`

export interface Write {
  readonly table: string
  readonly act: 'INSERT' | 'UPDATE' | 'DELETE'
  readonly tx: string
}

/** Everything that is committed in a database, as it happens. */
export interface Writes {
  /** What was committed since this was asked last, the server's housekeeping left out. */
  since(): Promise<readonly Write[]>
  stop(): Promise<void>
}

export async function watchWrites(databaseUrl: string): Promise<Writes> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => undefined)
  await client.connect()
  const { rows: found } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const watched = found.map(({ name }) => name).filter((name) => !HOUSEKEEPING.test(name))
  await client.query(TRIGGER)
  for (const name of watched) await client.query(triggersOn(name))
  let seen = '0'

  return {
    async since() {
      const { rows } = await client.query<Write & { id: string }>(
        'select id, "table", act, tx from fuzz_writes where id > $1 order by id',
        [seen],
      )
      seen = rows.at(-1)?.id ?? seen
      return rows.length > 0 ? withoutOwn(client, rows) : rows
    },
    stop: () => client.end(),
  }
}

/** "Last used" and "last seen" are columns that move by themselves. */
function triggersOn(name: string): string {
  const table = pg.escapeIdentifier(name)
  const events = /^(session|sdk_keys|api_tokens|verification)$/.test(name)
    ? 'insert or delete'
    : 'insert or update or delete'
  return `create trigger fuzz_write after ${events} on ${table}
    for each row execute function fuzz_note_write()`
}

/**
 * The release runner's transactions are told by their audit entries, which name the server itself; its
 * looking after releases between two decisions writes none. And whoever asks for a link that sets a new
 * password is answered before anybody looks whether there is such a person.
 */
async function withoutOwn(client: pg.Client, rows: readonly Write[]): Promise<readonly Write[]> {
  const { rows: audited } = await client.query<{ tx: string; type: string }>(
    `select xmin::text as tx, actor_type as type from audit_entries where xmin::text = any($1::text[])`,
    [rows.map(({ tx }) => tx)],
  )
  const actors = new Map(audited.map(({ tx, type }) => [tx, type]))
  const later = rows.filter(({ table, act }) => table === 'password_resets' && act === 'INSERT')
  const links = new Set(later.map(({ tx }) => tx))
  return rows.filter(({ table, tx }) => {
    if (links.has(tx)) return false
    const actor = actors.get(tx)
    return actor !== 'system' && (actor !== undefined || table !== 'releases')
  })
}
