import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { IconTrendingUp } from '@tabler/icons-react'
import { Link, NavLink } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { CopyIcon } from '../shared/copy-button.tsx'
import { KIND_WORDS } from './flag-filter.ts'
import styles from './flag-page.module.css'
import { KillButton } from './kill-button.tsx'

interface FlagHeaderProps {
  readonly flag: FlagView
}

export function FlagHeader({ flag }: FlagHeaderProps) {
  const { project, environment } = usePlace()
  const path = pagePaths.flag(project.key, environment.key, flag.key)
  const configuration = flag.environments[environment.key]
  const about = [
    flag.name !== flag.key && flag.name,
    KIND_WORDS[flag.kind],
    flag.type,
    ...flag.tags,
    flag.owner,
    !flag.clientSide && 'server-side only',
  ]
  return (
    <>
      <div className={styles.header}>
        <div className={styles.titles}>
          <div className={styles.title}>
            <h1>{flag.key}</h1>
            <CopyIcon text={flag.key} what="key" />
          </div>
          <p className={styles.about}>{about.filter(Boolean).join(' · ')}</p>
          {flag.description && <p className={styles.description}>{flag.description}</p>}
        </div>
        <div className={styles.buttons}>
          {configuration && !configuration.release && (
            <Button
              component={Link}
              to={pagePaths.planRelease(project.key, environment.key, flag.key)}
              leftSection={<IconTrendingUp size={16} aria-hidden="true" />}
            >
              Release
            </Button>
          )}
          <KillButton flag={flag.key} environment={environment} on={configuration?.on ?? false} />
        </div>
      </div>
      <nav className={styles.sections} aria-label="Flag">
        <NavLink to={path} end>
          Targeting
        </NavLink>
        <NavLink to={`${path}/evaluations`}>Evaluations</NavLink>
        <NavLink to={`${path}/history`}>History</NavLink>
        <NavLink to={`${path}/settings`}>Settings</NavLink>
      </nav>
    </>
  )
}
