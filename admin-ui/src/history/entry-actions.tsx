import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowBackUp, IconDots, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { CONFIGURE, type Needs } from '../projects/use-may.ts'
import { Permitted } from '../shared/permitted.tsx'
import { type Restorable, RestoreDialog } from './restore-dialog.tsx'
import { isRevertible, restorable } from './revertible.ts'
import { UndoDialog } from './undo-dialog.tsx'

interface EntryActionsProps {
  readonly entry: AuditEntry
  /** The environment it is about, unless that is all of them. */
  readonly environment: EnvironmentView | undefined
}

/** What can be done about a change: take it back, or go back to how it left things. */
export function EntryActions({ entry, environment }: EntryActionsProps) {
  const [open, setOpen] = useState<'undo' | 'restore' | null>(null)
  const close = () => setOpen(null)
  const what: Restorable | null = environment ? restorable(entry) : null
  if (!isRevertible(entry) && !what) return null
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon aria-label={`More for this change of ${entry.target.key}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isRevertible(entry) && (
            <Permitted
              needs={undoing(entry)}
              {...(entry.environment !== null && { environment: entry.environment })}
            >
              <Menu.Item
                leftSection={<IconArrowBackUp size={14} />}
                onClick={() => setOpen('undo')}
              >
                Undo this change…
              </Menu.Item>
            </Permitted>
          )}
          {what && (
            <Permitted
              needs={CONFIGURE}
              {...(entry.environment !== null && { environment: entry.environment })}
            >
              <Menu.Item leftSection={<IconHistory size={14} />} onClick={() => setOpen('restore')}>
                Restore as it was then…
              </Menu.Item>
            </Permitted>
          )}
        </Menu.Dropdown>
      </Menu>
      <UndoDialog opened={open === 'undo'} entry={entry} onClose={close} />
      {environment && what && entry.revision !== null && (
        <RestoreDialog
          opened={open === 'restore'}
          environment={environment}
          what={what}
          revision={entry.revision}
          onClose={close}
        />
      )}
    </>
  )
}

/** What a change needs, its undoing needs. */
function undoing({ environment, target }: AuditEntry): Needs {
  if (environment !== null) return CONFIGURE
  if (target.type === 'flag') return 'flag.edit'
  return target.type === 'segment' ? 'segment.edit' : 'project.manage'
}
