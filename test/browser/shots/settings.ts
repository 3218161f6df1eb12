import type { Shot } from './shot.ts'

/** One line is a picture. */
export const settingsShots: readonly Shot[] = [
  { name: 'settings', title: 'Settings of a project', path: '/settings/general' },
  { name: 'members', title: 'Who may do what in a project', path: '/settings/members' },
  { name: 'roles', title: 'Roles, built in and your own', path: '/settings/roles' },
  { name: 'tokens', title: 'Service tokens', path: '/settings/tokens' },
  {
    name: 'environments',
    title: 'Environments, and what each asks of a change',
    path: '/settings/environments',
  },
  {
    name: 'environment-policy',
    title: 'The policy of an environment',
    path: '/settings/environments',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Edit Staging' }).click()
      await page.getByLabel('A second person, for more exposure').waitFor()
    },
  },
  { name: 'people', title: 'Who has an account, and who is invited', path: '/settings/people' },
  { name: 'single-sign-on', title: 'Single sign-on', path: '/settings/sso' },
  { name: 'account-history', title: 'Sign-ins and rights', path: '/settings/account-history' },
  { name: 'account', title: 'One’s own account', path: '//account', size: 'tall' },
]
