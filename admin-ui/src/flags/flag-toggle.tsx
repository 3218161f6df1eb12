import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { lazy, type ReactNode, Suspense } from 'react'
import { asksFirst } from '../change-requests/consent.ts'
import { CONFIGURE } from '../projects/use-may.ts'
import { Permitted } from '../shared/permitted.tsx'
import { SwitchButton } from '../shared/switch-button.tsx'
import styles from './flag-toggle.module.css'
import { type Toggle, useToggleFlag } from './use-toggle-flag.ts'

/** With the first click of a visit: until then nothing is to be asked or said. */
const TogglePopover = lazy(async () => ({
  default: (await import('./toggle-popover.tsx')).TogglePopover,
}))

interface FlagToggleProps {
  readonly project: string
  readonly environment: EnvironmentView
  readonly flag: string
  readonly configuration: FlagConfigurationView
  /** Shown beside the switch: what became of the last click. */
  readonly status?: (toggle: Toggle) => ReactNode
}

/** The switch. It asks first in production, and where a policy or a permission asks for more. */
export function FlagToggle({ project, environment, flag, configuration, status }: FlagToggleProps) {
  const toggle = useToggleFlag({ project, environment: environment.key, flag }, configuration)
  return (
    <>
      <span className={styles.toggle}>
        <Permitted needs={CONFIGURE} environment={environment.key}>
          <SwitchButton
            on={configuration.on}
            pending={toggle.state.phase === 'saving'}
            label={`${flag} in ${environment.name}`}
            onClick={() => toggle.click(asksFirst(environment))}
          />
        </Permitted>
        {toggle.state.phase !== 'settled' && (
          <Suspense>
            <TogglePopover flag={flag} environment={environment} toggle={toggle} />
          </Suspense>
        )}
      </span>
      {status?.(toggle)}
    </>
  )
}
