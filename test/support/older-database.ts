import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@bunting/flag-server/database/migrate.ts'
import { MIGRATIONS } from '@bunting/flag-server/paths.ts'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/** A database as a server left it that did not have the last `without` migrations yet. */
export async function createOlderDatabase(without: number): Promise<TestDatabase> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'bunting-migrations-'))
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query(
      'drop schema public cascade; drop schema drizzle cascade; create schema public',
    )
    await cp(MIGRATIONS, folder, { recursive: true })
    const file = join(folder, 'meta/_journal.json')
    const journal = JSON.parse(await readFile(file, 'utf8'))
    const entries = journal.entries.slice(0, -without)
    await writeFile(file, JSON.stringify({ ...journal, entries }))
    await migrate(database.url, folder)
  } finally {
    await client.end()
    await rm(folder, { recursive: true })
  }
  return database
}
