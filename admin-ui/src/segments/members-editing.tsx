import type {
  SegmentConfiguration,
  SegmentConfigurationChanged,
  SegmentView,
} from '@bunting/flag-server/segments/segment-schemas.ts'
import { type ReactNode, useState } from 'react'
import { useLastChange } from '../audit/use-audit.ts'
import { WaitingChanges } from '../change-requests/waiting-changes.tsx'
import { DraftFoot } from '../drafts/draft-foot.tsx'
import { useDraft } from '../drafts/use-draft.ts'
import { usePlace } from '../projects/place.tsx'
import { CONFIGURE } from '../projects/use-may.ts'
import { FieldErrors } from '../shared/field-errors.tsx'
import { ReadOnly } from '../shared/read-only.tsx'
import { MembersPanel } from './members-panel.tsx'
import { segmentDifferences } from './segment-differences.ts'
import { useSegmentSave } from './use-segment-save.ts'

export type SegmentEdits = Partial<SegmentConfiguration>

interface MembersEditingProps {
  readonly segment: SegmentView
  readonly configuration: SegmentConfigurationChanged
  /** What follows the panel. */
  readonly children: ReactNode
}

export function MembersEditing({ segment, configuration, children }: MembersEditingProps) {
  const { project, environment } = usePlace()
  const place = { project: project.key, environment: environment.key }
  const used = useDraft<SegmentConfigurationChanged, SegmentEdits>(
    { ...place, of: 'segment', key: segment.key },
    configuration,
  )
  const [saved, setSaved] = useState<number | null>(null)
  const saving = useSegmentSave(segment.key, used, setSaved)
  const meanwhile = segmentDifferences(used.base, configuration)
  const lastChange = useLastChange(
    { ...place, segment: segment.key },
    used.edited && meanwhile.length > 0,
  )
  return (
    <>
      <WaitingChanges of={{ segment: segment.key }} />
      <FieldErrors errors={saving.errors}>
        <ReadOnly unless={CONFIGURE}>
          <MembersPanel configuration={configuration} shown={used.shown} onChange={used.change} />
        </ReadOnly>
      </FieldErrors>
      {children}
      <DraftFoot
        environment={environment}
        of={segment.key}
        used={used}
        operation={{
          type: 'configure-segment',
          environment: environment.key,
          segment: segment.key,
          patch: used.draft.edits,
        }}
        version={used.draft.base.version}
        changes={segmentDifferences(configuration, used.shown)}
        meanwhile={meanwhile}
        lastChange={lastChange}
        problems={saving.problems}
        saving={saving.pending}
        onSave={saving.save}
        saved={saved}
        onSeen={() => setSaved(null)}
      />
    </>
  )
}
