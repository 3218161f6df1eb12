import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'

const react18 = fileURLToPath(new URL('../../test/support/react-18/node_modules', import.meta.url))

/** The same tests on React 18, which brings a react-dom of its own. */
export default defineProject({
  resolve: { alias: [{ find: /^(react|react-dom)(?=$|\/)/, replacement: `${react18}/$1` }] },
  test: {
    testTimeout: 30_000,
    name: 'react-18',
    environment: 'happy-dom',
    isolate: false,
    setupFiles: ['src/test-support/no-network.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
})
