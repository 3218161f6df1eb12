import type { EnvironmentPatch } from '@bunting/flag-server/environments/environment-schemas.ts'
import type { Policy } from '@bunting/flag-server/policies/policy-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'

/** Field by field, so that two people who change two of them do not meet. */
export interface EnvironmentSettings extends Policy {
  readonly name: string
  readonly production: boolean
}

export function settingsOf({ name, production, policy }: EnvironmentView): EnvironmentSettings {
  return { name, production, ...policy }
}

/** As the API and the history have it. */
export function partsOf(settings: Partial<EnvironmentSettings>) {
  const { name, production, ...policy } = settings
  return {
    ...(name !== undefined && { name }),
    ...(production !== undefined && { production }),
    ...(Object.keys(policy).length > 0 && { policy }),
  }
}

/** What was typed, and over what: the server refuses it where that is not so any more. */
export function environmentPatch(
  typed: Partial<EnvironmentSettings>,
  seen: EnvironmentSettings,
  comment: string,
): EnvironmentPatch {
  const overwritten = Object.entries(seen).filter(([field]) => Object.hasOwn(typed, field))
  const trimmed = typed.name === undefined ? typed : { ...typed, name: typed.name.trim() }
  const said = comment.trim()
  return {
    ...partsOf(trimmed),
    expected: partsOf(Object.fromEntries(overwritten)),
    ...(said && { comment: said }),
  }
}

/** Whether the server takes what was typed only with a comment: of more than another name it does. */
export function asksForComment(
  typed: Partial<EnvironmentSettings>,
  { commentRequired }: EnvironmentSettings,
): boolean {
  return commentRequired && Object.keys(typed).some((field) => field !== 'name')
}
