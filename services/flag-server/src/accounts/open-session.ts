import { randomBytes, randomUUID } from 'node:crypto'
import type { Transaction } from '../database/connect.ts'
import { session } from '../database/schema.ts'
import type { Accounts } from './accounts.ts'
import type { Caller } from './caller.ts'
import { SESSION_S } from './session-cookie.ts'

/** Signs somebody in whose identity has been seen to. Answers with `Set-Cookie` values. */
export async function openSession(
  tx: Transaction,
  { sessionCookie }: Accounts,
  userId: string,
  { ip, userAgent }: Caller,
  through: 'password' | 'sso' = 'password',
): Promise<string[]> {
  const token = randomBytes(24).toString('base64url')
  await tx.insert(session).values({
    id: randomUUID(),
    token,
    userId,
    through,
    expiresAt: new Date(Date.now() + SESSION_S * 1_000),
    ipAddress: ip,
    userAgent: userAgent ?? null,
  })
  return [sessionCookie.write(token)]
}
