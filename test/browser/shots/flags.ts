import { PRODUCTION } from '../../support/admin-api.ts'
import { waitFor } from '../../support/wait-for.ts'
import { SDKS } from '../sample/sample-project.ts'
import type { Shot } from './shot.ts'

const onAgain: Shot['restore'] = (server) =>
  server.admin.request('PATCH', `${PRODUCTION}/flags/new-checkout`, { on: true })

export const flagShots: readonly Shot[] = [
  {
    name: 'flags',
    title: 'Flags: every environment at a glance',
    path: '/flags',
    prepare: async (page) => {
      // SDKs tell every ten seconds how often they were asked.
      await waitFor(
        async () => {
          await page.reload()
          await page.getByRole('status').getByText(`${SDKS} SDKs`).first().waitFor()
          return (await page.getByTitle(/evaluations in the last/).count()) > 1
        },
        { timeoutMs: 30_000 },
      )
    },
  },
  {
    name: 'flag',
    title: 'A flag in production, edited in place',
    path: '/flags/{flag}',
    size: 'tall',
  },
  {
    name: 'flag-edited',
    title: 'An edit: who moves, the difference in words, and whom it reaches',
    path: '/flags/{flag}',
    size: 'tall',
    prepare: async (page) => {
      const percentage = page.getByLabel('Percentage of on')
      await percentage.fill('40')
      await percentage.blur()
      await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
    },
  },
  {
    name: 'flag-environments',
    title: 'The environments of a flag beside each other',
    path: '/flags/{flag}/environments',
    size: 'tall',
  },
  {
    name: 'flag-evaluations',
    title: 'Who asks, and what they get',
    path: '/flags/{flag}/evaluations',
  },
  { name: 'flag-code', title: 'The lines that ask this flag', path: '/flags/{flag}/code' },
  {
    name: 'flag-settings',
    title: 'Texts, owner and end of a flag',
    path: '/flags/{flag}/settings',
    size: 'tall',
  },
  {
    name: 'kill',
    title: 'Killed: applied everywhere, with an undo',
    path: '/flags/{flag}',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Kill in Production' }).click()
      await page.getByText(`applied on ${SDKS} of ${SDKS}`).first().waitFor()
    },
    restore: onAgain,
  },
  {
    name: 'kill-phone',
    title: 'The same on a phone',
    path: '/flags/{flag}',
    size: 'phone',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Kill in Production' }).click()
      await page.getByText(`applied on ${SDKS} of ${SDKS}`).first().waitFor()
    },
    restore: onAgain,
  },
  { name: 'flags-phone', title: 'Flags on a phone', path: '/flags', size: 'phone' },
  {
    name: 'palette',
    title: '⌘K: anything, from anywhere',
    path: '/flags',
    prepare: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: 'Search or do something' }).fill('check')
      await page.getByText('Kill new-checkout in Production').waitFor()
    },
  },
]
