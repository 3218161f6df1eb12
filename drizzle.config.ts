import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './services/flag-server/src/database/schema.ts',
  out: './migrations',
})
