import { sql } from 'drizzle-orm'
import { timestamp } from 'drizzle-orm/pg-core'

/** To the millisecond, which is what JavaScript's clock and RFC 3339 as we write it can say. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * When a row is written, cut and not rounded: what is written after it, to the history for one, is never
 * at an earlier moment.
 */
export const writtenAt = (name: string) =>
  instant(name).notNull().default(sql`date_trunc('milliseconds', clock_timestamp())`)

export const createdAt = () => instant('created_at').notNull().defaultNow()
