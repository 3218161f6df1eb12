import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Page } from '../shared/page.tsx'
import { ReleaseList } from './release-list.tsx'
import { isLive } from './release-state.ts'
import styles from './releases-page.module.css'
import { useReleases } from './use-releases.ts'

/** What moves in the environment in view, what is planned, and what came of those before. */
export function ReleasesPage() {
  const { project, environment } = usePlace()
  const { data, error, refetch, isPending } = useReleases(project.key, environment.key, true)
  const live = data?.filter(isLive) ?? []
  const drafts = data?.filter(({ state }) => state === 'draft') ?? []
  const past = data?.filter((one) => !isLive(one) && one.state !== 'draft') ?? []
  const plan = pagePaths.planRelease(project.key, environment.key)
  return (
    <Page
      title="Releases"
      lead={`Flags that move people in ${environment.name} stage by stage, and take them back when a guard says so.`}
      actions={
        <Button
          component={Link}
          to={plan}
          variant="filled"
          c="var(--on-ink)"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
        >
          Plan a release
        </Button>
      }
    >
      {error && <FailureNotice failure={error} retry={refetch} />}
      {isPending && !error && <div className={styles.skeleton} aria-hidden="true" />}
      {data && data.length === 0 && (
        <Empty
          title={`No release in ${environment.name} yet`}
          action={
            <Button component={Link} to={plan}>
              Plan the first one
            </Button>
          }
        >
          A release gives a flag to 1 %, then 5 %, then everyone, and watches errors on the way.
          When the new way is worse, it goes back by itself.
        </Empty>
      )}
      <ReleaseList title="Running" releases={live} />
      <ReleaseList title="Planned" releases={drafts} />
      <ReleaseList title="Past" releases={past} past />
    </Page>
  )
}
