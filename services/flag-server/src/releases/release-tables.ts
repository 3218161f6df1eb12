import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { createdAt, instant } from '../database/columns.ts'
import { environments, flags, projects, replicas } from '../database/schema.ts'
import type { ConnectedBuilds } from '../delivery/replica-builds.ts'
import type { Decision, HoldReason } from './decision.ts'
import type { EvidenceRecord } from './evidence-record.ts'
import type { Plan } from './plan.ts'
import type { Template } from './release-schemas.ts'
import type { ReleaseState } from './release-state.ts'

const releaseId = () =>
  uuid('release_id')
    .notNull()
    .references(() => releases.id, { onDelete: 'cascade' })

/** No stretch. */
export const FIRST = -1

/** A flag's journey from control to treatment in one environment. */
export const releases = pgTable(
  'releases',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    flagId: uuid('flag_id')
      .notNull()
      .references(() => flags.id, { onDelete: 'cascade' }),
    /** The rule whose rollout moves; null: the fallthrough. */
    ruleId: text('rule_id'),
    /** What its rollout is bucketed by; null: as it is, or `targetingKey`. */
    bucketBy: text('bucket_by'),
    plan: jsonb('plan').$type<Plan>().notNull(),
    state: text('state').$type<ReleaseState>().notNull().default('draft'),
    stage: integer('stage').notNull().default(0),
    stageSince: instant('stage_since'),
    /** Stages a person has said may begin. */
    approved: integer('approved').array().notNull().default(sql`'{}'`),
    standing: jsonb('standing').$type<readonly HoldReason[]>().notNull().default([]),
    /** What was decided at the last look, or why it ended; null before the first. */
    decision: jsonb('decision').$type<Decision>(),
    /** First stretch that counts for the sample ratio, and for each guard that does not count all. */
    ratioFrom: integer('ratio_from').notNull().default(0),
    countFrom: jsonb('count_from').$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** Of the rows in `release_stretches`: the first of the stage in force. */
    stageFrom: integer('stage_from').notNull().default(0),
    comment: text('comment'),
    createdAt: createdAt(),
    createdBy: text('created_by').notNull(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    /** When the runner looks at it next. */
    nextLookAt: instant('next_look_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('releases_one_live')
      .on(table.environmentId, table.flagId)
      .where(sql`state in ('running', 'holding', 'paused')`),
    index('releases_due')
      .on(table.nextLookAt)
      .where(sql`state in ('running', 'holding', 'paused')`),
    index('releases_flag').on(table.environmentId, table.flagId, table.createdAt.desc()),
    // Read backwards: `desc()` would put nulls last, which no `order by … desc` asks for.
    index('releases_newest').on(table.environmentId, table.createdAt, table.id),
  ],
)

/** A time of one share, and what was seen in it. Counters, so that a look reads no unit. */
export const releaseStretches = pgTable(
  'release_stretches',
  {
    releaseId: releaseId(),
    seq: integer('seq').notNull(),
    share: integer('share').notNull(),
    since: instant('since').notNull(),
    firstControl: bigint('first_control', { mode: 'number' }).notNull().default(0),
    firstTreatment: bigint('first_treatment', { mode: 'number' }).notNull().default(0),
    unitsControl: bigint('units_control', { mode: 'number' }).notNull().default(0),
    unitsTreatment: bigint('units_treatment', { mode: 'number' }).notNull().default(0),
    inBothArms: bigint('in_both_arms', { mode: 'number' }).notNull().default(0),
    /** Units in the treatment that no earlier stretch of the same stage had seen there. */
    treatedInStage: bigint('treated_in_stage', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.seq] })],
)

/** Units seen, by their position in the rollout: whose it is, nobody can tell. */
export const releaseUnits = pgTable(
  'release_units',
  {
    releaseId: releaseId(),
    unit: bigint('unit', { mode: 'number' }).notNull(),
    stretch: integer('stretch').notNull(),
    treatment: boolean('treatment').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.unit, table.stretch, table.treatment] }),
  ],
)

