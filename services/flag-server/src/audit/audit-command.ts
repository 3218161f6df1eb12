import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import { describeVerification } from './chain/describe-verification.ts'
import { openDatabase } from './chain/open-database.ts'
import { verifyChains } from './chain/verify-chains.ts'

const USAGE = `Usage: npm run audit -- verify [--json] [--anchors FILE]

Recomputes the hash of every entry of the history and says which were edited, deleted, inserted or
reordered. Reads DATABASE_URL, or the embedded Postgres in DATA_DIR. Ends with 1 when something is
wrong, with 2 when it could not look.

  --json           the findings as JSON, with the end of each chain
  --anchors FILE   what --json printed at another time: its chains must still contain these ends`

const Kept = z.object({
  anchors: z.array(
    z.object({ chain: z.string(), name: z.string(), seq: z.int(), hash: z.string() }),
  ),
})

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, anchors: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help || positionals.join(' ') !== 'verify') {
    console.error(USAGE)
    process.exitCode = values.help ? 0 : 2
  } else {
    process.exitCode = await verify(values.json === true, values.anchors)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

async function verify(asJson: boolean, anchorsFile: string | undefined): Promise<0 | 1> {
  const kept = anchorsFile ? await readAnchors(anchorsFile) : []
  const database = await openDatabase(readConfig(process.env, ''))
  const client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const found = await verifyChains(client, kept)
    console.log(asJson ? JSON.stringify(found, null, 2) : describeVerification(found))
    return found.faults.length === 0 ? 0 : 1
  } finally {
    await client.end()
    await database.close()
  }
}

async function readAnchors(file: string): Promise<z.infer<typeof Kept>['anchors']> {
  const text = await readFile(file, 'utf8')
  try {
    // Without --silent npm writes lines of its own before ours.
    return Kept.parse(JSON.parse(text.slice(text.search(/^\{/m)))).anchors
  } catch (cause) {
    throw new Error(`${file} is not what --json printed`, { cause })
  }
}
