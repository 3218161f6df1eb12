import { Readable } from 'node:stream'
import type { SQL } from 'drizzle-orm'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Database } from '../database/connect.ts'
import { exportAudit } from './export-audit.ts'

const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' }

const ROWS = z.custom<Readable>().describe('one entry a line')

/** What a route that exports answers with, for OpenAPI. */
export const EXPORT_ANSWER = {
  description: 'All of it, newest first',
  // A stream goes out as it is.
  content: { 'text/csv': { schema: ROWS }, 'application/x-ndjson': { schema: ROWS } },
}

/** Entries as a file, however many, as they are read. */
export function sendExport(
  reply: FastifyReply,
  db: Database,
  conditions: readonly SQL[],
  format: keyof typeof TYPES,
  name: string,
): FastifyReply {
  const day = new Date().toISOString().slice(0, 10)
  return reply
    .header('content-type', TYPES[format])
    .header('content-disposition', `attachment; filename="history-${name}-${day}.${format}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(exportAudit(db, conditions, format), { highWaterMark: 1 }))
}
