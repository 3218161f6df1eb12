import { type SQL, sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  index,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant } from '../database/columns.ts'
import { environments, projects } from '../database/schema.ts'

/** The chain of what belongs to no project. */
export const INSTALLATION_CHAIN = '00000000-0000-0000-0000-000000000000'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/**
 * Who changed what. A trigger seals each row as it is written (`migrations/0005_audit_chain.sql`):
 * `at`, `seq`, `previous_hash` and `hash` are its, whatever an insert says.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull().defaultNow(),
    projectId: uuid('project_id').references(() => projects.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id').references(() => environments.id, {
      onDelete: 'cascade',
    }),
    actorType: text('actor_type', { enum: ['user', 'token', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    via: text('via', { enum: ['ui', 'api', 'cli', 'system'] }).notNull(),
    action: text('action').notNull(),
    targetType: text('target_type').notNull(),
    targetKey: text('target_key').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    comment: text('comment'),
    revision: bigint('revision', { mode: 'number' }),
    /** Whose row follows whose: an environment's rows, a project's own, the installation's. */
    chain: uuid('chain')
      .notNull()
      .generatedAlwaysAs(
        (): SQL =>
          sql`coalesce(environment_id, project_id, '${sql.raw(INSTALLATION_CHAIN)}'::uuid)`,
      ),
    /** Place in its chain, from 1. */
    seq: bigint('seq', { mode: 'number' }).notNull().default(0),
    /** SHA-256 of the row before it in its chain, in hex; 64 zeros for the first. */
    previousHash: text('previous_hash').notNull().default(''),
    /** SHA-256 of this row, that of the row before included: see `row-hash.ts`. */
    hash: text('hash').notNull().default(''),
    /** What a search looks in: key and comment, `new-checkout` as two words. */
    words: tsvector('words').generatedAlwaysAs(
      (): SQL =>
        sql`to_tsvector('simple', regexp_replace(target_key || ' ' || coalesce(comment, ''), '[^[:alnum:]]+', ' ', 'g'))`,
    ),
  },
  // Lists are by time, newest first: each index is of one filter, and is read from its end.
  (table) => [
    index('audit_entries_project').on(table.projectId, table.at, table.id),
    index('audit_entries_chain').on(table.chain, table.at, table.id),
    index('audit_entries_target').on(
      table.projectId,
      table.targetType,
      table.targetKey,
      table.at,
      table.id,
    ),
    index('audit_entries_actor').on(table.projectId, table.actorId, table.at, table.id),
    index('audit_entries_action').on(table.projectId, table.action, table.at, table.id),
    index('audit_entries_via').on(table.projectId, table.via, table.at, table.id),
    index('audit_entries_words').using('gin', table.words),
    uniqueIndex('audit_entries_seq').on(table.chain, table.seq),
  ],
)

/** The end of each chain: without it nobody would miss the newest rows. */
export const auditChains = pgTable('audit_chains', {
  chain: uuid('chain').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})
