import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { writeAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { STATEMENT_MS } from '../database/line.ts'
import { auditEntries, environments } from '../database/schema.ts'
import { createTurns, type Turns } from '../database/turns.ts'
import type { Actor } from '../http/actor.ts'
import { invalid } from '../http/app-error.ts'
import type { Effect } from '../policies/effect.ts'
import { type Environment, findProject, lockEnvironments } from '../projects/find-project.ts'
import { basisOf } from './basis.ts'
import { carryOut } from './carry-out.ts'
import type { Assessment } from './change-request-schemas.ts'
import type { Operation } from './operation-schemas.ts'
import { refuseOvertaken, type Seen } from './refuse-overtaken.ts'

/** An environment that an operation changes, and what that does to people there. */
export interface Reached {
  readonly environment: Environment
  readonly effect: Effect
}

/** What an operation would do now. */
export interface Rehearsal {
  readonly basis: string
  readonly items: Assessment['items']
  /** In the order in which people list environments. */
  readonly reach: readonly Reached[]
}

/**
 * Does an operation and takes it back before anybody sees it: what it changed is told by the very
 * entries that the history would have. Throws what the direct route would answer, but for the policy.
 *
 * @param seen what it is gone by, as somebody saw it
 */
export async function rehearse(
  db: Database,
  actor: Actor,
  projectKey: string,
  operation: Operation,
  seed: string,
  seen: Seen = {},
): Promise<Rehearsal> {
  let rehearsal: Rehearsal | undefined
  const attempt = () =>
    inTransaction(
      db,
      async (tx) => {
        rehearsal = await perform(tx, actor, projectKey, operation, seed, seen)
        throw new TakenBack()
      },
      { project: projectKey },
    )
  try {
    await turnsOf(db)(attempt)
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  if (!rehearsal) throw new Error('a rehearsal told nothing')
  if (rehearsal.items.length > 0) return rehearsal
  throw invalid([{ path: 'operation', message: 'would change nothing' }])
}

const turns = new WeakMap<Database, Turns>()

/** One after the other: a kill waits for one dry run at most, however many are asked for. */
function turnsOf(db: Database): Turns {
  let own = turns.get(db)
  if (!own) {
    own = createTurns({ atOnce: 1, waitMs: STATEMENT_MS })
    turns.set(db, own)
  }
  return own
}

/** What rolls a rehearsal back. */
class TakenBack extends Error {}

async function perform(
  tx: Transaction,
  actor: Actor,
  projectKey: string,
  operation: Operation,
  seed: string,
  seen: Seen,
): Promise<Rehearsal> {
  const project = await findProject(tx, projectKey)
  const all = await lockEnvironments(tx, project.id)
  await refuseOvertaken(tx, projectKey, operation, seen)
  const basis = await basisOf(tx, projectKey, operation)
  const [last] = await tx
    .select({ id: sql<string>`coalesce(max(${auditEntries.id}), 0)` })
    .from(auditEntries)
  const effects = new Map<string, Effect>()
  await carryOut(tx, operation, {
    actor,
    project: projectKey,
    comment: undefined,
    seed,
    consent: {
      by: 'rehearsal',
      note: (environmentId, effect) => {
        const known = effects.get(environmentId)
        effects.set(environmentId, known ? both(known, effect) : effect)
      },
    },
  })
  const reach = all
    .sort((a, b) => a.position - b.position)
    .flatMap((environment) => {
      const effect = effects.get(environment.id)
      const counts = effect?.changesWhatIsThere || effect?.raisesExposure
      return effect && counts ? [{ environment, effect }] : []
    })
  return { basis, reach, items: await written(tx, Number(last?.id ?? 0)) }
}

function both(a: Effect, b: Effect): Effect {
  return {
    changesWhatIsThere: a.changesWhatIsThere || b.changesWhatIsThere,
    raisesExposure: a.raisesExposure || b.raisesExposure,
  }
}

/** The entries of this transaction, which nobody else will ever read. */
async function written(tx: Transaction, after: number): Promise<Assessment['items']> {
  await writeAudit(tx)
  const rows = await tx
    .select({ entry: auditEntries, environment: environments.key })
    .from(auditEntries)
    .leftJoin(environments, eq(environments.id, auditEntries.environmentId))
    .where(and(gt(auditEntries.id, after), sql`${auditEntries}.xmin = pg_current_xact_id()::xid`))
    .orderBy(asc(auditEntries.id))
  return rows.map(({ entry, environment }) => ({
    action: entry.action,
    target: { type: entry.targetType, key: entry.targetKey },
    environment,
    before: entry.before,
    after: entry.after,
  }))
}