/** Units with a bad event of a metric: what makes each count once in the release and once in a stretch. */
export const releaseBadUnits = pgTable(
  'release_bad_units',
  {
    releaseId: releaseId(),
    metric: text('metric').notNull(),
    unit: bigint('unit', { mode: 'number' }).notNull(),
    /** The last in which it had one. */
    stretch: integer('stretch').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.metric, table.unit] })],
)

/** Those bad events, counted. */
export const releaseBadCounts = pgTable(
  'release_bad_counts',
  {
    releaseId: releaseId(),
    stretch: integer('stretch').notNull(),
    metric: text('metric').notNull(),
    /** The stretch in which these units had had their last one before; `FIRST` for their first of all. */
    previous: integer('previous').notNull().default(FIRST),
    control: bigint('control', { mode: 'number' }).notNull().default(0),
    treatment: bigint('treatment', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.stretch, table.metric, table.previous] }),
  ],
)

/** What SDKs said minute by minute: units active (metric '') and units with a bad event. */
export const releaseMinutes = pgTable(
  'release_minutes',
  {
    releaseId: releaseId(),
    metric: text('metric').notNull(),
    at: instant('at').notNull(),
    control: bigint('control', { mode: 'number' }).notNull().default(0),
    treatment: bigint('treatment', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.metric, table.at] })],
)

/** When a metric was last reported, good or bad. */
export const releaseReports = pgTable(
  'release_reports',
  {
    releaseId: releaseId(),
    metric: text('metric').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.metric] })],
)

/** Answers of Prometheus. */
export const releaseQueries = pgTable(
  'release_queries',
  {
    releaseId: releaseId(),
    guard: text('guard').notNull(),
    at: instant('at').notNull(),
    /** Null: none came, or none that is a number. */
    value: doublePrecision('value'),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.guard, table.at] })],
)

/** Whose turn it is to ask Prometheus: one replica at a time takes the next. */
export const releaseQueryTurns = pgTable(
  'release_query_turns',
  {
    releaseId: releaseId(),
    guard: text('guard').notNull(),
    askedAt: instant('asked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.guard] })],
)

/** The evidence record of each look that changed something, and one a minute of those that did not. */
export const releaseDecisions = pgTable(
  'release_decisions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    releaseId: releaseId(),
    at: instant('at').notNull(),
    /** Whether it moved the release. */
    moved: boolean('moved').notNull(),
    record: jsonb('record').$type<EvidenceRecord>().notNull(),
  },
  (table) => [index('release_decisions_release').on(table.releaseId, table.id)],
)

/** How long calls of `run` took, by variant and hour, in the buckets of `latency-buckets.ts`. */
export const runDurations = pgTable(
  'run_durations',
  {
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    flagKey: text('flag_key').notNull(),
    variant: text('variant').notNull(),
    hour: instant('hour').notNull(),
    buckets: jsonb('buckets').$type<number[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.environmentId, table.flagKey, table.variant, table.hour] }),
  ],
)

/** Builds of applications whose code has asked for a flag. */
export const flagBuilds = pgTable(
  'flag_builds',
  {
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    flagKey: text('flag_key').notNull(),
    /** Name and version, as the SDK introduced itself. */
    application: text('application').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.environmentId, table.flagKey, table.application] })],
)

/** Server SDKs connected to one replica, by the build of their application. */
export const replicaBuilds = pgTable(
  'replica_builds',
  {
    replicaId: text('replica_id')
      .notNull()
      .references(() => replicas.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    builds: jsonb('builds').$type<ConnectedBuilds>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.replicaId, table.environmentId] })],
)

/** Stages and guards a project uses again and again. */
export const releaseTemplates = pgTable(
  'release_templates',
  {
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    template: jsonb('template').$type<Template>().notNull(),
    createdAt: createdAt(),
    createdBy: text('created_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.name] })],
)
