import { type SQL, sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { FlagConfiguration, FlagKind } from '../flags/flag-schemas.ts'
import { FREE, type Policy } from '../policies/policy-schemas.ts'
import type { SegmentConfiguration } from '../segments/segment-schemas.ts'
import { createdAt, instant, writtenAt } from './columns.ts'

export * from './account-tables.ts'

export const projects = pgTable('projects', {
  id: uuid('id').primaryKey().defaultRandom(),
  key: text('key').notNull().unique(),
  name: text('name').notNull(),
  createdAt: createdAt(),
})

export const environments = pgTable(
  'environments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    name: text('name').notNull(),
    production: boolean('production').notNull().default(false),
    position: integer('position').notNull(),
    /** Names this history of revisions; replaced when the database turns out to be an older copy. */
    epoch: text('epoch').notNull().default(sql`gen_random_uuid()::text`),
    revision: bigint('revision', { mode: 'number' }).notNull().default(0),
    /** What has to happen before what it serves is changed. */
    policy: jsonb('policy').$type<Policy>().notNull().default(FREE),
    createdAt: createdAt(),
  },
  (table) => [unique('environments_project_key').on(table.projectId, table.key)],
)

export const flags = pgTable(
  'flags',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    type: text('type', { enum: ['boolean', 'string', 'number', 'json'] }).notNull(),
    kind: text('kind').$type<FlagKind>().notNull(),
    /** `json`, not `jsonb`: variants keep the order their author gave them. */
    variants: json('variants').$type<Record<string, unknown>>().notNull(),
    tags: text('tags').array().notNull().default(sql`'{}'`),
    owner: text('owner'),
    clientSide: boolean('client_side').notNull().default(true),
    version: integer('version').notNull().default(1),
    /** A day of the calendar, not a moment: `2026-12-31`. */
    expectedEndDate: date('expected_end_date'),
    createdAt: createdAt(),
    archivedAt: instant('archived_at'),
    /** Back from the archive; its life as a flag in use starts here. */
    restoredAt: instant('restored_at'),
    /** What a search looks in, in small letters. */
    searchText: text('search_text').generatedAlwaysAs(
      (): SQL => sql`flag_search_text(key, name, description, tags, owner)`,
    ),
  },
  (table) => [unique('flags_project_key').on(table.projectId, table.key)],
)

export const flagConfigurations = pgTable(
  'flag_configurations',
  {
    flagId: uuid('flag_id')
      .notNull()
      .references(() => flags.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    document: jsonb('document').$type<FlagConfiguration>().notNull(),
    /** Moves with every change; what `expectedVersion` is compared with. */
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    // A trigger reads these three out of every document that is written: see migrations/*_flag_life.sql.
    state: text('state', { enum: ['off', 'partly', 'on'] })
      .notNull()
      .default('off'),
    /** The variant that everybody gets; null when it is off, when a release runs, or if there are two. */
    serves: text('serves'),
    /** Since when everybody gets it, however the document was changed since. */
    servesSince: instant('serves_since'),
  },
  (table) => [
    primaryKey({ columns: [table.flagId, table.environmentId] }),
    index('flag_configurations_environment').on(table.environmentId),
    /** For the flags that need one: most need none, so it stays small. */
    index('flag_configurations_prerequisites').using(
      'gin',
      sql`(document -> 'prerequisites') jsonb_path_ops`,
    ),
  ],
)

export const segments = pgTable(
  'segments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    tags: text('tags').array().notNull().default(sql`'{}'`),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [unique('segments_project_key').on(table.projectId, table.key)],
)

/** A column each, not one document: lists may be megabytes, and are seldom what is asked for. */
export const segmentConfigurations = pgTable(
  'segment_configurations',
  {
    segmentId: uuid('segment_id')
      .notNull()
      .references(() => segments.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    included: jsonb('included').$type<SegmentConfiguration['included']>().notNull(),
    excluded: jsonb('excluded').$type<SegmentConfiguration['excluded']>().notNull(),
    conditions: jsonb('conditions').$type<SegmentConfiguration['conditions']>().notNull(),
    includedCount: integer('included_count')
      .notNull()
      .generatedAlwaysAs(sql`jsonb_array_length(included)`),
    excludedCount: integer('excluded_count')
      .notNull()
      .generatedAlwaysAs(sql`jsonb_array_length(excluded)`),
    /** Moves with every change; what `expectedVersion` is compared with. */
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.segmentId, table.environmentId] }),
    index('segment_configurations_environment').on(table.environmentId),
  ],
)

