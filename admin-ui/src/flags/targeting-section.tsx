import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import styles from './change-bar.module.css'
import { ChangeBar } from './change-bar.tsx'
import { ConfigurationPanel } from './configuration-panel.tsx'
import { conflicts, isEmpty, preview, rebase } from './draft.ts'
import { useDraft } from './drafts-provider.tsx'
import { EnvironmentTabs } from './environment-tabs.tsx'
import { usePageFlag } from './flag-page.tsx'
import { MeanwhileNotice } from './meanwhile-notice.tsx'
import { SavedBar } from './saved-bar.tsx'

/** What the flag does in the environment in view, edited in place. */
export function TargetingSection() {
  const flag = usePageFlag()
  const { environment } = usePlace()
  const configuration = flag.environments[environment.key]
  return (
    <>
      <EnvironmentTabs flag={flag} />
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
  const place = { project: project.key, environment: environment.key, flag: flag.key }
  const used = useDraft(place, configuration)
  const [saved, setSaved] = useState<number | null>(null)
  const disputed = conflicts(used.draft, configuration)
  // Where the two do not meet, what was typed goes over what is new without asking.
  const draft = disputed.length === 0 ? rebase(used.draft, configuration) : used.draft
  const shown = preview(draft, configuration)
  const edited = !isEmpty(draft)

  return (
    <>
      <ConfigurationPanel
        flag={flag}
        environment={environment}
        configuration={configuration}
        shown={shown}
        onChange={used.change}
      />
      <div className={styles.foot}>
        {edited && (
          <MeanwhileNotice
            place={place}
            draft={used.draft}
            current={configuration}
            disputed={disputed}
            onKeepMine={used.keepMine}
            onUseTheirs={used.useTheirs}
          />
        )}
        {edited && (
          <ChangeBar
            place={place}
            environment={environment}
            draft={draft}
            shown={shown}
            current={configuration}
            comment={used.comment}
            disputed={disputed.length > 0}
            onComment={used.setComment}
            onDiscard={used.discard}
            onSaved={(revision) => {
              used.discard()
              setSaved(revision)
            }}
          />
        )}
        {!edited && saved !== null && (
          <SavedBar
            project={project.key}
            environment={environment.key}
            revision={saved}
            onDismiss={() => setSaved(null)}
          />
        )}
      </div>
    </>
  )
}
