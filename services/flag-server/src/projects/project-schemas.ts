import { z } from 'zod'
import { Permission } from '../access/permissions.ts'
import { Key, ShortText } from '../http/fields.ts'
import { Policy } from '../policies/policy-schemas.ts'

export const EnvironmentView = z.object({
  key: z.string(),
  name: z.string(),
  /** Screens that act on it look different, and ask before they switch something. */
  production: z.boolean(),
  revision: z.int(),
  /** What has to happen before what it serves is changed. */
  policy: Policy,
  /** What who asks may do in it, of what environments have of their own. */
  permissions: z.array(Permission),
})
export type EnvironmentView = z.infer<typeof EnvironmentView>

export const ProjectView = z.object({
  key: z.string(),
  name: z.string(),
  /** What who asks may do in the project, of what concerns all its environments. */
  permissions: z.array(Permission),
  environments: z.array(EnvironmentView),
})
export type ProjectView = z.infer<typeof ProjectView>

/** The same, whoever asks. */
export type ProjectFacts = Pick<ProjectView, 'key' | 'name'> & {
  readonly environments: readonly Omit<EnvironmentView, 'permissions'>[]
}

export const ProjectList = z.object({ projects: z.array(ProjectView) })

export const NewProject = z.strictObject({ key: Key, name: ShortText.min(1).optional() })

export const ProjectPatch = z.strictObject({
  name: ShortText.min(1),
  /** What it is called as you saw it; refused with `stale_version` when that is not so any more. */
  expected: z.strictObject({ name: ShortText }).optional(),
})
export type ProjectPatch = z.infer<typeof ProjectPatch>
