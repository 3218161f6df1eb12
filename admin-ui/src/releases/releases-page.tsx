import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { RELEASE } from '../projects/use-may.ts'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Page } from '../shared/page.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { ReleaseList } from './release-list.tsx'
import styles from './releases-page.module.css'
import { useReleases } from './use-releases.ts'

/** What moves in the environment in view, what is planned, and what came of those before. */
export function ReleasesPage() {
  const { project, environment } = usePlace()
  const live = useReleases(project.key, environment.key, 'live', true)
  const drafts = useReleases(project.key, environment.key, 'draft')
  const past = useReleases(project.key, environment.key, 'ended')
  const all = [live, drafts, past]
  const failed = all.filter(({ error }) => error)
  const isPending = all.some((one) => one.isPending)
  const nothing = all.every(({ data }) => data?.total === 0)
  const plan = pagePaths.planRelease(project.key, environment.key)
  return (
    <Page
      title="Releases"
      lead={`Flags that move people in ${environment.name} stage by stage, and take them back when a guard says so.`}
      actions={
        <Permitted needs={RELEASE}>
          <Button
            component={Link}
            to={plan}
            variant="filled"
            className={styles.plan ?? ''}
            leftSection={<IconPlus size={14} aria-hidden="true" />}
          >
            Plan a release
          </Button>
        </Permitted>
      }
    >
      <FailureNotice
        failure={failed[0]?.error}
        retry={() => failed.forEach(({ refetch }) => void refetch())}
      />
      {isPending && failed.length === 0 && <div className={styles.skeleton} aria-hidden="true" />}
      {nothing && (
        <Empty
          title={`No release in ${environment.name} yet`}
          action={
            <Permitted needs={RELEASE}>
              <Button component={Link} to={plan}>
                Plan the first one
              </Button>
            </Permitted>
          }
        >
          A release gives a flag to 1 %, then 5 %, then everyone, and watches errors on the way.
          When the new way is worse, it goes back by itself.
        </Empty>
      )}
      {!isPending && (
        <>
          <ReleaseList title="Running" found={live} />
          <ReleaseList title="Planned" found={drafts} />
          <ReleaseList title="Past" found={past} past />
        </>
      )}
    </Page>
  )
}
