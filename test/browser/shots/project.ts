import type { Shot } from './shot.ts'

/** Everything beside flags and releases. One line is a picture. */
export const projectShots: readonly Shot[] = [
  { name: 'segments', title: 'Segments', path: '/segments' },
  { name: 'segment', title: 'Who belongs to a segment', path: '/segments/{segment}' },
  { name: 'releases', title: 'Releases of an environment', path: '/releases' },
  {
    name: 'requests',
    title: 'Changes that wait for a second person, or for their time',
    path: '/requests',
    prepare: async (page) => {
      await page.getByText('New checkout for 40 %').waitFor()
    },
  },
  {
    name: 'request',
    title: 'A request: the difference, whom it reaches, what is said, and the decision',
    path: '/requests/{request}',
    prepare: async (page) => {
      await page.getByText('New checkout for 40 %').first().waitFor()
    },
  },
  {
    name: 'request-phone',
    title: 'The same on a phone',
    path: '/requests/{request}',
    size: 'phone',
    prepare: async (page) => {
      await page.getByText('New checkout for 40 %').first().waitFor()
    },
  },
  { name: 'connections', title: 'Connected SDKs, and what each holds', path: '/connections' },
  { name: 'history', title: 'Who changed what, and why', path: '/history' },
  { name: 'compare', title: 'What two environments do differently', path: '/compare' },
  { name: 'try', title: 'What every flag answers somebody', path: '/try' },
  { name: 'sdk-keys', title: 'SDK keys', path: '/sdk-keys' },
  { name: 'welcome', title: 'First steps', path: '//default/development/welcome', size: 'tall' },
  { name: 'sign-in', title: 'Sign in', path: '//sign-in', signedOut: true },
]
