import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { ConditionEditor } from './condition-editor.tsx'
import { newCondition } from './new-rule.ts'
import type { Rule } from './operators.ts'
import styles from './rule-row.module.css'

interface RuleEditingProps {
  readonly rule: Rule
  readonly onChange: (rule: Rule) => void
}

export function RuleEditing({ rule, onChange }: RuleEditingProps) {
  const { conditions } = rule
  return (
    <>
      {conditions.length === 0 && <p className={styles.sentence}>everyone</p>}
      {conditions.map((condition, at) => (
        <ConditionEditor
          // Conditions have no name of their own, and their order is not changed.
          key={`${rule.id} ${at}`}
          first={at === 0}
          condition={condition}
          onChange={(next) => onChange({ ...rule, conditions: conditions.with(at, next) })}
          onRemove={() => onChange({ ...rule, conditions: conditions.toSpliced(at, 1) })}
        />
      ))}
      <Button
        className={styles.add}
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => onChange({ ...rule, conditions: [...conditions, newCondition()] })}
      >
        Add condition
      </Button>
    </>
  )
}
