import type { Database, Transaction } from '../database/connect.ts'
import { lastToChange } from '../history/find-entry.ts'
import { AppError } from '../http/app-error.ts'
import { basisOf } from './basis.ts'
import type { FullRequest } from './request-rows.ts'

/** A sentence when the target is not what the request was made against any more; else null. */
export async function movedSince(
  db: Database | Transaction,
  { project, request }: FullRequest,
): Promise<string | null> {
  try {
    if ((await basisOf(db, project.key, request.operation)) === request.basis) return null
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return `${error.message}: it has moved on`
    throw error
  }
  const { targetType: type, targetKey: key, environmentId } = request
  const who = await lastToChange(db, environmentId ?? project.id, { type, key })
  return `${type} "${key}" is not what it was when this was asked for: it was changed last by ${who}`
}
