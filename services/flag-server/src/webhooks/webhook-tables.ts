import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '../database/columns.ts'
import { projects } from '../database/schema.ts'

/** Where a project's news goes. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    url: text('url').notNull(),
    format: text('format', { enum: ['json', 'slack'] }).notNull(),
    /** Signs what is sent, so it cannot be kept as a hash. Shown once, when it is made. */
    secret: text('secret').notNull(),
    createdAt: createdAt(),
    createdBy: text('created_by').notNull(),
  },
  (table) => [index('webhooks_project').on(table.projectId)],
)

/** News on its way: written with what it tells of, taken away a week after it arrived or was given up. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    webhookId: uuid('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    event: text('event').notNull(),
    body: jsonb('body').notNull(),
    createdAt: createdAt(),
    attempts: integer('attempts').notNull().default(0),
    /** Null: it arrived, or was given up. */
    nextAttemptAt: instant('next_attempt_at').defaultNow(),
    deliveredAt: instant('delivered_at'),
    /** HTTP status of the last attempt, or why there was none. */
    outcome: text('outcome'),
  },
  (table) => [
    index('webhook_deliveries_due').on(table.nextAttemptAt).where(sql`next_attempt_at is not null`),
    index('webhook_deliveries_webhook').on(table.webhookId, table.id.desc()),
  ],
)
