import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { ReactNode } from 'react'
import { SwitchButton } from '../shared/switch-button.tsx'
import styles from './flag-toggle.module.css'
import { TogglePopover } from './toggle-popover.tsx'
import { type Toggle, useToggleFlag } from './use-toggle-flag.ts'

interface FlagToggleProps {
  readonly project: string
  readonly environment: EnvironmentView
  readonly flag: string
  readonly configuration: FlagConfigurationView
  /** Shown beside the switch: what became of the last click. */
  readonly status?: (toggle: Toggle) => ReactNode
}

/** The switch. Production asks first; the others act at once. */
export function FlagToggle({ project, environment, flag, configuration, status }: FlagToggleProps) {
  const toggle = useToggleFlag({ project, environment: environment.key, flag }, configuration)
  return (
    <>
      <span className={styles.toggle}>
        <SwitchButton
          on={configuration.on}
          pending={toggle.state.phase === 'saving'}
          label={`${flag} in ${environment.key}`}
          onClick={() => toggle.click(environment.production)}
        />
        <TogglePopover flag={flag} environment={environment} toggle={toggle} />
      </span>
      {status?.(toggle)}
    </>
  )
}
