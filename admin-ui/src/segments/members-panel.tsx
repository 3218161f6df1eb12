import type { SegmentConfigurationChanged } from '@bunting/flag-server/segments/segment-schemas.ts'
import { ConditionsEditor } from '../conditions/conditions-editor.tsx'
import styles from '../flags/configuration-panel.module.css'
import { ConfigurationRow } from '../flags/configuration-row.tsx'
import { Ago } from '../shared/ago.tsx'
import { FieldErrorText } from '../shared/field-error-text.tsx'
import type { SegmentEdits } from './members-editing.tsx'
import { UnitsInput } from './units-input.tsx'

interface MembersPanelProps {
  /** As the server has it. */
  readonly configuration: SegmentConfigurationChanged
  /** With what was typed over it. */
  readonly shown: SegmentConfigurationChanged
  readonly onChange: (edits: SegmentEdits) => void
}

/** In the order in which it is decided: excluded, else included, else by conditions. */
export function MembersPanel({ configuration, shown, onChange }: MembersPanelProps) {
  return (
    <div className={styles.panel}>
      <div className={styles.state}>
        <strong>Who is in it</strong>
        <span className={styles.version}>
          changed <Ago instant={configuration.updatedAt} /> · v{configuration.version}
        </span>
      </div>
      <ConfigurationRow
        mark="−"
        label="Excluded"
        who={
          <>
            <UnitsInput
              label="Excluded ids"
              values={shown.excluded}
              onChange={(excluded) => onChange({ excluded })}
            />
            <FieldErrorText path="excluded" />
          </>
        }
      >
        <span>never in it</span>
      </ConfigurationRow>
      <ConfigurationRow
        mark="+"
        label="Included"
        who={
          <>
            <UnitsInput
              label="Included ids"
              values={shown.included}
              onChange={(included) => onChange({ included })}
            />
            <FieldErrorText path="included" />
          </>
        }
      >
        <span>in it</span>
      </ConfigurationRow>
      <ConfigurationRow
        mark="∧"
        label="Everyone who meets all conditions"
        who={
          <>
            <ConditionsEditor
              conditions={shown.conditions}
              none="No condition: only those who are included."
              onChange={(conditions) => onChange({ conditions })}
            />
            <FieldErrorText path="conditions" exact />
          </>
        }
      >
        <span>in it</span>
      </ConfigurationRow>
      <ConfigurationRow mark="–" label="Everyone else">
        <span>not in it</span>
      </ConfigurationRow>
    </div>
  )
}
