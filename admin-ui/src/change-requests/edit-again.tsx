import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import type { DraftPlace } from '../drafts/draft-key.ts'
import { draftKey } from '../drafts/draft-key.ts'
import { useDrafts } from '../drafts/drafts-provider.tsx'
import { usePlace } from '../projects/place.tsx'
import { isObject } from '../shared/same-json.ts'

interface EditAgainProps {
  readonly view: ChangeRequestView
}

/** Takes what was asked for into the editor, over what is there now: nothing has to be typed again. */
export function EditAgain({ view }: EditAgainProps) {
  const { project } = usePlace()
  const drafts = useDrafts()
  const navigate = useNavigate()
  const { operation, items, current, comment } = view
  const of = editable(operation)
  const before = items[0]?.before
  if (!of || !isObject(before) || !isObject(current)) return null
  const edit = () => {
    // What the author saw is the base: the editor then shows what somebody else changed since.
    const base = { ...current, ...before }
    const place = { project: project.key, environment: of.environment, of: of.type, key: of.key }
    drafts.set(draftKey(place), { draft: { base, edits: of.edits }, comment: comment ?? '' })
    const path = of.type === 'flag' ? pagePaths.flag : pagePaths.segment
    navigate(path(project.key, of.environment, of.key))
  }
  return <Button onClick={edit}>Edit again</Button>
}

interface Editable {
  readonly type: DraftPlace['of']
  readonly environment: string
  readonly key: string
  readonly edits: object
}

/** The switch is in no draft: turning on or off is asked for anew. */
function editable(operation: ChangeRequestView['operation']): Editable | null {
  if (operation.type !== 'configure-flag' || 'on' in operation.patch) return null
  const { environment, flag, patch } = operation
  return { type: 'flag', environment, key: flag, edits: patch }
}
