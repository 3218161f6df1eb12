import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compressBuild } from './compress-build.ts'
import { stepOf } from './loading-steps.ts'

const server = process.env.BUNTING_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), compressBuild()],
  build: {
    target: 'es2022',
    // A data: address would not pass the content security policy.
    assetsInlineLimit: 0,
    sourcemap: true,
    rolldownOptions: {
      output: {
        // What every page needs changes seldom: apart, a browser keeps it over our releases.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|react-router)\//,
              priority: 3,
            },
            // With what they need of packages, and no more: who signs in waits for no menus and dialogs.
            { name: stepOf, debugName: 'steps', test: /src\//, priority: 2.5 },
            // What most screens share is one file, not forty: each file is a round trip.
            { name: 'controls', test: /node_modules\//, minShareCount: 3, priority: 2 },
            { name: 'shared', test: /src\/(accounts|app|shared)\//, minShareCount: 3, priority: 2 },
            // What only screens inside the frame share is not for who signs in.
            { name: 'screens', test: /src\//, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: server, ws: true },
      '/sdk': { target: server, ws: true },
      '/health': { target: server },
    },
  },
  test: {
    testTimeout: 30_000,
    name: 'admin-ui',
    environment: 'happy-dom',
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}'],
  },
})
