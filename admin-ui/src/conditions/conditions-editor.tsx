import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { FieldsUnder } from '../shared/field-errors.tsx'
import styles from './condition-editor.module.css'
import { ConditionEditor } from './condition-editor.tsx'
import { newCondition } from './new-condition.ts'
import type { Condition } from './operators.ts'

interface ConditionsEditorProps {
  readonly conditions: readonly Condition[]
  /** Said when there are none. */
  readonly none: string
  readonly onChange: (conditions: Condition[]) => void
}

/** All of them must hold. */
export function ConditionsEditor({ conditions, none, onChange }: ConditionsEditorProps) {
  return (
    <>
      {conditions.length === 0 && <p className={styles.none}>{none}</p>}
      {conditions.map((condition, at) => (
        // Conditions have no name of their own, and their order is not changed.
        <FieldsUnder key={at} path={`conditions.${at}`}>
          <ConditionEditor
            number={at + 1}
            condition={condition}
            onChange={(next) => onChange(conditions.with(at, next))}
            onRemove={() => onChange(conditions.toSpliced(at, 1))}
          />
        </FieldsUnder>
      ))}
      <Button
        className={styles.add}
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => onChange([...conditions, newCondition()])}
      >
        Add condition
      </Button>
    </>
  )
}
