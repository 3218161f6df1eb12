import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
})
afterAll(() => server.stop())

it('shows what changed after it was asked for and before anybody could tell', async () => {
  await server.admin.createFlag({ key: 'meanwhile', type: 'boolean' })
  const page = await openSignedIn(server, '/account')
  let letThrough = () => {}
  const joining = new Promise<void>((done) => {
    letThrough = done
  })
  await page.routeWebSocket(/\/live$/, async (socket) => {
    await joining
    socket.connectToServer()
  })
  await page.goto(`${server.url}/default/production/flags`)
  const meanwhile = page.getByRole('switch', { name: 'meanwhile in Production' })
  await meanwhile.waitFor()
  await server.admin.configure('meanwhile', { on: true })
  expect(await meanwhile.isChecked()).toBe(false)
  letThrough()
  await waitFor(() => meanwhile.isChecked(), { what: 'the switch to move' })
})
