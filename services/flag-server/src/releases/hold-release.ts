import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments, flags, projects } from '../database/schema.ts'
import {
  type FlagAddress,
  type HeldConfiguration,
  holdConfiguration,
} from '../flags/configure-flag.ts'
import { AppError } from '../http/app-error.ts'
import { releases } from './release-tables.ts'

export type ReleaseRow = typeof releases.$inferSelect

/** Which release: its id says where it is. */
export interface ReleaseAddress {
  readonly project: string
  readonly environment: string
  readonly id: string
}

/** A release with its flag's configuration, both as they are until the transaction ends. */
export interface HeldRelease extends HeldConfiguration {
  readonly release: ReleaseRow
  /** By the database's clock; of a held one, when its locks were there. */
  readonly now: Date
}

export const LIVE = ['running', 'holding', 'paused'] as const

export function isLive({ state }: Pick<ReleaseRow, 'state'>): boolean {
  return (LIVE as readonly string[]).includes(state)
}

export function releaseNotFound(id: string): AppError {
  return new AppError('release_not_found', `there is no release "${id}" in this environment`)
}

/**
 * Takes the environment's row, then the release's: people and the runner in this order, so that they
 * wait for each other and never for ever.
 */
export async function holdRelease(tx: Transaction, address: ReleaseAddress): Promise<HeldRelease> {
  const flag = await flagOfRelease(tx, address)
  const held = await holdConfiguration(tx, { ...address, flag })
  const [release] = await tx
    .select()
    .from(releases)
    .where(eq(releases.id, address.id))
    .for('no key update')
  if (!release) throw releaseNotFound(address.id)
  return { ...held, release, now: await databaseNow(tx) }
}

async function flagOfRelease(
  db: Database | Transaction,
  { project, environment, id }: ReleaseAddress,
): Promise<string> {
  const [found] = await db
    .select({ key: flags.key })
    .from(releases)
    .innerJoin(flags, eq(flags.id, releases.flagId))
    .innerJoin(environments, eq(environments.id, releases.environmentId))
    .innerJoin(projects, eq(projects.id, environments.projectId))
    .where(and(eq(releases.id, id), eq(projects.key, project), eq(environments.key, environment)))
  if (!found) throw releaseNotFound(id)
  return found.key
}

/** The release that moves this flag here now. */
export async function liveRelease(
  db: Database | Transaction,
  { flag, environment }: Pick<HeldConfiguration, 'flag' | 'environment'>,
): Promise<ReleaseRow | undefined> {
  const [live] = await db
    .select()
    .from(releases)
    .where(
      and(
        eq(releases.environmentId, environment.id),
        eq(releases.flagId, flag.id),
        inArray(releases.state, [...LIVE]),
      ),
    )
    .orderBy(desc(releases.createdAt))
  return live
}

/** Not the transaction's: whoever waited for a lock comes after the one who had it. */
export async function databaseNow(tx: Database | Transaction): Promise<Date> {
  const { rows } = await tx.execute<{ now: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000) as now`,
  )
  return new Date(Number(rows[0]?.now))
}

/** The API's path of a release, for links. */
export function releasePath({ project, environment }: FlagAddress, id: string): string {
  return `/api/v1/projects/${project}/environments/${environment}/releases/${id}`
}
