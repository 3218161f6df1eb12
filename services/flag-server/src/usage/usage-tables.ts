import {
  bigint,
  boolean,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant } from '../database/columns.ts'
import { environments } from '../database/schema.ts'

const environmentId = () =>
  uuid('environment_id')
    .notNull()
    .references(() => environments.id, { onDelete: 'cascade' })

/** How often each answer of a flag was given, by the minute and by the hour. */
export const evaluationCounts = pgTable(
  'evaluation_counts',
  {
    environmentId: environmentId(),
    flagKey: text('flag_key').notNull(),
    /** Length of the bucket: 1 or 60. Each evaluation is in one of either. */
    minutes: smallint('minutes').notNull(),
    /** Start of the bucket. */
    at: instant('at').notNull(),
    /** Empty when the caller's fallback was served; then the error code says why. */
    variant: text('variant').notNull(),
    errorCode: text('error_code').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
  },
  (table) => [
    // In this order a flag's chart is one range of the index, and so is what is too old of it.
    primaryKey({
      name: 'evaluation_counts_pk',
      columns: [
        table.environmentId,
        table.flagKey,
        table.minutes,
        table.at,
        table.variant,
        table.errorCode,
      ],
    }),
  ],
)

/** Flags that code has asked for. Remembers longer than the counts are kept. */
export const evaluatedFlags = pgTable(
  'evaluated_flags',
  {
    environmentId: environmentId(),
    flagKey: text('flag_key').notNull(),
    firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.environmentId, table.flagKey] })],
)

/** Names that code asked for and that no flag had. */
export const unknownFlags = pgTable(
  'unknown_flags',
  {
    environmentId: environmentId(),
    flagKey: text('flag_key').notNull(),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
    /** Said by client keys alone, which anybody may have: these get less room. */
    fromClients: boolean('from_clients').notNull(),
    /** Who asked last, if it said so. */
    sdk: text('sdk'),
    application: text('application'),
  },
  (table) => [primaryKey({ columns: [table.environmentId, table.flagKey] })],
)

/** Ids of the batches that were counted, for as long as one may be sent again. */
export const eventBatches = pgTable(
  'event_batches',
  {
    /** No reference: thousands of rows a second, and none lives long. */
    environmentId: uuid('environment_id').notNull(),
    id: text('id').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.environmentId, table.id] }),
    index('event_batches_at').on(table.at),
  ],
)
