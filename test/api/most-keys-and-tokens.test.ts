import type { Problem } from '@bunting/flag-server/http/problem.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import { bearer, type Call, callAs, newMember } from '../support/call-as.ts'
import { copyRow } from '../support/copy-row.ts'

let server: AppUnderTest
beforeAll(async () => {
  server = await startApp()
})
afterAll(() => server.stop())

const admin = async (): Promise<Call> => callAs(server, bearer(server.adminToken))
const someone = async (): Promise<Call> => (await newMember(server, 'Pia', 'viewer')).call
const NAME = { name: 'one of many' }
const EARLIER = '2026-01-01T00:00:00Z'

describe.each([
  {
    what: 'SDK keys in an environment',
    most: 200,
    table: 'sdk_keys',
    path: '/projects/default/environments/production/sdk-keys',
    body: { ...NAME, kind: 'server' },
    as: admin,
  },
  {
    what: 'service tokens in a project',
    most: 200,
    table: 'api_tokens',
    path: '/projects/default/tokens',
    body: { ...NAME, memberships: [{ role: 'viewer' }] },
    as: admin,
  },
  {
    what: 'personal tokens of somebody',
    most: 100,
    table: 'api_tokens',
    path: '/me/tokens',
    body: NAME,
    as: someone,
  },
])('$what', ({ most, table, path, body, as }) => {
  it(`are ${most} at most that open something, also when two make the last one`, async () => {
    const call = await as()
    const make = () => call<{ id: string } & Problem>('POST', path, body)
    const { id } = (await make()).body
    // Ended ones are as many more as anybody likes.
    await copyRow(server, table, id, most - 2, {})
    await copyRow(server, table, id, 20, { revoked_at: EARLIER })
    await copyRow(server, table, id, 20, { expires_at: EARLIER })

    const last = await Promise.all([make(), make()])
    expect(last.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = last.find(({ status }) => status === 409)
    expect(refused?.body.code).toBe('limit_reached')
    expect(refused?.body.detail).toContain(`there are ${most} `)

    expect((await call('DELETE', `${path}/${id}`)).status).toBe(204)
    expect([(await make()).status, (await make()).status]).toEqual([201, 409])
  })
})
