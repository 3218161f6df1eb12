import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { ConsentForm } from '../change-requests/consent-form.tsx'
import { PreviewLine } from '../previews/preview-line.tsx'
import { usePlace } from '../projects/place.tsx'
import { useFocusWhileShown } from '../shared/use-focus-while-shown.ts'

interface ToggleConfirmationProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly to: boolean
  /** Of the configuration that is shown. */
  readonly version: number
  readonly onConfirm: (comment: string) => void
  readonly onCancel: () => void
}

export function ToggleConfirmation(props: ToggleConfirmationProps) {
  const { flag, environment, to } = props
  const { project } = usePlace()
  const field = useFocusWhileShown<HTMLInputElement>()
  const verb = to ? 'Turn on' : 'Turn off'
  const operation: Operation = {
    type: 'configure-flag',
    environment: environment.key,
    flag,
    patch: { on: to },
  }
  return (
    <ConsentForm
      operation={operation}
      version={props.version}
      verb={`${verb} in ${environment.name}`}
      pending={false}
      fieldRef={field}
      onCancel={props.onCancel}
      onConfirm={props.onConfirm}
    >
      <p>
        {verb} <code>{flag}</code> in <strong>{environment.name}</strong>?
      </p>
      <PreviewLine
        project={project.key}
        environment={environment.key}
        flag={flag}
        patch={{ on: to }}
      />
    </ConsentForm>
  )
}
