import { defineConfig } from 'vitest/config'

const POSTGRES = 'test/support/postgres.ts'
const CHROMIUM = 'test/support/chromium-setup.ts'

// No test starts with flags that another run has left in the user's cache folder.
process.env.BUNTING_CACHE_DIR = ''

/**
 * Groups run one after the other, quick ones first, so that what is broken shows early. What needs a
 * Postgres or a browser says so: each is started once for the whole run, and only if asked for.
 */
export default defineConfig({
  test: {
    // All cores: most of the time goes into waiting for processes, not into computing.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'sdks/{evaluator,protocol,client,node,cli}/src/**/*.test.ts',
            'test/{faults,simulation,support}/**/*.test.ts',
            '{scripts,bench/src,examples/*/{src,server}}/**/*.test.ts',
          ],
        },
      },
      // These bring configurations of their own: happy-dom, and React 18 beside 19.
      'sdks/react/vitest.config.ts',
      'sdks/react/vitest.config.react-18.ts',
      'admin-ui/vite.config.ts',
      {
        test: {
          name: 'server',
          include: ['services/*/src/**/*.test.ts'],
          globalSetup: POSTGRES,
          testTimeout: 15_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/{api,conformance,docs,deploy,journeys,packages}/**/*.test.ts'],
          globalSetup: POSTGRES,
          testTimeout: 30_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [POSTGRES, CHROMIUM],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
