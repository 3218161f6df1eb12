import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import { policyWords } from '../change-requests/change-request-words.ts'
import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { usePlace } from '../projects/place.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { EnvironmentDialog } from './environment-dialog.tsx'
import styles from './environments.module.css'

interface EnvironmentRowProps {
  readonly environment: EnvironmentView
  readonly first: boolean
  readonly last: boolean
  /** By one place: up is negative. */
  readonly onMove: (by: number) => void
}

export function EnvironmentRow({ environment, first, last, onMove }: EnvironmentRowProps) {
  const { project } = usePlace()
  const [editing, setEditing] = useState(false)
  const { key, name, production, policy } = environment
  return (
    <li>
      <Pennant tone={environmentTone(project.environments, environment)} />
      <div className={styles.names}>
        <p>
          <strong>{name}</strong> <code>{key}</code>
          {production && <span className={styles.production}>production</span>}
        </p>
        <p className={styles.policy}>{policyWords(policy)}</p>
      </div>
      <div className={styles.buttons}>
        {first ? <span /> : <MoveButton label={`Move ${name} up`} onClick={() => onMove(-1)} up />}
        {last ? <span /> : <MoveButton label={`Move ${name} down`} onClick={() => onMove(1)} />}
        <Permitted needs="environment.manage">
          <Button size="xs" aria-label={`Edit ${name}`} onClick={() => setEditing(true)}>
            Edit…
          </Button>
        </Permitted>
      </div>
      <EnvironmentDialog
        environment={environment}
        opened={editing}
        onClose={() => setEditing(false)}
      />
    </li>
  )
}

interface MoveButtonProps {
  readonly label: string
  readonly up?: boolean
  readonly onClick: () => void
}

function MoveButton({ label, up = false, onClick }: MoveButtonProps) {
  const Icon = up ? IconArrowUp : IconArrowDown
  return (
    <Permitted needs="environment.manage">
      <ActionIcon aria-label={label} onClick={onClick}>
        <Icon size={14} />
      </ActionIcon>
    </Permitted>
  )
}
