import { bearer } from '../support/call-as.ts'
import { join } from '../support/join.ts'
import type { TestServer } from '../support/test-server.ts'
import { PATIENTS } from './acts/people-acts.ts'
import { PROJECT } from './turn.ts'

/** What somebody shows with each call. */
export type Headers = Readonly<Record<string, string>>

/** As many people and tokens as there are at work at once, most of them allowed most of it. */
export async function makeActors(server: TestServer): Promise<readonly Headers[]> {
  const { admin, adminToken } = server
  await made(admin.request('POST', '/projects', { key: 'other' }))
  for (const name of PATIENTS) {
    await join(server, { name, administrator: true })
  }
  const member = async (name: string, role: string) => {
    const memberships = [{ project: 'default', environment: null, role }]
    return { cookie: (await join(server, { name, memberships })).cookie }
  }
  const ada = await member('Ada', 'administrator')
  const bob = await member('Bob', 'releaser')
  const eve = await member('Eve', 'releaser')
  const service = await made<{ token: string }>(
    admin.request('POST', `${PROJECT}/tokens`, {
      name: 'deploys',
      memberships: [{ environment: null, role: 'administrator' }],
    }),
  )
  const all = bearer(adminToken)
  return [all, ada, all, bob, all, eve, all, bearer(service.token), ada, bob]
}

async function made<T>(answer: Promise<{ status: number; body: unknown }>): Promise<T> {
  const { status, body } = await answer
  if (status < 300) return body as T
  throw new Error(`${status} ${JSON.stringify(body)}`)
}
