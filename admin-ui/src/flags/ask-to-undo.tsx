import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ConsentDialog } from '../change-requests/consent-dialog.tsx'
import { PlaceProvider } from '../projects/place.tsx'
import { CONFIGURE } from '../projects/use-may.ts'
import { useProject } from '../projects/use-projects.ts'
import { Permitted } from '../shared/permitted.tsx'
import { undoComment } from './kill-words.ts'
import type { Kill } from './kills.ts'
import { useKills } from './kills-provider.tsx'

interface AskToUndoProps {
  readonly kill: Extract<Kill, { phase: 'not-undone' }>
}

/** Asks in the project of the kill, whatever project is in view. */
export function AskToUndo({ kill }: AskToUndoProps) {
  const { data: project } = useProject(kill.project)
  const environment = project?.environments.find(({ key }) => key === kill.environment)
  if (!project || !environment) return null
  return (
    <PlaceProvider value={{ project, environment }}>
      <AskHere kill={kill} where={environment.name} />
    </PlaceProvider>
  )
}

/** Where turning on again is not for one person alone: asks a second one for it. */
function AskHere({ kill, where }: AskToUndoProps & { readonly where: string }) {
  const { undo, asked } = useKills()
  const [opened, setOpened] = useState(false)
  const [view, setView] = useState<ChangeRequestView | null>(null)
  const { environment, flag, version } = kill
  const close = () => {
    setOpened(false)
    // Only now: the strip without its button would take the dialog with it.
    if (view) asked(kill, view.number)
  }
  return (
    <>
      <Permitted needs={CONFIGURE} environment={environment}>
        <Button onClick={() => setOpened(true)}>Ask for approval</Button>
      </Permitted>
      <ConsentDialog
        opened={opened}
        title={`Turn ${flag} on again in ${where}`}
        operation={{ type: 'configure-flag', environment, flag, patch: { on: true } }}
        version={version}
        verb="Turn on"
        said={undoComment(kill)}
        pending={false}
        onCancel={close}
        onConfirm={() => {
          // The policy has become another since: it is for one person now.
          setOpened(false)
          undo(kill)
        }}
        onAsked={setView}
      >
        <p>
          <code>{flag}</code> is off in <strong>{where}</strong> since it was killed in r
          {kill.revision}. To turn it on again takes a second person.
        </p>
      </ConsentDialog>
    </>
  )
}
