import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { apiPaths } from '../shared/api-paths.ts'
import { Dialog } from '../shared/dialog.tsx'
import { InstantInput } from '../shared/instant-input.tsx'
import { ProposalForm } from './proposal-form.tsx'

/** A flag, a segment, or all of an environment. */
export type Restorable =
  | { readonly type: 'environment' }
  | { readonly type: 'flag' | 'segment'; readonly key: string }

interface RestoreProps {
  readonly environment: EnvironmentView
  readonly what: Restorable
  /** Given by a link; otherwise the person picks a moment. */
  readonly revision?: number | undefined
  readonly onClose: () => void
}

interface RestoreDialogProps extends RestoreProps {
  readonly opened: boolean
}

export function RestoreDialog({ opened, ...props }: RestoreDialogProps) {
  const { environment, what } = props
  const title =
    what.type === 'environment' ? (
      `Restore all of ${environment.name}`
    ) : (
      <>
        Restore <code>{what.key}</code> in {environment.name}
      </>
    )
  return (
    <Dialog opened={opened} onClose={props.onClose} title={title} size={640}>
      <RestoreForm {...props} />
    </Dialog>
  )
}

function RestoreForm({ environment, what, revision, onClose }: RestoreProps) {
  const { project } = usePlace()
  const [at, setAt] = useState<string | null>(null)
  const path = restorePath(project.key, environment.key, what)
  const moment = revision !== undefined ? { revision } : at !== null ? { at } : {}
  const asked =
    revision !== undefined ? { revision: String(revision) } : at !== null ? { at } : null
  return (
    <ProposalForm
      wish={asked && { path, asked, operation: restoreOperation(environment.key, what, moment) }}
      aboutOne={what.type !== 'environment'}
      verb={`Restore in ${environment.name}`}
      onClose={onClose}
      onDone={onClose}
    >
      {revision === undefined ? (
        <>
          <p>
            Pick a moment. What {what.type === 'environment' ? 'every flag and segment' : 'it'} was
            then becomes a new change, which can be undone like any other.
          </p>
          <InstantInput label="Moment" value={at} onChange={setAt} />
        </>
      ) : (
        <p>
          As it was at r{revision}. This becomes a new change, which can be undone like any other.
        </p>
      )}
    </ProposalForm>
  )
}

function restorePath(project: string, environment: string, what: Restorable): string {
  if (what.type === 'environment') return apiPaths.restoreEnvironment(project, environment)
  const path = what.type === 'flag' ? apiPaths.restoreFlag : apiPaths.restoreSegment
  return path(project, environment, what.key)
}

function restoreOperation(
  environment: string,
  what: Restorable,
  moment: { readonly at?: string; readonly revision?: number },
): Operation {
  switch (what.type) {
    case 'environment':
      return { type: 'restore-environment', environment, ...moment }
    case 'flag':
      return { type: 'restore-flag', environment, flag: what.key, ...moment }
    case 'segment':
      return { type: 'restore-segment', environment, segment: what.key, ...moment }
  }
}
