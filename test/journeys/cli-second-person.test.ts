import type { PersonalTokenCreated } from '@bunting/flag-server/access/access-schemas.ts'
import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { join } from '../support/join.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { runHere } from './run-here.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.request('PATCH', PRODUCTION, { policy: { approval: 'exposure' } })
})
afterAll(() => server.stop())

/** Somebody with a browser and, with a personal token of theirs, a terminal. */
async function newPerson(name: string) {
  const memberships = [{ project: 'default', environment: null, role: 'releaser' }]
  const { cookie } = await join(server, { name, memberships })
  const signedIn = async <T>(path: string, body: object): Promise<T> => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as T
  }
  const { token } = await signedIn<PersonalTokenCreated>('/me/tokens', { name: 'terminal' })
  const env = { BUNTING_URL: server.url, BUNTING_TOKEN: token }
  return { signedIn, bunting: (...typed: string[]) => runHere(typed, env) }
}

it('is asked for in a terminal, approved by somebody else, signed in, and applied in a terminal', async () => {
  await server.admin.createFlag({ key: 'guarded', type: 'boolean' })
  const sdk = await connectSdk(server)
  const [ana, ben] = await Promise.all([newPerson('Ana'), newPerson('Ben')])

  const asked = await ana.bunting('on', 'guarded', '-e', 'production', '--ask', '-m', 'Launch day')
  expect(asked).toMatchObject({ code: 0, said: '' })
  expect(asked.out).toContain('asked for it: request #1, Switch guarded on in Production')
  const page = `${server.url}/default/production/requests/1`
  expect((await ben.bunting('requests')).out).toMatch(
    /^#1 +open +production +terminal \(Ana\) +Switch guarded/m,
  )

  const [hers, his, early] = await Promise.all([
    ana.bunting('request', '1'),
    ben.bunting('request', '#1'),
    ana.bunting('apply', '1'),
  ])
  expect(hers.out).toBe(
    `#1  Switch guarded on in Production
open, asked for by terminal (Ana)
  Launch day

guarded in production: switched on

you cannot approve it: nobody approves what they ask for themselves
you cannot apply it: it waits for the approval of a second person in Production
you may withdraw it: bunting withdraw 1
${page}
`,
  )
  expect(his.out).toContain('you cannot approve it: only people approve, signed in: no token does')
  expect(early).toEqual({
    code: 1,
    out: '',
    said: `bunting: it waits for the approval of a second person in Production
  Somebody else approves it, signed in: ${page}
`,
  })

  const approvals = '/projects/default/change-requests/1/approvals'
  await expect(ana.signedIn(approvals, { edition: 1 })).rejects.toThrow(
    'nobody approves what they ask for themselves',
  )
  await ben.signedIn<ChangeRequestView>(approvals, { edition: 1 })
  const approved = await ana.bunting('request', '1')
  expect(approved.out).toContain('approved, asked for by terminal (Ana), approved by Ben')
  expect(approved.out).toContain('you may apply it: bunting apply 1')
  expect(sdk.isEnabled('guarded')).toBe(false)

  const applied = await ana.bunting('apply', '1', '--wait', '--json')
  expect(applied).toMatchObject({ code: 0, said: '' })
  expect(JSON.parse(applied.out)).toMatchObject({
    ...{ number: 1, state: 'applied', environment: 'production' },
    delivery: { confirmed: true, connected: 1, applied: 1 },
  })
  expect(sdk.isEnabled('guarded')).toBe(true)
  const again = await ana.bunting('apply', '1')
  expect(again).toMatchObject({
    code: 1,
    said: expect.stringMatching(/was applied already\n {2}Look at it: bunting request 1\n$/),
  })
})

it('is withdrawn by who asked', async () => {
  await server.admin.createFlag({ key: 'early', type: 'boolean' })
  const cara = await newPerson('Cara')
  const asked = await cara.bunting('on', 'early', '-e', 'production', '--ask', '--json')
  const { number } = JSON.parse(asked.out).asked
  const withdrawn = await cara.bunting('withdraw', String(number), '-m', 'not this week')
  expect(withdrawn).toEqual({
    ...{ code: 0, said: '' },
    out: `withdrew #${number}, Switch early on in Production\n`,
  })
  expect((await cara.bunting('requests', 'early')).out).toBe('nothing is asked for\n')
  const shown = await cara.bunting('request', String(number))
  expect(shown.out).toContain('withdrawn, asked for by terminal (Cara)')
  expect(shown.out).not.toContain('you may')
})
