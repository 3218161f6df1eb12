import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { changes } from '../database/schema.ts'
import { AppError, invalid } from '../http/app-error.ts'
import type { Environment } from '../projects/find-project.ts'

/** A revision, and a moment at which it was in force. */
export interface Moment {
  readonly revision: number
  readonly at: Date
}

/** At most one of the two; neither is now. */
export interface AskedMoment {
  readonly at?: string | undefined
  readonly revision?: number | undefined
}

/** The revision in force at a moment, or the moment a revision was made. */
export async function findMoment(
  db: Database | Transaction,
  environment: Environment,
  asked: AskedMoment,
): Promise<Moment> {
  if (asked.revision !== undefined) return momentOf(db, environment, asked.revision)
  const now = await databaseNow(db)
  if (asked.at === undefined) return { revision: environment.revision, at: now }
  const at = new Date(asked.at)
  if (at > now)
    throw invalid([{ path: 'at', message: `is in the future: it is ${now.toISOString()}` }])
  return { revision: await revisionAt(db, environment, at), at }
}

/** Moments of revisions are by the database's clock. */
async function databaseNow(db: Database | Transaction): Promise<Date> {
  const now = sql`select extract(epoch from clock_timestamp()) * 1000 as now`
  const { rows } = await db.execute<{ now: string }>(now)
  return new Date(Number(rows[0]?.now))
}

async function momentOf(
  db: Database | Transaction,
  environment: Environment,
  revision: number,
): Promise<Moment> {
  if (revision === 0) return { revision, at: environment.createdAt }
  const [made] = await db
    .select({ at: changes.at })
    .from(changes)
    .where(and(eq(changes.environmentId, environment.id), eq(changes.revision, revision)))
    .limit(1)
  if (made) return { revision, at: made.at }
  throw new AppError(
    'revision_not_found',
    `environment "${environment.key}" has no revision ${revision}; it is at ${environment.revision}`,
  )
}

/** 0 before the first. */
async function revisionAt(
  db: Database | Transaction,
  environment: Environment,
  at: Date,
): Promise<number> {
  if (at < environment.createdAt) {
    throw new AppError(
      'revision_not_found',
      `environment "${environment.key}" was made at ${environment.createdAt.toISOString()}: nothing was served before`,
    )
  }
  const [newest] = await db
    .select({ revision: changes.revision })
    .from(changes)
    .where(and(eq(changes.environmentId, environment.id), lte(changes.at, at)))
    .orderBy(desc(changes.at), desc(changes.revision))
    .limit(1)
  return newest?.revision ?? 0
}
