import { timestamp } from 'drizzle-orm/pg-core'

/** To the millisecond, which is what JavaScript's clock and RFC 3339 as we write it can say. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const createdAt = () => instant('created_at').notNull().defaultNow()
