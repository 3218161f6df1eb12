import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { createdAt, instant, writtenAt } from '../database/columns.ts'
import { environments, projects } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import type {
  Assessment,
  ChangeRequestEvent,
  ChangeRequestState,
} from './change-request-schemas.ts'
import type { Operation } from './operation-schemas.ts'

const requestId = () =>
  uuid('request_id')
    .notNull()
    .references(() => changeRequests.id, { onDelete: 'cascade' })

/** A change that somebody asks for: what it would do, and how far it has come. */
export const changeRequests = pgTable(
  'change_requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** From 1 in each project. */
    number: integer('number').notNull(),
    /** Null: it is about all of them. */
    environmentId: uuid('environment_id').references(() => environments.id, {
      onDelete: 'cascade',
    }),
    targetType: text('target_type').notNull(),
    targetKey: text('target_key').notNull(),
    title: text('title').notNull(),
    comment: text('comment'),
    operation: jsonb('operation').$type<Operation>().notNull(),
    /** What it was made against, as `basis.ts` reads it. Another one: the target has moved. */
    basis: text('basis').notNull(),
    /** Revision of the environment when it was made. */
    revision: bigint('revision', { mode: 'number' }),
    /** What it would change, as the author saw it. */
    items: jsonb('items').$type<Assessment['items']>().notNull(),
    /** Counts how often it was brought to the present. */
    edition: integer('edition').notNull().default(1),
    state: text('state').$type<ChangeRequestState>().notNull().default('open'),
    why: text('why'),
    actorType: text('actor_type', { enum: ['user', 'token', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    /** Who is behind it, were it a token of theirs: nobody approves what they ask for themselves. */
    personId: text('person_id'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    applyAt: instant('apply_at'),
    notLaterThan: instant('not_later_than'),
    /** Who set that time: with their permissions it is applied, where nobody had to approve. */
    scheduledBy: jsonb('scheduled_by').$type<Actor>(),
    appliedRevision: bigint('applied_revision', { mode: 'number' }),
  },
  (table) => [
    unique('change_requests_number').on(table.projectId, table.number),
    index('change_requests_due').on(table.applyAt).where(sql`state = 'scheduled'`),
    index('change_requests_live')
      .on(table.projectId, table.number)
      .where(sql`state in ('open', 'approved', 'scheduled', 'stale', 'failed')`),
    index('change_requests_target').on(table.projectId, table.targetType, table.targetKey),
  ],
)

/** The environments that it changes. */
export const changeRequestReach = pgTable(
  'change_request_reach',
  {
    requestId: requestId(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    raisesExposure: boolean('raises_exposure').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.environmentId] }),
    index('change_request_reach_environment').on(table.environmentId),
  ],
)

/** What was said and done about it, in order. */
export const changeRequestEvents = pgTable(
  'change_request_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    requestId: requestId(),
    at: writtenAt('at'),
    type: text('type').$type<ChangeRequestEvent['type']>().notNull(),
    actorType: text('actor_type', { enum: ['user', 'token', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    text: text('text'),
    edition: integer('edition').notNull(),
    /** Of an approval: SHA-256 of exactly what was approved, and the time that it had. */
    seal: text('seal'),
  },
  (table) => [index('change_request_events_request').on(table.requestId, table.id)],
)
