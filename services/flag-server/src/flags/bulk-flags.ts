import type { Access } from '../access/access.ts'
import { refuseUnless } from '../access/refuse-unless.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { AppError } from '../http/app-error.ts'
import type { Services } from '../services.ts'
import { actOnFlag, isKill } from './act-on-flag.ts'
import type { Bulk, BulkAct, BulkOutcome } from './flag-life-schemas.ts'
import { refuseChanged } from './refuse-changed.ts'

type Needed = Pick<Services, 'db'>

/**
 * Does one thing to many flags, one after the other, each in a transaction of its own and as if it
 * had been asked for by itself: what is refused for one is done for the others.
 */
export async function bulkFlags(
  { db }: Needed,
  access: Access,
  projectKey: string,
  { keys, act, comment, seen }: Bulk,
): Promise<BulkOutcome[]> {
  await refuseAct({ db }, access, projectKey, act)
  // No kill waits for somebody to look again.
  const asSeen = new Map(Object.entries(isKill(access, projectKey, act) ? {} : (seen ?? {})))
  const outcomes: BulkOutcome[] = []
  for (const key of new Set(keys)) {
    const before = asSeen.get(key)
    const work = () =>
      inTransaction(
        db,
        async (tx) => {
          if (before) await refuseChanged(tx, projectKey, key, before)
          return actOnFlag(tx, access, { projectKey, key, act, comment })
        },
        { project: projectKey },
      )
    outcomes.push(await toOutcome(key, work))
  }
  return outcomes
}

/** What they may for none of the flags is refused as a whole. */
async function refuseAct(
  { db }: Needed,
  access: Access,
  project: string,
  act: BulkAct,
): Promise<void> {
  if (isKill(access, project, act)) return
  if (act.type === 'switch') {
    await refuseUnless(db, access, 'flag.configure', { project, environment: act.environment })
    return
  }
  const edits = act.type === 'add-tags' || act.type === 'remove-tags' || act.type === 'set-owner'
  await refuseUnless(db, access, edits ? 'flag.edit' : 'flag.delete', { project })
}

async function toOutcome(key: string, work: () => Promise<boolean>): Promise<BulkOutcome> {
  try {
    return { key, ok: true, changed: await work() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message, current } = error
    return { key, ok: false, code, detail: message, ...(current !== undefined && { current }) }
  }
}
