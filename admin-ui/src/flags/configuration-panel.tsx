import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { usePlace } from '../projects/place.tsx'
import { CONFIGURE } from '../projects/use-may.ts'
import { ReleasedServe } from '../releases/released-serve.tsx'
import { Ago } from '../shared/ago.tsx'
import { FieldErrorText } from '../shared/field-error-text.tsx'
import { ReadOnly } from '../shared/read-only.tsx'
import { FlagUsage } from '../usage/flag-usage.tsx'
import { ConfigurationMenu } from './configuration-menu.tsx'
import styles from './configuration-panel.module.css'
import { ConfigurationRow } from './configuration-row.tsx'
import type { Edits } from './edits.ts'
import { FlagToggle } from './flag-toggle.tsx'
import { PrerequisiteRows } from './prerequisite-rows.tsx'
import { RuleRows } from './rule-rows.tsx'
import { ServeEditor } from './serve-editor.tsx'
import { TargetRows } from './target-rows.tsx'
import { ToggleStatus } from './toggle-status.tsx'
import { VariantSelect } from './variant-select.tsx'

interface ConfigurationPanelProps {
  readonly flag: FlagView
  readonly environment: EnvironmentView
  /** As the server has it: the switch works on this. */
  readonly configuration: FlagConfigurationView
  /** With what was typed over it. */
  readonly shown: FlagConfigurationView
  readonly onChange: (edits: Edits) => void
  readonly onReshuffled: (revision: number) => void
}

export function ConfigurationPanel(props: ConfigurationPanelProps) {
  const { flag, environment, configuration, shown, onChange, onReshuffled } = props
  const { project } = usePlace()
  return (
    <div className={styles.panel} data-off={!configuration.on || undefined}>
      <div className={styles.state}>
        <FlagToggle
          project={project.key}
          environment={environment}
          flag={flag.key}
          configuration={configuration}
          status={(toggle) => (
            <>
              <strong>{configuration.on ? 'On' : 'Off'}</strong>
              <ToggleStatus project={project.key} environment={environment.key} toggle={toggle} />
            </>
          )}
        />
        <div className={styles.facts}>
          <FlagUsage flag={flag.key} environment={environment.key} />
          <span className={styles.version}>
            <span className={styles.word}>changed </span>
            <Ago instant={configuration.updatedAt} /> · v{configuration.version}
          </span>
        </div>
        <ConfigurationMenu
          flag={flag.key}
          environment={environment}
          configuration={configuration}
          onReshuffled={onReshuffled}
        />
      </div>
      {!configuration.on && (
        <p className={styles.offNote}>
          Everyone gets <code>{configuration.offVariant}</code>. What follows counts once it is on.
        </p>
      )}
      <ReadOnly unless={CONFIGURE} environment={environment.key}>
        <PrerequisiteRows flag={flag} shown={shown} onChange={onChange} />
        <TargetRows shown={shown} onChange={onChange} />
        <RuleRows flag={flag} configuration={configuration} shown={shown} onChange={onChange} />
        <ConfigurationRow label="Everyone else" mark="–" name="Everyone else">
          <ReleasedServe configuration={configuration} rule={null}>
            <ServeEditor
              label="Serve everyone else"
              flag={flag}
              offVariant={shown.offVariant}
              serve={shown.fallthrough}
              before={configuration.fallthrough}
              path="fallthrough"
              onChange={(fallthrough) => onChange({ fallthrough })}
            />
          </ReleasedServe>
        </ConfigurationRow>
        <ConfigurationRow label="When off" mark="○" name="When off">
          <VariantSelect
            label="Serve when off"
            variants={Object.keys(flag.variants)}
            value={shown.offVariant}
            onChange={(offVariant) => onChange({ offVariant })}
          />
          <FieldErrorText path="offVariant" />
        </ConfigurationRow>
      </ReadOnly>
    </div>
  )
}
