import { z } from 'zod'
import { Key, ShortText } from '../http/fields.ts'

export const EnvironmentView = z.object({
  key: z.string(),
  name: z.string(),
  /** Screens that act on it look different, and ask before they switch something. */
  production: z.boolean(),
  revision: z.int(),
})
export type EnvironmentView = z.infer<typeof EnvironmentView>

export const ProjectView = z.object({
  key: z.string(),
  name: z.string(),
  environments: z.array(EnvironmentView),
})
export type ProjectView = z.infer<typeof ProjectView>

export const ProjectList = z.object({ projects: z.array(ProjectView) })

export const NewProject = z.strictObject({ key: Key, name: ShortText.min(1).optional() })

export const ProjectPatch = z.strictObject({ name: ShortText.min(1) })
