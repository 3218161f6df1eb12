import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Popover } from '@mantine/core'
import { useFocusGivenBack } from '../shared/use-focus-given-back.ts'
import styles from './flag-toggle.module.css'
import { ToggleConfirmation } from './toggle-confirmation.tsx'
import { ToggleFailure } from './toggle-failure.tsx'
import type { Toggle } from './use-toggle-flag.ts'

interface TogglePopoverProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly toggle: Toggle
}

/** Only in the document while it has something to ask or to say: a list has many switches. */
export function TogglePopover({ flag, environment, toggle }: TogglePopoverProps) {
  const { state, confirm, cancel, dismiss } = toggle
  const asking = state.phase === 'asking'
  const opened = asking || state.phase === 'failed' || state.phase === 'conflict'
  useFocusGivenBack(opened)
  if (!opened) return null
  return (
    <Popover
      opened
      onDismiss={asking ? cancel : dismiss}
      position="bottom-end"
      width={320}
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <span className={styles.anchor} />
      </Popover.Target>
      <Popover.Dropdown
        role="dialog"
        aria-label={`Turn ${state.to ? 'on' : 'off'} ${flag} in ${environment.name}`}
        p={16}
      >
        {asking ? (
          <ToggleConfirmation
            flag={flag}
            environment={environment}
            to={state.to}
            version={toggle.version}
            onConfirm={confirm}
            onCancel={cancel}
          />
        ) : (
          <ToggleFailure toggle={toggle} />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
