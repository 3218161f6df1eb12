import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ConsentDialog } from '../change-requests/consent-dialog.tsx'
import { usePlace } from '../projects/place.tsx'
import { CONFIGURE } from '../projects/use-may.ts'
import { Permitted } from '../shared/permitted.tsx'
import { undoComment } from './kill-words.ts'
import type { Kill } from './kills.ts'
import { useKills } from './kills-provider.tsx'

interface AskToUndoProps {
  readonly kill: Extract<Kill, { phase: 'not-undone' }>
}

/** Where turning on again is not for one person alone: asks a second one for it. */
export function AskToUndo({ kill }: AskToUndoProps) {
  const { project } = usePlace()
  const { undo, asked } = useKills()
  const [opened, setOpened] = useState(false)
  const [view, setView] = useState<ChangeRequestView | null>(null)
  const { environment, flag, version } = kill
  const { name = environment } = project.environments.find(({ key }) => key === environment) ?? {}
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
        title={`Turn ${flag} on again in ${name}`}
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
          <code>{flag}</code> is off in <strong>{name}</strong> since it was killed in r
          {kill.revision}. To turn it on again takes a second person.
        </p>
      </ConsentDialog>
    </>
  )
}
