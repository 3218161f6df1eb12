import { TextInput } from '@mantine/core'
import { useState } from 'react'
import styles from './condition-editor.module.css'
import { type ConditionValue, formatValue, parseValue } from './condition-value.ts'
import { type Condition, OPERATORS } from './operators.ts'
import { ValuesInput } from './values-input.tsx'

interface ConditionValuesProps {
  readonly condition: Condition
  readonly onChange: (condition: Condition) => void
}

/** The editor that an operator's arity asks for. */
export function ConditionValues({ condition, onChange }: ConditionValuesProps) {
  const { arity } = OPERATORS[condition.operator]
  const read = readerOf(condition.attribute)
  const write = writerOf(condition.attribute)
  const typed = condition.values.find((value) => typeof value !== 'string')
  const hint =
    typed === undefined
      ? undefined
      : `${typed} is a ${typeof typed}; write "${typed}" in quotes for text.`
  if (arity === 'many') {
    return (
      <div className={styles.values}>
        <ValuesInput
          label="Values"
          placeholder="values"
          hint={hint}
          values={condition.values.map(write)}
          onChange={(texts) => onChange({ ...condition, values: texts.map(read) })}
        />
      </div>
    )
  }
  return (
    <OneValue
      value={condition.values[0]}
      hint={hint}
      read={read}
      write={write}
      onChange={(value) => onChange({ ...condition, values: value === null ? [] : [value] })}
    />
  )
}

interface OneValueProps {
  readonly value: ConditionValue | undefined
  readonly hint: string | undefined
  readonly read: (text: string) => ConditionValue
  readonly write: (value: ConditionValue) => string
  readonly onChange: (value: ConditionValue | null) => void
}

function OneValue({ value, hint, read, write, onChange }: OneValueProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      className={styles.values}
      aria-label="Value"
      placeholder="value"
      description={hint}
      inputWrapperOrder={['input', 'description']}
      value={typed ?? (value === undefined ? '' : write(value))}
      spellCheck={false}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        onChange(text.trim() === '' ? null : read(text))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

/** A targeting key is text by definition, even when it looks like a number. */
function readerOf(attribute: string): (text: string) => ConditionValue {
  return attribute === 'targetingKey' ? (text) => text.trim() : parseValue
}

function writerOf(attribute: string): (value: ConditionValue) => string {
  return attribute === 'targetingKey' ? String : formatValue
}
