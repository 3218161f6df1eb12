import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { settings } from '../database/schema.ts'

const KEY = 'auth_secret'

/** The secret that signs session cookies: made once, shared by every replica of a database. */
export async function authSecret(db: Database): Promise<string> {
  await db
    .insert(settings)
    .values({ key: KEY, value: randomBytes(32).toString('base64url') })
    .onConflictDoNothing()
  const [row] = await db.select().from(settings).where(eq(settings.key, KEY))
  if (!row) throw new Error('the session secret was deleted while the server started')
  return row.value
}
