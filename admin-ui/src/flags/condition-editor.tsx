import { ActionIcon, Select, Tooltip } from '@mantine/core'
import { IconLetterCase, IconX } from '@tabler/icons-react'
import { AttributeInput } from './attribute-input.tsx'
import styles from './condition-editor.module.css'
import { ConditionValues } from './condition-values.tsx'
import { type Condition, chooseOperator, OPERATOR_CHOICES, operatorChoice } from './operators.ts'

interface ConditionEditorProps {
  readonly condition: Condition
  readonly first: boolean
  readonly onChange: (condition: Condition) => void
  readonly onRemove: () => void
}

/** Reads as a sentence: `and country is one of DE FR`. */
export function ConditionEditor({ condition, first, onChange, onRemove }: ConditionEditorProps) {
  const { ignoreCase = false, ...exact } = condition
  return (
    <div className={styles.condition}>
      <span className={styles.and}>{first ? 'if' : 'and'}</span>
      <AttributeInput
        label="Attribute"
        value={condition.attribute}
        onChange={(attribute) => onChange({ ...condition, attribute })}
      />
      <Select
        className={styles.operator}
        aria-label="Operator"
        data={OPERATOR_CHOICES}
        value={operatorChoice(condition)}
        onChange={(choice) => choice !== null && onChange(chooseOperator(condition, choice))}
      />
      <ConditionValues condition={condition} onChange={onChange} />
      <span className={styles.buttons}>
        <Tooltip label={ignoreCase ? 'Upper and lower case are the same' : 'Case counts'}>
          <ActionIcon
            aria-label="Ignore case"
            aria-pressed={ignoreCase}
            className={styles.pressable}
            onClick={() => onChange(ignoreCase ? exact : { ...exact, ignoreCase: true })}
          >
            <IconLetterCase size={16} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon aria-label="Remove condition" onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      </span>
    </div>
  )
}
