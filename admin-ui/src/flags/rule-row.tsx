import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { TextInput } from '@mantine/core'
import { ConditionsReading } from '../conditions/condition-reading.tsx'
import { ConditionsEditor } from '../conditions/conditions-editor.tsx'
import type { Rule } from '../conditions/operators.ts'
import { ReleasedServe } from '../releases/released-serve.tsx'
import { useAnyFieldError } from '../shared/field-errors.tsx'
import { ConfigurationRow } from './configuration-row.tsx'
import { useDraggable } from './drag-handle.tsx'
import { RuleActions } from './rule-actions.tsx'
import styles from './rule-row.module.css'
import { ServeEditor } from './serve-editor.tsx'
import { ServeSummary } from './serve-summary.tsx'

interface RuleRowProps {
  readonly flag: FlagView
  readonly configuration: FlagConfigurationView
  readonly offVariant: string
  readonly rule: Rule
  readonly index: number
  readonly last: boolean
  readonly editing: boolean
  readonly onEditing: (editing: boolean) => void
  readonly onChange: (rule: Rule) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

/** A rule is read as a sentence and edited where it stands. */
export function RuleRow(props: RuleRowProps) {
  const { flag, configuration, offVariant, rule, index, last, onChange } = props
  // What is wrong is shown where it can be put right.
  const faulty = useAnyFieldError()
  const editing = props.editing || faulty
  const number = index + 1
  const draggable = useDraggable(rule.id, `Drag rule ${number}`)
  const rename = (text: string) => {
    const { name: _before, ...others } = rule
    onChange(text === '' ? others : { ...others, name: text })
  }
  return (
    <ConfigurationRow
      mark={number}
      draggable={last && index === 0 ? undefined : draggable}
      name={`Rule ${number}`}
      editing={editing}
      label={
        editing ? (
          <TextInput
            className={styles.name}
            aria-label={`Name of rule ${number}`}
            placeholder="Name this rule (optional)"
            value={rule.name ?? ''}
            maxLength={200}
            onChange={(event) => rename(event.currentTarget.value)}
          />
        ) : (
          rule.name
        )
      }
      who={
        editing ? (
          <ConditionsEditor
            conditions={rule.conditions}
            none="everyone"
            onChange={(conditions) => onChange({ ...rule, conditions })}
          />
        ) : (
          <ConditionsReading conditions={rule.conditions} none="everyone" />
        )
      }
      actions={
        <RuleActions
          number={number}
          last={last}
          editing={editing}
          onEditing={props.onEditing}
          onMove={props.onMove}
          onRemove={props.onRemove}
        />
      }
    >
      <ReleasedServe configuration={configuration} rule={rule.id}>
        {editing ? (
          <ServeEditor
            label={`Serve rule ${number}`}
            flag={flag}
            offVariant={offVariant}
            serve={rule.serve}
            before={configuration.rules.find(({ id }) => id === rule.id)?.serve}
            path="serve"
            onChange={(serve) => onChange({ ...rule, serve })}
          />
        ) : (
          <ServeSummary serve={rule.serve} offVariant={offVariant} />
        )}
      </ReleasedServe>
    </ConfigurationRow>
  )
}
