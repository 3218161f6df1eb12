import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { ConsentForm } from '../change-requests/consent-form.tsx'
import { usePlace } from '../projects/place.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { isStale } from '../shared/request-failed.ts'
import styles from './reshuffle-dialog.module.css'
import { reshuffleWords } from './reshuffle-words.ts'
import { useReshuffle } from './use-reshuffle.ts'

interface ReshuffleProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly configuration: FlagConfigurationView
  readonly onClose: () => void
  readonly onDone: (revision: number) => void
}

interface ReshuffleDialogProps extends ReshuffleProps {
  readonly opened: boolean
}

/** The only thing that moves people while shares stay; it says whom, and asks. */
export function ReshuffleDialog({ opened, ...props }: ReshuffleDialogProps) {
  const title = `Reshuffle in ${props.environment.name}`
  return (
    <Dialog opened={opened} onClose={props.onClose} title={title} size={480}>
      <ReshuffleForm {...props} />
    </Dialog>
  )
}

function ReshuffleForm({ flag, environment, configuration, onClose, onDone }: ReshuffleProps) {
  const { project } = usePlace()
  const reshuffle = useReshuffle({ project: project.key, environment: environment.key, flag })
  const moved = reshuffleWords(configuration)
  const submit = (said: string) => {
    reshuffle.mutate(
      { expectedVersion: configuration.version, ...(said && { comment: said }) },
      {
        onSuccess: ({ revision }) => {
          onClose()
          onDone(revision)
        },
      },
    )
  }
  return (
    <ConsentForm
      operation={{ type: 'reshuffle-flag', environment: environment.key, flag }}
      version={configuration.version}
      verb={`Reshuffle in ${environment.name}`}
      danger
      disabled={moved.length === 0}
      failure={
        isStale(reshuffle.error)
          ? new Error('Somebody else changed the flag meanwhile. Look again, then reshuffle.')
          : reshuffle.error
      }
      pending={reshuffle.isPending}
      onCancel={onClose}
      onConfirm={submit}
    >
      <p>
        <strong>People will change.</strong> Everyone is dealt a new place in the percentages of{' '}
        <code>{flag}</code>. Who is named individually, or gets one variant by a rule, stays. It
        cannot be undone: the old places are gone.
      </p>
      <ul className={styles.changes}>
        {moved.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {moved.length === 0 && <li>It has no percentages: nobody would change.</li>}
      </ul>
    </ConsentForm>
  )
}
