import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { IconTrendingUp } from '@tabler/icons-react'
import { Link, NavLink } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { RELEASE } from '../projects/use-may.ts'
import { CopyIcon } from '../shared/copy-button.tsx'
import { Markdown } from '../shared/markdown.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { useNow } from '../shared/use-now.ts'
import { endWords } from './end-words.ts'
import styles from './flag-page.module.css'
import { KillButton } from './kill-button.tsx'
import { KIND_WORDS } from './kind-words.ts'

interface FlagHeaderProps {
  readonly flag: FlagView
}

export function FlagHeader({ flag }: FlagHeaderProps) {
  const { project, environment } = usePlace()
  const now = useNow()
  const path = pagePaths.flag(project.key, environment.key, flag.key)
  const configuration = flag.environments[environment.key]
  const about = [
    flag.name !== flag.key && flag.name,
    KIND_WORDS[flag.kind],
    flag.type,
    ...flag.tags,
    flag.owner,
    flag.expectedEndDate && endWords(flag.expectedEndDate, now),
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
          {flag.description && (
            <div className={styles.description}>
              <Markdown text={flag.description} />
            </div>
          )}
        </div>
        <div className={styles.buttons}>
          {configuration && !configuration.release && (
            <Permitted needs={RELEASE}>
              <Button
                component={Link}
                to={pagePaths.planRelease(project.key, environment.key, flag.key)}
                leftSection={<IconTrendingUp size={16} aria-hidden="true" />}
              >
                Release
              </Button>
            </Permitted>
          )}
          <KillButton flag={flag.key} environment={environment} on={configuration?.on ?? false} />
        </div>
      </div>
      <nav className={styles.sections} aria-label="Flag">
        <NavLink to={path} end>
          Targeting
        </NavLink>
        <NavLink to={`${path}/environments`}>Environments</NavLink>
        <NavLink to={`${path}/evaluations`}>Evaluations</NavLink>
        <NavLink to={`${path}/code`}>Code</NavLink>
        <NavLink to={`${path}/history`}>History</NavLink>
        <NavLink to={`${path}/settings`}>Settings</NavLink>
      </nav>
    </>
  )
}
