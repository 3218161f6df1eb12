import { connect } from '@bunting/flag-server/database/connect.ts'
import { createSdkKeyring } from '@bunting/flag-server/sdk-keys/sdk-keyring.ts'
import pg from 'pg'
import { expect, it } from 'vitest'
import { startTestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

it('is not remembered as good when its revocation is heard while it is looked up', async () => {
  const server = await startTestServer()
  const database = connect(server.databaseUrl, () => undefined)
  const keyring = createSdkKeyring(database.db, () => undefined)
  const holder = new pg.Client({ connectionString: server.databaseUrl })
  await holder.connect()
  try {
    const path = '/projects/default/environments/staging/sdk-keys'
    const wanted = { name: 'shop', kind: 'server' }
    const { body } = await server.admin.request<{ id: string; key: string }>('POST', path, wanted)
    await holder.query('begin')
    await holder.query('update sdk_keys set revoked_at = now() where id = $1', [body.id])
    const looked = keyring.verify(body.key)
    // It has read the row as it was, and waits to write down that the key is in use.
    await waitFor(async () => {
      const { rowCount } = await database.pool.query(
        `select from pg_stat_activity where datname = current_database()
         and wait_event_type = 'Lock' and query like 'update "sdk_keys"%'`,
      )
      return rowCount === 1
    })
    keyring.revoked(body.id)
    await holder.query('commit')
    expect(await looked).toBe('revoked')
    expect(await keyring.verify(body.key)).toBe('revoked')
  } finally {
    keyring.stop()
    await holder.end()
    await database.close()
    await server.stop()
  }
})
