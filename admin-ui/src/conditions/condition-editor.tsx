import { ActionIcon, Select, Tooltip } from '@mantine/core'
import { IconLetterCase, IconX } from '@tabler/icons-react'
import { useFieldError } from '../shared/field-errors.tsx'
import { AttributeInput } from './attribute-input.tsx'
import styles from './condition-editor.module.css'
import { ConditionValues } from './condition-values.tsx'
import { chooseOperator, operatorChoice, operatorChoices } from './operator-choice.ts'
import { type Condition, OPERATORS } from './operators.ts'

interface ConditionEditorProps {
  readonly condition: Condition
  /** Its place among the conditions, from 1. */
  readonly number: number
  readonly onChange: (condition: Condition) => void
  readonly onRemove: () => void
}

/** Reads as a sentence: `and country is one of DE FR`. */
export function ConditionEditor({ condition, number, onChange, onRemove }: ConditionEditorProps) {
  const { ignoreCase = false, ...exact } = condition
  const attributeError = useFieldError('attribute')
  const operatorError = useFieldError('operator')
  const caseMatters = OPERATORS[condition.operator].ignoreCase || ignoreCase
  return (
    <fieldset className={styles.condition} aria-label={`Condition ${number}`}>
      <span className={styles.and}>{number === 1 ? 'if' : 'and'}</span>
      <AttributeInput
        className={styles.attribute}
        label="Attribute"
        value={condition.attribute}
        error={attributeError}
        onChange={(attribute) => onChange({ ...condition, attribute })}
      />
      <Select
        className={styles.operator}
        aria-label="Operator"
        data={operatorChoices(condition)}
        value={operatorChoice(condition)}
        error={operatorError}
        maxDropdownHeight={360}
        comboboxProps={{ width: 224, position: 'bottom-start' }}
        onChange={(choice) => choice !== null && onChange(chooseOperator(condition, choice))}
      />
      <ConditionValues condition={condition} onChange={onChange} />
      <span className={styles.buttons}>
        {caseMatters && (
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
        )}
        <ActionIcon aria-label="Remove condition" onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      </span>
    </fieldset>
  )
}
