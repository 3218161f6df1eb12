import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useState } from 'react'
import { useLastChange } from '../audit/use-audit.ts'
import { useWaitingChangesKnown, WaitingChanges } from '../change-requests/waiting-changes.tsx'
import { DraftFoot } from '../drafts/draft-foot.tsx'
import { useDraft } from '../drafts/use-draft.ts'
import { PreviewLine } from '../previews/preview-line.tsx'
import { usePlace } from '../projects/place.tsx'
import { FlagReleases } from '../releases/flag-releases.tsx'
import { Empty } from '../shared/empty.tsx'
import { FieldErrors } from '../shared/field-errors.tsx'
import { TryIt } from '../try/try-it.tsx'
import { ConfigurationPanel } from './configuration-panel.tsx'
import { differences } from './difference-words.ts'
import type { Edits } from './edits.ts'
import { FlagEnvironmentTabs } from './flag-environment-tabs.tsx'
import { usePageFlag } from './flag-page.tsx'
import { useConfigurationSave } from './use-configuration-save.ts'

/** What the flag does in the environment in view, edited in place. */
export function TargetingSection() {
  const flag = usePageFlag()
  const { environment } = usePlace()
  const configuration = flag.environments[environment.key]
  const known = useWaitingChangesKnown({ flag: flag.key })
  if (!known) return <FlagEnvironmentTabs flag={flag} />
  return (
    <>
      <FlagEnvironmentTabs flag={flag} />
      {configuration ? (
        <Targeting
          key={`${environment.key}/${flag.key}`}
          flag={flag}
          configuration={configuration}
        />
      ) : (
        <Empty title={`This flag is not in ${environment.name}`} />
      )}
    </>
  )
}

interface TargetingProps {
  readonly flag: FlagView
  readonly configuration: FlagConfigurationView
}

function Targeting({ flag, configuration }: TargetingProps) {
  const { project, environment } = usePlace()
  const place = { project: project.key, environment: environment.key }
  const used = useDraft<FlagConfigurationView, Edits>(
    { ...place, of: 'flag', key: flag.key },
    configuration,
  )
  const { base, shown, edited } = used
  const [saved, setSaved] = useState<number | null>(null)
  const saving = useConfigurationSave(flag, used, setSaved)
  // The switch acts at once: it is in no draft.
  const meanwhile = differences({ ...base, on: configuration.on }, configuration)
  const lastChange = useLastChange({ ...place, flag: flag.key }, edited && meanwhile.length > 0)
  return (
    <>
      <WaitingChanges of={{ flag: flag.key }} />
      <FlagReleases flag={flag.key} configuration={configuration} />
      <FieldErrors errors={saving.errors}>
        <ConfigurationPanel
          flag={flag}
          environment={environment}
          configuration={configuration}
          shown={shown}
          onChange={used.change}
          onReshuffled={setSaved}
        />
      </FieldErrors>
      <TryIt flag={flag} shown={shown} edited={edited} />
      <DraftFoot
        environment={environment}
        of={flag.key}
        used={used}
        operation={{
          type: 'configure-flag',
          environment: environment.key,
          flag: flag.key,
          patch: used.draft.edits,
        }}
        version={used.draft.base.version}
        changes={differences(configuration, shown)}
        meanwhile={meanwhile}
        lastChange={lastChange}
        problems={saving.problems}
        reach={<PreviewLine {...place} flag={flag.key} patch={used.draft.edits} />}
        saving={saving.pending}
        onSave={saving.save}
        saved={saved}
        onSeen={() => setSaved(null)}
      />
    </>
  )
}
