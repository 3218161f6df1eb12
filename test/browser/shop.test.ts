import { afterAll, beforeAll, it, onTestFinished } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openPage } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { makeAdministrator, openSignedIn } from './sign-in.ts'
import { startShop } from './start-shop.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await makeAdministrator(server)
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(() => server.stop())

it('changes the open shop by itself: on, a quarter of its visitors, and everyone back at the kill', async () => {
  const { url, stop } = await startShop(server)
  onTestFinished(stop)
  const shop = await openPage()
  await shop.goto(url)
  const visitorsWithIt = async () => {
    const words = (await shop.getByText(/of 300 visitors have new-checkout/).textContent()) ?? ''
    return Number.parseInt(words, 10) / 3
  }
  await waitFor(async () => (await visitorsWithIt()) === 0, { what: 'nobody to have it' })
  await expectAccessible(shop)

  const admin = await openSignedIn(server, '/default/production/flags/new-checkout')
  await admin.getByRole('switch', { name: 'new-checkout in Production' }).click()
  await admin.getByRole('button', { name: 'Turn on in Production' }).click()
  await waitFor(async () => (await visitorsWithIt()) === 100, { what: 'everybody to have it' })
  await expectAccessible(shop)

  await server.admin.configure('new-checkout', {
    fallthrough: {
      rollout: {
        shares: [
          { variant: 'on', share: 25_000 },
          { variant: 'off', share: 75_000 },
        ],
      },
    },
  })
  // 300 visitors: a quarter of them, give or take four standard deviations.
  await waitFor(async () => Math.abs((await visitorsWithIt()) - 25) < 10, {
    what: 'a quarter to have it',
  })

  await admin.getByRole('button', { name: 'Kill in Production' }).click()
  await waitFor(async () => (await visitorsWithIt()) === 0, { what: 'everyone to be back' })
  await admin
    .getByRole('region', { name: 'Kills' })
    .getByText(/applied on (\d+) of \1/)
    .waitFor()
})
