import { defineConfig } from 'vitest/config'
import { PATIENCE, TAKES_PART, UNSETTLE } from './test/support/unsteady.ts'

const POSTGRES = 'test/support/postgres.ts'
const CHROMIUM = 'test/support/chromium-setup.ts'

/**
 * What takes long and tells a newcomer little: packing, images, what has to wait for a process to be
 * given up, and walks through many screens. `npm test` leaves it out, CI runs it after.
 */
const SLOW = [
  'test/{deploy,packages}/**/*.test.ts',
  'test/browser/{change-requests,connections,dialogs,evaluations,every-screen,guarded-release,layout-shift,permissions,preview,release-requests,releases,search-speed,settings-together,switch-project,try-it,when-things-fail}.test.ts',
  'test/journeys/{database-hangs,evaluations-are-counted,release-preflight,release-survives,release-take-over,releases-guard-themselves}.test.ts',
  'test/api/evaluation-counts.test.ts',
  'services/flag-server/src/audit/export-audit.test.ts',
  'services/flag-server/src/database/embedded-postgres-processes.test.ts',
]

/** Walks at random: short in `npm test`, and again, longer, after it. */
const LONG_WALKS = [
  'services/flag-server/src/releases/release-model.test.ts',
  'test/stress/stress.test.ts',
]

// No test starts with flags that another run has left in the user's cache folder.
process.env.BUNTING_CACHE_DIR = ''

/**
 * Files share the process, and what it has imported: starting anew for each took a third of the time.
 * Who changes anything global changes it back.
 */
const isolate = false

/** vitest's own is one second, which a busy machine takes for itself now and then. */
const expect = { poll: { timeout: 5_000 * PATIENCE } }

/** A property of a thousand runs takes one second alone, and several on a machine that is busy. */
const testTimeout = 30_000 * PATIENCE

/** Nothing, unless this run is to be unsteady. */
const setupFiles = UNSETTLE.slice(1)

/**
 * Groups run one after the other, quick ones first, so that what is broken shows early. What needs a
 * Postgres or a browser says so: each is started once for the whole run, and only if asked for.
 */
export default defineConfig({
  test: {
    // All cores: most of the time goes into waiting for processes, not into computing.
    maxWorkers: '100%',
    ...(TAKES_PART && { testNamePattern: TAKES_PART }),
    projects: [
      // These bring configurations of their own: happy-dom, and React 18 beside 19.
      'sdks/react/vitest.config.ts',
      'sdks/react/vitest.config.react-18.ts',
      'admin-ui/vite.config.ts',
      {
        test: {
          name: 'unit',
          isolate,
          setupFiles,
          expect,
          include: [
            'sdks/{evaluator,protocol,client,node,cli}/src/**/*.test.ts',
            'test/{faults,simulation,support}/**/*.test.ts',
            '{scripts,bench/src,examples/*/{src,server}}/**/*.test.ts',
          ],
          testTimeout,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'server',
          isolate,
          setupFiles,
          expect,
          include: ['services/*/src/**/*.test.ts'],
          exclude: SLOW,
          globalSetup: POSTGRES,
          testTimeout,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'journeys',
          isolate,
          setupFiles,
          expect,
          include: ['test/{api,conformance,docs,fuzz,journeys,stress}/**/*.test.ts'],
          exclude: SLOW,
          globalSetup: POSTGRES,
          testTimeout,
          hookTimeout: 60_000,
          // They wait for each other's messages more than they compute.
          maxWorkers: 3,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'browser',
          isolate,
          setupFiles,
          expect,
          include: ['test/browser/**/*.test.ts'],
          exclude: SLOW,
          globalSetup: [POSTGRES, CHROMIUM],
          testTimeout: 2 * testTimeout,
          hookTimeout: 60_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'slow',
          isolate,
          setupFiles,
          expect,
          include: [...SLOW, ...LONG_WALKS],
          env: { RELEASE_WALKS: '40', STRESS_SECONDS: '60' },
          globalSetup: [POSTGRES, CHROMIUM],
          testTimeout: 2 * testTimeout,
          hookTimeout: 60_000,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
})
