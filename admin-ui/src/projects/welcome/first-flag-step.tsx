import type { FlagView, NewFlag } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../../app/page-paths.ts'
import { FlagToggle } from '../../flags/flag-toggle.tsx'
import { ToggleStatus } from '../../flags/toggle-status.tsx'
import { useFlags } from '../../flags/use-flags.ts'
import type { Toggle } from '../../flags/use-toggle-flag.ts'
import { apiPaths } from '../../shared/api-paths.ts'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'
import { usePlace } from '../place.tsx'
import { FIRST_FLAG } from './first-flag.ts'
import styles from './welcome.module.css'

interface FirstFlagStepProps {
  /** It was switched, with this revision. */
  readonly onFlipped: (revision: number) => void
}

export function FirstFlagStep({ onFlipped }: FirstFlagStepProps) {
  const { project, environment } = usePlace()
  const client = useQueryClient()
  const { flags, error, loading } = useFlags(project.key, '')
  const flag = flags.find(({ key }) => key === FIRST_FLAG)
  const create = useMutation({
    mutationFn: (wanted: NewFlag) => request<FlagView>('POST', apiPaths.flags(project.key), wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.flags(project.key) }),
  })
  const configuration = flag?.environments[environment.key]
  if (configuration) {
    return (
      <div className={styles.flag}>
        <FlagToggle
          project={project.key}
          environment={environment}
          flag={FIRST_FLAG}
          configuration={configuration}
          status={(toggle) => (
            <>
              <Link to={pagePaths.flag(project.key, environment.key, FIRST_FLAG)}>
                <code>{FIRST_FLAG}</code>
              </Link>
              <ToggleStatus project={project.key} environment={environment.key} toggle={toggle} />
              <Tell state={toggle.state} onFlipped={onFlipped} />
            </>
          )}
        />
      </div>
    )
  }
  return (
    <>
      <div className={styles.line}>
        <Button
          disabled={loading}
          loading={create.isPending}
          onClick={() => create.mutate({ key: FIRST_FLAG, type: 'boolean', name: 'New checkout' })}
        >
          Create flag {FIRST_FLAG}
        </Button>
      </div>
      <FailureNotice failure={create.error ?? error} />
    </>
  )
}

interface TellProps extends FirstFlagStepProps {
  readonly state: Toggle['state']
}

/** Tells the page what the switch shows by itself. */
function Tell({ state, onFlipped }: TellProps) {
  const revision = state.phase === 'saved' ? state.revision : null
  useEffect(() => {
    if (revision !== null) onFlipped(revision)
  }, [revision, onFlipped])
  return null
}
