import type { Access } from '../access/access.ts'
import { refuseUnless } from '../access/refuse-unless.ts'
import { AppError } from '../http/app-error.ts'
import { findProject } from '../projects/find-project.ts'
import type { Services } from '../services.ts'
import { archiveFlag } from './archive-flag.ts'
import { configureFlag } from './configure-flag.ts'
import { deleteFlag } from './delete-flag.ts'
import { findConfiguration, findFlagRow } from './find-flag.ts'
import type { Bulk, BulkAct, BulkOutcome } from './flag-life-schemas.ts'
import type { FlagRow } from './flag-rows.ts'
import { killFlag } from './kill-flag.ts'
import { restoreFlag } from './restore-flag.ts'
import { updateFlag } from './update-flag.ts'

type Needed = Pick<Services, 'db' | 'patterns'>

/**
 * Does one thing to many flags, one after the other, each in a transaction of its own and as if it
 * had been asked for by itself: what is refused for one is done for the others.
 */
export async function bulkFlags(
  services: Needed,
  access: Access,
  projectKey: string,
  { keys, act, comment }: Bulk,
): Promise<BulkOutcome[]> {
  await refuseAct(services, access, projectKey, act)
  const outcomes: BulkOutcome[] = []
  for (const key of new Set(keys)) {
    outcomes.push(
      await toOutcome(key, () => actOn(services, access, { projectKey, key, act, comment })),
    )
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
  if (act.type === 'switch') {
    const place = { project, environment: act.environment }
    if (!act.on && access.may('flag.kill', place)) return
    await refuseUnless(db, access, 'flag.configure', place)
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

interface OneAct {
  readonly projectKey: string
  readonly key: string
  readonly act: BulkAct
  readonly comment: string | undefined
}

/** Whether it changed anything. */
async function actOn(
  services: Needed,
  access: Access,
  { projectKey, key, act, comment }: OneAct,
): Promise<boolean> {
  const { db } = services
  const said = comment === undefined ? {} : { comment }
  switch (act.type) {
    case 'add-tags':
      return editFlag(services, access, { projectKey, key, comment }, ({ tags }) => ({
        tags: [...new Set([...tags, ...act.tags])],
      }))
    case 'remove-tags':
      return editFlag(services, access, { projectKey, key, comment }, ({ tags }) => ({
        tags: tags.filter((tag) => !act.tags.includes(tag)),
      }))
    case 'set-owner':
      return editFlag(services, access, { projectKey, key, comment }, () => ({ owner: act.owner }))
    case 'archive':
      await archiveFlag(db, access, projectKey, key, { ...act, ...said })
      return true
    case 'restore':
      await restoreFlag(db, access, projectKey, key, { ...act, ...said })
      return true
    case 'delete':
      await deleteFlag(db, access, projectKey, key, act.force ?? false, comment)
      return true
    case 'switch':
      return switchFlag(services, access, { projectKey, key, comment }, act)
  }
}

type Place = Omit<OneAct, 'act'>

async function editFlag(
  { db }: Needed,
  { actor }: Access,
  { projectKey, key, comment }: Place,
  change: (flag: FlagRow) => { tags?: string[]; owner?: string | null },
): Promise<boolean> {
  const flag = await findFlagRow(db, await findProject(db, projectKey), key)
  const patch = change(flag)
  const { tags = flag.tags, owner = flag.owner } = patch
  if (tags.join(' ') === flag.tags.join(' ') && owner === flag.owner) return false
  if (tags.length > MOST_TAGS) {
    throw new AppError('invalid_request', `"${key}" would have more than ${MOST_TAGS} tags`)
  }
  // The version keeps what was read true until it is written.
  const expected = { expectedVersion: flag.version, ...(comment !== undefined && { comment }) }
  await updateFlag(db, actor, projectKey, key, { ...patch, ...expected })
  return true
}

const MOST_TAGS = 50

/** Off is a kill for who may not configure: nothing stands between a person and that. */
async function switchFlag(
  services: Needed,
  access: Access,
  { projectKey: project, key: flag, comment }: Place,
  { environment, on }: { environment: string; on: boolean },
): Promise<boolean> {
  const address = { project, environment, flag }
  if (!on && !access.may('flag.configure', { project, environment })) {
    return (await killFlag(services.db, access.actor, address, comment)).changed
  }
  const before = await findConfiguration(services.db, address)
  const said = comment === undefined ? {} : { comment }
  const after = await configureFlag(services, access.actor, address, { on, ...said })
  return after.version !== before.version
}
