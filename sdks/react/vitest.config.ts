import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    testTimeout: 30_000,
    name: 'react',
    environment: 'happy-dom',
    isolate: false,
    setupFiles: ['src/test-support/no-network.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
})
