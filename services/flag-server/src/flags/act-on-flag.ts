import type { Access } from '../access/access.ts'
import type { Transaction } from '../database/connect.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson } from '../policies/consent.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { archiveFlagIn } from './archive-flag.ts'
import { configureFlagIn, holdConfiguration } from './configure-flag.ts'
import { deleteFlagIn } from './delete-flag.ts'
import { findFlagRow } from './find-flag.ts'
import type { BulkAct } from './flag-life-schemas.ts'
import type { FlagRow } from './flag-rows.ts'
import { killFlagIn } from './kill-flag.ts'
import { restoreFlagIn } from './restore-flag.ts'
import { updateFlagIn } from './update-flag.ts'

interface Place {
  readonly projectKey: string
  readonly key: string
  readonly comment: string | undefined
}

interface OneAct extends Place {
  readonly act: BulkAct
}

/** Does to one flag what a bulk change does to each; resolves with whether that changed anything. */
export async function actOnFlag(
  tx: Transaction,
  access: Access,
  { act, ...place }: OneAct,
): Promise<boolean> {
  const { projectKey, key, comment } = place
  const said = comment === undefined ? {} : { comment }
  const consent = byPerson(comment)
  switch (act.type) {
    case 'add-tags':
      return editFlag(tx, access, place, ({ tags }) => ({
        tags: [...new Set([...tags, ...act.tags])],
      }))
    case 'remove-tags':
      return editFlag(tx, access, place, ({ tags }) => ({
        tags: tags.filter((tag) => !act.tags.includes(tag)),
      }))
    case 'set-owner':
      return editFlag(tx, access, place, () => ({ owner: act.owner }))
    case 'archive':
      await archiveFlagIn(tx, access, projectKey, key, { ...act, ...said }, consent)
      return true
    case 'restore':
      await restoreFlagIn(tx, access, projectKey, key, { ...act, ...said }, consent)
      return true
    case 'delete':
      await deleteFlagIn(tx, access, projectKey, key, act.force ?? false, comment)
      return true
    case 'switch':
      return switchFlag(tx, access, place, act)
  }
}

const MOST_TAGS = 50

async function editFlag(
  tx: Transaction,
  { actor }: Access,
  { projectKey, key, comment }: Place,
  change: (flag: FlagRow) => { tags?: string[]; owner?: string | null },
): Promise<boolean> {
  const project = await findProject(tx, projectKey)
  // What is read stays true until it is written.
  await lockEnvironments(tx, project.id)
  const flag = await findFlagRow(tx, project, key)
  const patch = change(flag)
  const { tags = flag.tags, owner = flag.owner } = patch
  if (tags.join(' ') === flag.tags.join(' ') && owner === flag.owner) return false
  if (tags.length > MOST_TAGS) {
    throw new AppError('invalid_request', `"${key}" would have more than ${MOST_TAGS} tags`)
  }
  const said = comment === undefined ? {} : { comment }
  await updateFlagIn(tx, actor, projectKey, key, { ...patch, ...said }, byPerson(comment))
  return true
}

type Switch = Extract<BulkAct, { type: 'switch' }>

/** Off is a kill for who may not configure: nothing stands between a person and that. */
export function isKill(access: Access, project: string, act: BulkAct): boolean {
  if (act.type !== 'switch' || act.on) return false
  const place = { project, environment: act.environment }
  return !access.may('flag.configure', place) && access.may('flag.kill', place)
}

async function switchFlag(
  tx: Transaction,
  access: Access,
  { projectKey: project, key: flag, comment }: Place,
  act: Switch,
): Promise<boolean> {
  const address = { project, environment: act.environment, flag }
  if (isKill(access, project, act)) {
    return (await killFlagIn(tx, access.actor, address, comment)).changed
  }
  const { configuration } = await holdConfiguration(tx, address)
  const patch = { on: act.on, ...(comment !== undefined && { comment }) }
  const after = await configureFlagIn(tx, access.actor, address, patch, byPerson(comment))
  return after.version !== configuration.version
}
