import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { actionWords } from '../audit/audit-words.ts'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { Dialog } from '../shared/dialog.tsx'
import { ProposalForm } from './proposal-form.tsx'

interface UndoDialogProps {
  readonly opened: boolean
  readonly entry: AuditEntry
  readonly onClose: () => void
}

/** Takes one change back; what others did since stays. */
export function UndoDialog({ opened, entry, onClose }: UndoDialogProps) {
  const { project } = usePlace()
  const nameOf = useEnvironmentName()
  const where = entry.environment === null ? 'all environments' : nameOf(entry.environment)
  return (
    <Dialog opened={opened} onClose={onClose} title="Undo a change" size={640}>
      <ProposalForm
        wish={{
          path: apiPaths.revert(project.key, entry.id),
          asked: {},
          operation: { type: 'revert', entry: Number(entry.id) },
        }}
        aboutOne={entry.target.type !== 'environment'}
        verb={`Undo in ${where}`}
        onClose={onClose}
        onDone={onClose}
      >
        <p>
          {entry.actor.name} {actionWords(entry)} <code>{entry.target.key}</code>. Without that, in{' '}
          {where}:
        </p>
      </ProposalForm>
    </Dialog>
  )
}