/**
 * What each revision changed, as the very line that SDKs receive. The ruleset of revision N is, for
 * every key, its newest row up to N: feeds, deltas and history all read these rows and no others.
 */
export const changes = pgTable(
  'changes',
  {
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    revision: bigint('revision', { mode: 'number' }).notNull(),
    kind: text('kind', { enum: ['flag', 'segment'] }).notNull(),
    key: text('key').notNull(),
    /** Null: removed. */
    line: text('line'),
    /** Whether client keys may have it. */
    clientSide: boolean('client_side').notNull(),
    /** As near to the commit as a row can know. */
    at: writtenAt('at'),
  },
  (table) => [
    primaryKey({ columns: [table.environmentId, table.revision, table.kind, table.key] }),
    index('changes_newest').on(table.environmentId, table.kind, table.key, table.revision.desc()),
    index('changes_moment').on(table.environmentId, table.at),
  ],
)

export const sdkKeys = pgTable(
  'sdk_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['server', 'client'] }).notNull(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    /** SHA-256 of the key, in hex: a key has 190 bits of its own, so it needs no salt. */
    hash: text('hash').notNull().unique(),
    createdAt: createdAt(),
    createdBy: text('created_by').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    /** From then on it opens nothing: it was rotated. */
    expiresAt: instant('expires_at'),
    /** The key that was made to take its place. */
    successorId: uuid('successor_id'),
  },
  (table) => [index('sdk_keys_environment').on(table.environmentId)],
)

/** A server process with SDKs connected to it; `seenAt` is its sign of life. */
export const replicas = pgTable('replicas', {
  id: text('id').primaryKey(),
  address: text('address').notNull(),
  startedAt: instant('started_at').notNull().defaultNow(),
  seenAt: instant('seen_at').notNull().defaultNow(),
})

/** How many SDKs one replica serves in one environment, and how far they are. */
export const replicaDeliveries = pgTable(
  'replica_deliveries',
  {
    replicaId: text('replica_id')
      .notNull()
      .references(() => replicas.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    revision: bigint('revision', { mode: 'number' }).notNull(),
    serverSdks: integer('server_sdks').notNull(),
    clientSdks: integer('client_sdks').notNull(),
    applied: integer('applied').notNull(),
    /** Counts of receipts by milliseconds since the commit, in the buckets of `latency-buckets.ts`. */
    latencies: jsonb('latencies').$type<number[]>().notNull(),
    laggards: jsonb('laggards')
      .$type<{ instance: string; sdk: string; application: string | null; revision: number }[]>()
      .notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.replicaId, table.environmentId, table.revision] }),
    index('replica_deliveries_revision').on(table.environmentId, table.revision),
  ],
)

/** Small facts about the installation, such as the secret that signs sessions. */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})

/** Hashes of the one-time links that make the first administrator. */
export const setupTokens = pgTable('setup_tokens', {
  hash: text('hash').primaryKey(),
  createdAt: createdAt(),
})

export * from '../access/access-tables.ts'
export * from '../audit/audit-tables.ts'
export * from '../change-requests/change-request-tables.ts'
export * from '../releases/release-tables.ts'
export * from '../replicas/question-tables.ts'
export * from '../usage/usage-tables.ts'
export * from '../webhooks/webhook-tables.ts'
