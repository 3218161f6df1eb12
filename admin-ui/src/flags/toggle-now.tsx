import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useEffect, useRef } from 'react'
import { asksFirst } from '../change-requests/consent.ts'
import { usePlace } from '../projects/place.tsx'
import { Dialog } from '../shared/dialog.tsx'
import styles from './toggle-command.module.css'
import { ToggleConfirmation } from './toggle-confirmation.tsx'
import { ToggleFailure } from './toggle-failure.tsx'
import { ToggleStatus } from './toggle-status.tsx'
import { useFlag } from './use-flag.ts'
import { useToggleFlag } from './use-toggle-flag.ts'

const TOLD_FOR_MS = 6_000

interface ToggleCommandProps {
  readonly flag: string
  readonly onDone: () => void
}

/** A switch without one to see: asks where it has to, and tells what became of it. */
export function ToggleCommand({ flag, onDone }: ToggleCommandProps) {
  const { project, environment } = usePlace()
  const { data } = useFlag(project.key, flag)
  const configuration = data?.environments[environment.key]
  if (!configuration) return null
  return <ToggleNow flag={flag} configuration={configuration} onDone={onDone} />
}

function ToggleNow({
  flag,
  configuration,
  onDone,
}: ToggleCommandProps & { readonly configuration: FlagConfigurationView }) {
  const { project, environment } = usePlace()
  const place = { project: project.key, environment: environment.key, flag }
  const toggle = useToggleFlag(place, configuration)
  const { state, click } = toggle
  const clicked = useRef(false)

  useEffect(() => {
    // Effects may run twice; the command is given once.
    if (clicked.current) return
    clicked.current = true
    click(asksFirst(environment))
  }, [click, environment])

  if (state.phase === 'asking' || state.phase === 'failed' || state.phase === 'conflict') {
    return (
      <Dialog opened onClose={onDone} title="Switch a flag" size={400}>
        {state.phase === 'asking' ? (
          <ToggleConfirmation
            flag={flag}
            environment={environment}
            to={state.to}
            version={toggle.version}
            onConfirm={toggle.confirm}
            onCancel={onDone}
          />
        ) : (
          <ToggleFailure toggle={{ ...toggle, dismiss: onDone }} />
        )}
      </Dialog>
    )
  }
  if (state.phase === 'settled') return null
  return (
    <div className={styles.told}>
      <p>
        <code>{flag}</code> {state.to ? 'on' : 'off'} in {environment.name}
      </p>
      <ToggleStatus
        project={project.key}
        environment={environment.key}
        toggle={toggle}
        forMs={TOLD_FOR_MS}
      />
    </div>
  )
}
