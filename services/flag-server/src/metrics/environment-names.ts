import { eq } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { environments, projects } from '../database/schema.ts'

/** An environment as it is labelled, and where the database says it stands. */
export interface NamedEnvironment {
  readonly id: string
  readonly project: string
  readonly environment: string
  /** Undefined while the database is away. */
  readonly revision: number | undefined
}

/** One statement of one row an environment, of which there are a few. */
export function createEnvironmentNames(db: Database): () => Promise<readonly NamedEnvironment[]> {
  let last: readonly NamedEnvironment[] = []

  return async () => {
    try {
      last = await db
        .select({
          id: environments.id,
          project: projects.key,
          environment: environments.key,
          revision: environments.revision,
        })
        .from(environments)
        .innerJoin(projects, eq(projects.id, environments.projectId))
      return last
    } catch {
      // What is known of this process is told all the same, by the names that were.
      return last.map((one) => ({ ...one, revision: undefined }))
    }
  }
}
