import { onTestFinished } from 'vitest'
import { connect, type Database } from '../../database/connect.ts'
import { createFlag } from '../../flags/create-flag.ts'
import { SYSTEM } from '../../http/actor.ts'
import { createFirstProject } from '../../projects/create-project.ts'
import { createRelease } from '../create-release.ts'
import type { ReleaseAddress, ReleaseRow } from '../hold-release.ts'
import type { NewRelease } from '../release-schemas.ts'

const PLACE = { project: 'default', environment: 'production' }

/** Everything a release needs. */
export interface ReleaseDatabase {
  readonly db: Database
  /** A replica of its own: another pool of connections to the same database. */
  open(): Database
  /** A started release of a new flag; half of everybody, for an hour, watched for errors. */
  start(more?: Partial<NewRelease>): Promise<ReleaseRow & { readonly flag: string }>
  addressOf(release: Pick<ReleaseRow, 'id'>): ReleaseAddress
}

/** @param url of a database that is migrated and empty */
export async function openReleaseDatabase(url: string): Promise<ReleaseDatabase> {
  const open = () => {
    const connection = connect(url, () => undefined)
    onTestFinished(() => connection.close())
    return connection.db
  }
  const db = open()
  await createFirstProject(db)
  let made = 0
  return {
    db,
    open,
    async start(more) {
      made += 1
      const flag = `flag-${made}`
      await createFlag(db, SYSTEM, PLACE.project, { key: flag, type: 'boolean' })
      const release = await createRelease(
        db,
        SYSTEM,
        { ...PLACE, flag },
        {
          strategy: 'custom',
          stages: [{ share: 50_000, bakeMs: 3_600_000 }, { share: 100_000 }],
          guards: [{ kind: 'errors' }],
          start: true,
          ...more,
        },
      )
      return { ...release, flag }
    },
    addressOf: ({ id }) => ({ ...PLACE, id }),
  }
}
