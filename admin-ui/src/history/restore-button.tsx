import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { CONFIGURE } from '../projects/use-may.ts'
import { Permitted } from '../shared/permitted.tsx'
import { type Restorable, RestoreDialog } from './restore-dialog.tsx'

interface RestoreButtonProps {
  readonly environment: EnvironmentView
  readonly what: Restorable
}

export function RestoreButton({ environment, what }: RestoreButtonProps) {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Permitted needs={CONFIGURE} environment={environment.key}>
        <Button
          leftSection={<IconHistory size={14} aria-hidden="true" />}
          onClick={() => setOpened(true)}
        >
          Restore…
        </Button>
      </Permitted>
      <RestoreDialog
        opened={opened}
        environment={environment}
        what={what}
        onClose={() => setOpened(false)}
      />
    </>
  )
}
