import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/test-database.ts'
import { verifyChains } from './verify-chains.ts'

let database: TestDatabase
let client: pg.Client
beforeEach(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    with project as (insert into projects (key, name) values ('shop', 'Shop') returning id)
    insert into environments (project_id, key, name, position)
      select id, key, key, 0 from project, unnest(array['staging', 'production']) key`)
  for (const key of ['staging', 'production']) {
    for (let n = 1; n <= 6; n += 1) await write(key, `${key}-${n}`)
  }
  await client.query(`
    insert into audit_entries (project_id, actor_type, actor_id, actor_name, via, action, target_type, target_key)
      select id, 'user', 'u', 'Änne', 'ui', 'project.renamed', 'project', 'shop' from projects`)
})
afterEach(async () => {
  await client.end()
  await database.drop()
})

function write(environment: string, target: string) {
  return client.query(
    `insert into audit_entries (project_id, environment_id, actor_type, actor_id, actor_name, via,
        action, target_type, target_key, before, after, comment, revision)
      select project_id, id, 'user', 'u', 'Ana', 'ui', 'flag.configured', 'flag', $2,
        '{"on": false, "ä": 1.50}', '{"on": true, "list": [1, "ü", null]}', E'why: "ü"\\n-', 3
      from environments where key = $1`,
    [environment, target],
  )
}

/** As somebody with the database's password would, who knows of the trigger. */
async function tamper(sql: string): Promise<void> {
  await client.query(
    `set session_replication_role = replica; ${sql}; reset session_replication_role`,
  )
}

const faults = async () => (await verifyChains(client)).faults
const found = async () =>
  Promise.all(
    (await faults()).map(async ({ kind, id, seq }) => {
      const { rows } = await client.query('select target_key from audit_entries where id = $1', [
        id,
      ])
      return [kind, seq, rows[0]?.target_key ?? null]
    }),
  )
const RESEAL = (where: string) => `update audit_entries e set hash = audit_hash(e) where ${where}`
const LATER = (from: number, by: number) =>
  // Twice, past each other: the unique index looks at every row by itself.
  `update audit_entries set seq = -seq where chain = (select id from environments where key = 'production') and seq >= ${from};
   update audit_entries set seq = -seq + ${by} where seq < 0`

describe('a history nobody touched', () => {
  it('is found to be as it was written, chain by chain', async () => {
    const { rows, faults, anchors } = await verifyChains(client)
    expect({ rows, faults }).toEqual({ rows: 13, faults: [] })
    expect(anchors.map(({ name, seq }) => [name, seq])).toEqual([
      ['shop', 1],
      ['shop/production', 6],
      ['shop/staging', 6],
    ])
  })

  it('has each row carry the hash of the one before', async () => {
    const { rows } = await client.query(`
      select count(*)::int as n from audit_entries e join audit_entries p
        on p.chain = e.chain and p.seq = e.seq - 1 and p.hash = e.previous_hash`)
    expect(rows).toEqual([{ n: 10 }])
  })

  it('has its rows in order of time, and no insert can say when it was, or seal itself', async () => {
    await client.query(`
      insert into audit_entries (at, project_id, actor_type, actor_id, actor_name, via, action, target_type, target_key, seq, previous_hash, hash)
        select '2001-01-01', id, 'user', 'u', 'Eve', 'ui', 'a', 't', 'k', 99, 'x', 'y' from projects`)
    expect(await faults()).toEqual([])
    const { rows } = await client.query(
      "select min(at) > now() - interval '1 hour' as recent from audit_entries",
    )
    expect(rows).toEqual([{ recent: true }])
  })

  it('is in one chain an environment however many write at once', async () => {
    const clients = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const one = new pg.Client({ connectionString: database.url })
        await one.connect()
        return one
      }),
    )
    await Promise.all(
      clients.map(async (one) => {
        for (let n = 0; n < 20; n += 1) {
          await one.query(
            `insert into audit_entries (project_id, environment_id, actor_type, actor_id, actor_name, via, action, target_type, target_key)
              select project_id, id, 'user', 'u', 'Ana', 'ui', 'a', 't', 'k' from environments where key = 'staging'`,
          )
        }
        await one.end()
      }),
    )
    const { faults, anchors } = await verifyChains(client)
    expect(faults).toEqual([])
    expect(anchors.find(({ name }) => name === 'shop/staging')?.seq).toBe(126)
  })
})

describe('finds', () => {
  it.each([
    ['comment', `comment = 'another reason'`],
    ['comment that is gone', `comment = null`],
    ['actor', `actor_name = 'Eve'`],
    ['value', `after = '{"on": false}'`],
    ['moment', `at = at - interval '1 millisecond'`],
    ['revision', `revision = 4`],
    ['action', `action = 'flag.killed'`],
    ['hash', `hash = repeat('a', 64)`],
    ['link', `previous_hash = repeat('a', 64)`],
  ])('an edited %s', async (_, set) => {
    await tamper(`update audit_entries set ${set} where target_key = 'production-3'`)
    expect(await found()).toEqual([['edited', 3, 'production-3']])
  })

  it('a field moved over its border into the next', async () => {
    await tamper(
      `update audit_entries set actor_id = 'uA', actor_name = 'na' where target_key = 'production-3'`,
    )
    expect(await found()).toEqual([['edited', 3, 'production-3']])
  })

  it('a row that was edited and sealed anew', async () => {
    await tamper(`update audit_entries set comment = 'x' where target_key = 'production-3';
      ${RESEAL(`target_key = 'production-3'`)}`)
    expect(await found()).toEqual([['rewritten', 3, 'production-3']])
  })

  it.each([
    ['the last row, sealed anew', 6],
    ['the first row, sealed anew', 1],
  ])('%s', async (_, n) => {
    await tamper(`update audit_entries set comment = 'x' where target_key = 'production-${n}';
      ${RESEAL(`target_key = 'production-${n}'`)}`)
    expect(await found()).toEqual([['rewritten', n, `production-${n}`]])
  })

  it.each([
    ['in the middle', 'seq in (3, 4)', 3],
    ['at the beginning', 'seq = 1', 1],
    ['at the end', 'seq > 4', 5],
    ['all of them', 'true', 1],
  ])('rows that were deleted, %s', async (_, where, seq) => {
    await tamper(
      `delete from audit_entries using environments e where e.id = chain and e.key = 'production' and ${where}`,
    )
    expect(await found()).toEqual([['deleted', seq, null]])
  })

  it('a row that was deleted, the rest renumbered and the end mended', async () => {
    await tamper(`delete from audit_entries where target_key = 'production-3'; ${LATER(4, -1)};
      update audit_chains set seq = 5 where chain = (select id from environments where key = 'production')`)
    expect(await found()).toEqual([['rewritten', 2, 'production-2']])
  })

  it('a row that was inserted without a seal', async () => {
    await tamper(`insert into audit_entries (project_id, environment_id, actor_type, actor_id, actor_name, via, action, target_type, target_key)
      select project_id, id, 'user', 'u', 'Eve', 'ui', 'flag.killed', 'flag', 'forged' from environments where key = 'production'`)
    expect(await found()).toEqual([['inserted', 0, 'forged']])
  })

  it('a row that was inserted between two, sealed, the rest renumbered', async () => {
    await tamper(`${LATER(4, 1)};
      insert into audit_entries (project_id, environment_id, actor_type, actor_id, actor_name, via, action, target_type, target_key, seq, previous_hash)
        select project_id, e.id, 'user', 'u', 'Eve', 'ui', 'flag.killed', 'flag', 'forged', 4,
          (select hash from audit_entries where target_key = 'production-3') from environments e where key = 'production';
      ${RESEAL(`target_key = 'forged'`)};
      update audit_chains set seq = 7 where chain = (select id from environments where key = 'production')`)
    expect(await found()).toEqual([['inserted', 4, 'forged']])
  })

  it('a row that was appended behind the end', async () => {
    await tamper(`insert into audit_entries (project_id, environment_id, actor_type, actor_id, actor_name, via, action, target_type, target_key, seq, previous_hash)
        select project_id, e.id, 'user', 'u', 'Eve', 'ui', 'flag.killed', 'flag', 'forged', 7,
          (select hash from audit_entries where target_key = 'production-6') from environments e where key = 'production';
      ${RESEAL(`target_key = 'forged'`)}`)
    expect(await found()).toEqual([['inserted', 7, 'forged']])
  })

  it('rows that changed places', async () => {
    await tamper(`update audit_entries set seq = -1 where target_key = 'production-3';
      update audit_entries set seq = 3 where target_key = 'production-4';
      update audit_entries set seq = 4 where target_key = 'production-3'`)
    expect(await found()).toEqual([
      ['reordered', 3, 'production-4'],
      ['reordered', 4, 'production-3'],
    ])
  })

  it('a row that was moved into the history of another environment', async () => {
    await tamper(`update audit_entries set seq = 7, environment_id = (select id from environments where key = 'staging')
      where target_key = 'production-3'`)
    expect((await found()).sort()).toEqual([
      ['deleted', 3, null],
      ['inserted', 7, 'production-3'],
    ])
  })

  it('a record of the end that is gone', async () => {
    await tamper(
      `delete from audit_chains where chain = (select id from environments where key = 'production')`,
    )
    expect(await found()).toEqual([['head', 6, null]])
  })

  it('with an anchor kept elsewhere, a chain that was sealed anew from its start', async () => {
    const { anchors } = await verifyChains(client)
    await write('production', 'production-7')
    expect((await verifyChains(client, anchors)).faults).toEqual([])
    await tamper(`update audit_entries set comment = 'x' where target_key = 'production-2';
      do $$ declare e audit_entries; link text := repeat('0', 64); begin
        for e in select * from audit_entries where chain = (select id from environments where key = 'production') order by seq loop
          e.previous_hash := link; link := audit_hash(e);
          update audit_entries set previous_hash = e.previous_hash, hash = link where id = e.id;
        end loop;
        update audit_chains set hash = link where chain = (select id from environments where key = 'production');
      end $$`)
    expect(await faults()).toEqual([])
    expect((await verifyChains(client, anchors)).faults).toMatchObject([{ kind: 'anchor', seq: 6 }])
  })
})
